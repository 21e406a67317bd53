"""PowerPoint files in: `read_pptx`."""

from bilingual.readers.pptx.reader import read_pptx as read_pptx
