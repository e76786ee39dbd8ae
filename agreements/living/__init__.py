"""How do parties live with an agreement that holds: look back, change it, follow it up, end it?"""
