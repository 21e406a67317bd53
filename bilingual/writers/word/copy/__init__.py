"""A translation written into a copy of the Word file that it is of."""

from bilingual.writers.word.copy.writer import write_copy as write_copy
