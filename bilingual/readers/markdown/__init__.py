"""Markdown: syntax beyond CommonMark, blocks and inline formatting."""

from bilingual.readers.markdown.reader import read_markdown as read_markdown
