"""What is in the shared format, and how is it read?"""
