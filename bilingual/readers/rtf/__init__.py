"""Rich Text Format: words, bytes and the flow of paragraphs."""

from bilingual.readers.rtf.reader import read_rtf as read_rtf
