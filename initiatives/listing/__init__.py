"""How are many files shown in a list?"""
