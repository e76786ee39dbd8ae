"""What do the pages of an agreement show, and what do their buttons do?"""
