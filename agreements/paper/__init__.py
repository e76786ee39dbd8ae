"""How does an agreement become a document?"""
