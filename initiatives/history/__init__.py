"""What happened in a file, and is it still as it was written down?"""
