"""Web pages: encoding, the tree, where the text is, and its blocks."""

from bilingual.readers.html.reader import read_html as read_html
