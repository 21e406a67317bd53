"""The warning that a copy is a draft, where it neither covers nor moves the source's layout."""

from __future__ import annotations

from copy import deepcopy

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.formats.word.paragraphs import run
from bilingual.model import Page

_FROM_EDGE = 200
"""Twips between the warning and the edges of the paper. Headers begin at 720 or lower."""
_SIZE = 14
"""Half points. Two lines of it end above the header."""


def anchor() -> Element:
    """A paragraph of one point. LibreOffice loses a frame that a table follows."""
    spacing = w("spacing", before=0, after=0, line=20, lineRule="exact")
    end = w("rPr", w("sz", val=2), w("szCs", val=2))
    return w("p", w("pPr", w("snapToGrid", val=0), spacing, end))


def banner(notice: str, source_notice: str, page: Page) -> Element:
    """A paragraph in a frame at the upper edge of the first page, above the header, out of the flow
    of the text. All that the source's usual style may say of it is said again: indents, a line of
    exact height, the grid."""
    width = page.width - 2 * _FROM_EDGE
    edges = [
        w(side, val="single", sz=4, space=1, color="C00000")
        for side in ("top", "left", "bottom", "right")
    ]
    properties = w(
        "pPr",
        w(
            "framePr",
            w=width,
            wrap="around",
            vAnchor="page",
            y=_FROM_EDGE,
            hAnchor="page",
            x=_FROM_EDGE,
        ),
        w("numPr", w("ilvl", val=0), w("numId", val=0)),
        w("pBdr", *edges),
        w("shd", val="clear", fill="FDECEA"),
        w("snapToGrid", val=0),
        w("spacing", before=0, beforeLines=0, after=0, afterLines=0, line=240, lineRule="auto"),
        w("ind", left=0, leftChars=0, right=0, firstLine=0, firstLineChars=0),
        w("jc", val="left"),
    )
    size = [w("sz", val=_SIZE), w("szCs", val=_SIZE)]
    source = run(source_notice, w("rFonts", hint="eastAsia"), *deepcopy(size))
    return w("p", properties, run(f"{notice} ", *size), source)
