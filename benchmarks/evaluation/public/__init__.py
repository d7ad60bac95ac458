"""Public sets, where their folder is there: how far the product's reading and embeddings carry beyond our own texts.

Nothing of these sets is in the project, and nothing is trained on them.
"""
