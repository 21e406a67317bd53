"""OpenDocument texts."""

from bilingual.readers.odt.reader import read_odt as read_odt
