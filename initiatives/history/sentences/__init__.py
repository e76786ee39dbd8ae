"""What does each kind of event say, in a sentence that everyone understands?"""
