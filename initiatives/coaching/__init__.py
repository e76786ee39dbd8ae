"""What do the five steps of the coach ask?"""
