"""Web pages: one file that needs no other."""

from bilingual.writers.html.writer import write as write
