"""Word documents of our own design."""

from bilingual.writers.docx.writer import write as write
