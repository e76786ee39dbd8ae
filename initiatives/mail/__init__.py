"""Who gets a mail?"""
