"""Markdown documents."""

from bilingual.writers.markdown.markdown_text import write as write
