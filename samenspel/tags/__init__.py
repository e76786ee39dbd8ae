"""What do our template tags give back? A module per subject; `templatetags/samenspel.py` gives them out as one library."""
