"""Word documents of our own design."""

from bilingual.writers.word.design.writer import write as write
