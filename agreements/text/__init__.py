"""How do clauses and values become the sentences, lists and tables of an agreement?"""
