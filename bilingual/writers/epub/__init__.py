"""E-books: EPUB 3."""

from bilingual.writers.epub.book import write as write
