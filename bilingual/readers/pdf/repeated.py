"""What stands in the same place on page after page: the pages' own headers, footers and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bilingual.readers.pdf.lines import Line

_DIGITS = re.compile(r"\d+|[ivxl]+(?!\w)|[一二三四五六七八九十百〇]+(?=\s*页)")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:第|page|p\.)?\s*#(?:\s*页)?(?:[\s/,，]*(?:共|of)?\s*#\s*页?)?[\W_]*", re.I
)
_OUTER_LINES = 2
_FEWEST_PAGES = 3
_SHARE_OF_PAGES = 0.4
"""Headers of left and right pages may differ."""
_COMPARED = 80
"""Characters of a line that are compared."""


def repeated_lines(pages: Sequence[Sequence[Line]]) -> set[Line]:
    """The outer lines that stand at one height on page after page, numbers aside."""
    outer = [_outer(page) for page in pages]
    counts = Counter(mark for page in outer for mark in {_mark(line) for line in page})
    with_text = sum(map(bool, pages))
    found = set()
    for line in (line for page in outer for line in page):
        text, height = _mark(line)
        is_number = "#" in text and _PAGE_NUMBER.fullmatch(text) is not None
        fewest = min(_FEWEST_PAGES, max(2, with_text - 1)) if is_number else _FEWEST_PAGES
        if counts[text, height] >= max(fewest, _SHARE_OF_PAGES * with_text):
            found.add(line)
    return found


def _outer(page: Sequence[Line]) -> list[Line]:
    return [
        line
        for turn in {line.turn for line in page}
        for line in _outer_of([line for line in page if line.turn is turn])
    ]


def _outer_of(lines: Sequence[Line]) -> list[Line]:
    bases = sorted({round(line.base) for line in lines})
    outer = {*bases[:_OUTER_LINES], *bases[-_OUTER_LINES:]}
    return [line for line in lines if round(line.base) in outer]


def _mark(line: Line) -> tuple[str, int]:
    """What is the same where a line is repeated: its text without numbers, and its height."""
    text = "".join(line.text[:_COMPARED].lower().split())
    return _DIGITS.sub("#", text), round(line.base / 4)
