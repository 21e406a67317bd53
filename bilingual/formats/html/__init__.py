"""The tree and the elements of web pages, for readers and writers."""
