"""How do both sides decide something together?"""
