"""PDF files: their characters, read in a process of its own, as lines and paragraphs."""

from bilingual.readers.pdf.reader import read_pdf as read_pdf
