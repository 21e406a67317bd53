"""Markdown documents."""

from bilingual.writers.markdown.writer import write as write
