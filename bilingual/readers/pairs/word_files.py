"""Word files of two languages. In ours, the styles of paragraphs say which language they are in."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from bilingual.formats.word.locators import located_elements
from bilingual.formats.word.names import Element, child, qualified, value
from bilingual.formats.word.notes import NOTE_KINDS
from bilingual.formats.word.package import open_package, part_name, part_root, related_root
from bilingual.formats.word.style_names import SUBTITLE, TITLE, heading_level, style_names
from bilingual.model import Layout
from bilingual.readers import read_document
from bilingual.readers.pairs.documents import Origin, read_pairs_of
from bilingual.readers.pairs.sequence import Side
from bilingual.readers.pairs.texts import PairsRead

_SOURCE, _TARGET, _TABLE_HEADER = "source text", "target text", "table header"
_TITLE, _SUBTITLE = TITLE.lower(), SUBTITLE.lower()
_SIDES = {"source": Side.SOURCE, "target": Side.TARGET}
"""What our names of styles begin with."""


def read_docx(path: Path, data: bytes, *, encoding: str | None = None) -> PairsRead:
    """The pairs of a Word file. Word files fix their encoding themselves."""
    document = read_document(path, data)
    return read_pairs_of(path, document, _origin(path, data))


def _origin(path: Path, data: bytes) -> Origin:
    word = open_package(data, path)
    names = style_names(related_root(word.part, "styles"))
    notes = [related_root(word.part, f"{kind}s") for kind in NOTE_KINDS]
    paragraphs = [
        (place, element)
        for part, root in [(word.part, part_root(word.part)), *filter(None, notes)]
        for place, element in located_elements(part_name(part), root)
        if element.tag == qualified("w:p")
    ]
    styled = [
        (place, names.get(value(child(one, "w:pPr"), "w:pStyle"), "")) for place, one in paragraphs
    ]
    used = {style for _, style in styled}
    if _TARGET not in used:
        return Origin()
    return Origin(
        layout=Layout.INTERLEAVED if _SOURCE in used else Layout.TARGET_ONLY,
        sides={
            place: side
            for (place, style), (_, following) in pairwise([*styled, ("", "")])
            if (side := _side(style, following))
        },
        referring=frozenset(place for place, element in paragraphs if _refers_to_notes(element)),
    )


def _side(style: str, following: str) -> Side | None:
    """Which side the paragraphs of a style are of; None for those that our documents add. Styles
    are given by their names."""
    if heading_level(style) or style == _TABLE_HEADER:
        return Side.UNKNOWN
    if style in (_TITLE, _SUBTITLE):  # else the title is only on the cover
        is_translated = _SUBTITLE in (style, following)
        return (Side.SOURCE if style == _TITLE else Side.TARGET) if is_translated else None
    return next((side for start, side in _SIDES.items() if style.startswith(start)), None)


def _refers_to_notes(paragraph: Element) -> bool:
    """Whether it has the number of a note of its source, as our translations have."""
    return any("NOTEREF" in (one.text or "") for one in paragraph.iter(qualified("w:instrText")))
