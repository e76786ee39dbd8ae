"""How do parties settle an agreement, article by article?"""
