"""The title of a document that names none and has no heading for it.

Many documents, such as official notices, set it large in the middle of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby, islice, takewhile

from bilingual.formats.word.names import child, qualified
from bilingual.formats.word.styles import Styles
from bilingual.model import Block, BlockKind, Part
from bilingual.readers.word.parts import OpenPart
from bilingual.spans import plain_text

_LARGER = 1.3
"""How many times the size of the text a title is set in, at least."""
_FIRST = 20
"""Paragraphs that a title is among."""
_LETTERHEAD = re.compile(r".{2,40}文件")
"""The red line over an official notice (GB/T 9704-2012), which is larger than its title."""


def large_title(blocks: Iterable[Block], part: OpenPart, styles: Styles) -> str:
    """The largest centred lines before the first heading; empty where none is large."""
    paragraphs = {part.locator(one): one for one in part.root.iter(qualified("w:p"))}
    least = _LARGER * styles.type_size(None, None)

    def size(block: Block) -> int:
        paragraph = paragraphs.get(block.element)
        properties = child(paragraph, "w:pPr")
        if paragraph is None or block.cell or styles.alignment(properties) != "center":
            return 0
        runs = [run for run in paragraph.iter(qualified("w:r")) if child(run, "w:t") is not None]
        smallest = min(
            (styles.type_size(properties, child(run, "w:rPr")) for run in runs), default=0
        )
        is_letterhead = _LETTERHEAD.fullmatch(block.text.strip())
        return smallest if smallest >= least and not is_letterhead else 0

    opening = islice(takewhile(_stands_before_headings, blocks), _FIRST)
    lines = [(size, list(group)) for size, group in groupby(opening, size)]
    largest, title = max(lines, key=lambda line: line[0], default=(0, []))
    return "".join(plain_text(block.spans) for block in title) if largest else ""


def _stands_before_headings(block: Block) -> bool:
    return block.part is Part.BODY and not block.note and block.kind is not BlockKind.HEADING
