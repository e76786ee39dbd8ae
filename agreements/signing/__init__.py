"""How does a text that stands for every party become an agreement that is signed and in force?"""
