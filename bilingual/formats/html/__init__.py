"""HTML for readers and writers: which tags there are, escaping, links, and a page as a tree."""
