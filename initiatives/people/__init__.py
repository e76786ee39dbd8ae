"""Who stands for each party?"""
