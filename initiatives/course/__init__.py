"""How does a collaboration go, from its first phase to its end?"""
