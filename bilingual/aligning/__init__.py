"""A source and its translation by people, two documents: which sentences answer to each other."""
