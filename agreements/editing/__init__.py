"""How is an agreement filled in on a page?"""
