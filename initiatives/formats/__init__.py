"""What does a stappenplan say, in each of its versions?"""
