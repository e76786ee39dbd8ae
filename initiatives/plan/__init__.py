"""What do both sides do, how far are they, and what proves it?"""
