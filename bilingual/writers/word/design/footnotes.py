"""Footnotes of a Word document: each is in both languages, stands once, and is referred to from
both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from bilingual.formats.word.elements import w
from bilingual.formats.word.fields import field_codes, note_instruction
from bilingual.formats.word.names import Element
from bilingual.formats.word.notes import SEPARATORS
from bilingual.formats.word.paragraphs import Bookmarks, paragraph, run, styled_run
from bilingual.formats.word.style_names import NOTE_REFERENCE, NOTE_TEXT
from bilingual.model import Span, SpanKind
from bilingual.writers.content import Item, Row, Side, rows_of

Compose = Callable[[Row], list[Element]]
"""The paragraphs of one row of a note."""


def notes_apart(
    items: Sequence[Item], sides: Sequence[Side]
) -> tuple[tuple[Item, ...], dict[str, list[Row]]]:
    """The items without notes, and the paragraphs of each note by its name. A note that nothing
    shown refers to stays among the items."""
    names = {
        span.href
        for item in items
        if not item.block.note
        for row in rows_of(item)
        for side in sides
        for span in row.spans(side)
        if span.kind is SpanKind.NOTE
    }
    notes: dict[str, list[Row]] = {}
    others = []
    for item in items:
        if item.block.note in names:
            notes.setdefault(item.block.note, []).extend(rows_of(item))
        else:
            others.append(item)
    return tuple(others), notes


class Footnotes:
    """The footnotes of a document, numbered as the text comes to refer to them."""

    def __init__(self, rows: Mapping[str, Iterable[Row]], bookmarks: Bookmarks) -> None:
        self._rows = rows
        self._bookmarks = bookmarks
        self._numbers: dict[str, int] = {}

    def refer(self, reference: Span) -> list[Element]:
        """The reference to a note: at first the note's own mark, later a field that repeats its
        number; nothing where there is no such note."""
        name = reference.href
        if name not in self._rows:
            return []
        if name in self._numbers:
            number = self._numbers[name]
            return _repeated(note_instruction(_bookmark(number)), str(number))
        number = self._numbers[name] = len(self._numbers) + 1
        return self._bookmarks.around(_bookmark(number), _marked(w("footnoteReference", id=number)))

    def __len__(self) -> int:
        return len(self._numbers)

    def element(self, compose: Compose) -> Element:
        """The root of ``footnotes.xml``."""
        lines = [
            w("footnote", paragraph(NOTE_TEXT, w("r", w(kind))), type=kind, id=number)
            for number, kind in SEPARATORS.items()
        ]
        for name, number in self._numbers.items():
            texts = [element for row in self._rows[name] for element in compose(row)]
            for place, element in enumerate((_marked(w("footnoteRef")), run(" ")), start=1):
                texts[0].insert(place, element)
            lines.append(w("footnote", *texts, id=number))
        return w("footnotes", *lines)


def _bookmark(number: int) -> str:
    return f"_Note{number}"


def _marked(content: Element) -> Element:
    return styled_run(NOTE_REFERENCE, content)


def _repeated(instruction: str, result: str) -> list[Element]:
    """A field in runs of its own: the simple form would lose the style when it is updated."""
    *opening, end = field_codes(instruction)
    shown = w("t")
    shown.text = result
    return [_marked(one) for one in (*opening, shown, end)]
