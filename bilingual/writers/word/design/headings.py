"""Headings of a Word document, and the table of contents made of them.

A heading is one paragraph in both languages, so that Word's navigation pane and a table of
contents name each once and in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bilingual.formats.shown import display_width
from bilingual.formats.word.elements import w
from bilingual.formats.word.fields import contents_instruction, field_codes
from bilingual.formats.word.hyperlinks import inner_link
from bilingual.formats.word.names import Element
from bilingual.formats.word.paragraphs import Bookmarks, paragraph, run
from bilingual.formats.word.style_names import CONTENTS_TITLE, contents_style, heading_style
from bilingual.model import BlockKind, Part
from bilingual.writers.content import Item, Row, Side
from bilingual.writers.word.design.composer import Composer, Place
from bilingual.writers.word.design.page import Frame
from bilingual.writers.word.design.source_tables import shown_sides
from bilingual.writers.word.design.typography import heading_size

_CONTENTS_LEVELS = 3
_HALF_CHARACTER = 5.2
"""Twips for each half point of size, with some room for bold letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    level: int
    bookmark: str
    text: str


class Headings:
    """Makes headings, and keeps them for the table of contents."""

    def __init__(self, composer: Composer, bookmarks: Bookmarks) -> None:
        self._composer = composer
        self._bookmarks = bookmarks
        self._entries: list[_Entry] = []

    def side_by_side(self, row: Row, frame: Frame) -> list[Element]:
        """Each language over its column; one under the other where the source needs more than
        one line of its column."""
        sides = shown_sides(row, tuple(Side))
        shown = _text(row, Side.SOURCE)
        wanted = display_width(shown) * _HALF_CHARACTER * heading_size(row.block)
        if len(sides) == 1 or wanted > frame.number_width + frame.inner_columns[0]:
            return self.stacked(row, tuple(Side), frame.text_width)
        place = frame.second_column
        properties = [
            w("tabs", w("tab", val="left", pos=place)),
            w("ind", left=place, hanging=place),
        ]
        return self._heading(row, sides, frame.text_width, w("tab"), properties)

    def stacked(self, row: Row, sides: Sequence[Side], width: int) -> list[Element]:
        """One language under the other."""
        return self._heading(row, shown_sides(row, sides), width, w("br"), ())

    def _heading(
        self,
        row: Row,
        sides: Sequence[Side],
        width: int,
        between: Element,
        properties: Sequence[Element],
    ) -> list[Element]:
        content: list[Element] = []
        for number, side in enumerate(sides):
            if number:
                content.append(w("r", between))
            if marker := row.marker(side):
                content.append(run(f"{marker}\N{EN SPACE}"))
            place = Place.BELOW if number else Place.FIRST
            shown = self._composer.content(row, side, width, place)
            content += self._composer.marked(row, side, shown)
        apart = "\t" if properties else "\N{EN SPACE}"
        text = apart.join(_text(row, side) for side in sides)
        entry = _Entry(level=_level(row), bookmark=f"_Toc{len(self._entries) + 1}", text=text)
        self._entries.append(entry)
        heading = paragraph(
            heading_style(entry.level),
            *self._bookmarks.around(entry.bookmark, *content),
            properties=properties,
        )
        return [heading, *self._composer.findings_of(row, sides[-1])]

    def contents(self, title: str) -> list[Element]:
        """A table of contents as Word makes it, with links; nothing where there are no headings.

        Page numbers are left to Word, which adds them when it updates the table: only a word
        processor knows them, and one that is to find them while it opens the file asks first.
        """
        entries = [entry for entry in self._entries if entry.level <= _CONTENTS_LEVELS]
        if not entries:
            return []
        lines = [
            paragraph(
                contents_style(entry.level),
                inner_link(entry.bookmark, run(entry.text)),
            )
            for entry in entries
        ]
        *opening, end = field_codes(contents_instruction(_CONTENTS_LEVELS))
        for place, element in enumerate(opening, start=1):
            lines[0].insert(place, w("r", element))
        lines[-1].append(w("r", end))
        kind = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
        content = w("sdtContent", paragraph(CONTENTS_TITLE, run(title)), *lines)
        return [w("sdt", w("sdtPr", kind), content), paragraph("Space")]


def is_heading(item: Item) -> bool:
    """Whether an item is a heading of the body, not of a note or a page header."""
    if not isinstance(item, Row) or item.block.kind is not BlockKind.HEADING:
        return False
    return item.block.part is Part.BODY and not item.block.note and bool(item.block.text.strip())


def _level(row: Row) -> int:
    return min(max(row.block.level, 1), 9)


def _text(row: Row, side: Side) -> str:
    text = "".join(span.text for span in row.spans(side) if not span.is_opaque)
    return " ".join(f"{row.marker(side)} {text}".split())
