"""Word files: the package, its parts and styles, and the walk through its body."""

from bilingual.readers.word.reader import read_docx as read_docx
