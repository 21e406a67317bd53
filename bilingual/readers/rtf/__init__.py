"""Rich Text Format: tokens, the state of groups, and the paragraphs and tables that they make."""

from bilingual.readers.rtf.reader import read_rtf as read_rtf
