"""OpenDocument texts: styles, numbers of lists, tables, the walk through the text."""

from bilingual.readers.odt.reader import read_odt as read_odt
