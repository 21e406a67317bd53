"""What web pages and e-books share: rows, sentences and title of a page."""
