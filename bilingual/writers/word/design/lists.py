"""Lists of a Word document as Word's own, which count each language for itself.

Markers are shown as in the source. Arabic ones are counted, so that a list goes on counting
where items are added; all others are fixed texts.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass

from bilingual.formats.shown import display_width, printable
from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element, attribute, qualified
from bilingual.writers.content import Side
from bilingual.writers.word.design.typography import HALF_CHARACTER, INDENT, QUIET

_COUNTED = re.compile(r"([^\d%]*)(\d{1,6})([^\d%]*)")
_GAP, _WIDE_GAP = 25, 110
"""Twips between marker and text, at least: more where no punctuation sets them apart."""
_DEEPEST = 9
"""Word's lists have nine levels."""


@dataclass(frozen=True, slots=True)
class _Format:
    """A level of a list. Word counts all lists of one format together, so each language
    has formats of its own."""

    side: Side
    level: int
    left: int
    hanging: int
    text: str
    """With ``%1`` in place of the number, if it is counted."""
    kind: str
    """Word's name for the kind of number."""


@dataclass(slots=True)
class _List:
    """An instance of a format that counts from ``start``."""

    format: int
    start: int
    next: int


class Lists:
    """The lists, gathered while the document is written. Those of a template keep their numbers
    below ``first``."""

    def __init__(self, first: int = 1) -> None:
        self._first = first
        self._formats: dict[_Format, int] = {}
        self._lists: list[_List] = []
        self._current: dict[_Format, int] = {}

    def __len__(self) -> int:
        return len(self._lists)

    def place(self, marker: str, side: Side, level: int, left: int) -> Element:
        """``w:numPr`` that makes a paragraph the next item of its list, with its text ``left``
        twips from the margin."""
        depth = min(max(level, 1), _DEEPEST) - 1
        counted = _COUNTED.fullmatch(printable(marker))
        if counted and str(int(counted[2])) == counted[2]:
            text, kind, number = f"{counted[1]}%{depth + 1}{counted[3]}", "decimal", int(counted[2])
        else:
            is_sign = len(marker) == 1 and not marker.isalnum()  # ① counts, though not for itself
            text, kind, number = marker, "bullet" if is_sign else "none", 1
        form = _Format(side, depth, left, marker_width(marker), printable(text), kind)
        index = self._current.get(form)
        if index is None or (kind == "decimal" and self._lists[index].next != number):
            index = len(self._lists)
            self._lists.append(
                _List(self._formats.setdefault(form, len(self._formats)), number, number)
            )
            self._current[form] = index
        self._lists[index].next += 1
        return w("numPr", w("ilvl", val=depth), w("numId", val=self._first + index))

    def element(self, others: Element | None = None) -> Element:
        """The root of ``numbering.xml``, with the lists of a template."""
        root = w("numbering") if others is None else deepcopy(others)
        last = root.findall(qualified("w:abstractNum"))
        place = root.index(last[-1]) + 1 if last else len(root.findall(qualified("w:numPicBullet")))
        for offset, (form, number) in enumerate(self._formats.items()):
            root.insert(place + offset, self._abstract(form, number))
        levels = {number: form.level for form, number in self._formats.items()}
        end = root.findall(qualified("w:num"))
        place = root.index(end[-1]) + 1 if end else place + len(self._formats)
        for index, one in enumerate(self._lists):
            link = w("abstractNumId", val=self._first + one.format)
            start = w("lvlOverride", w("startOverride", val=one.start), ilvl=levels[one.format])
            root.insert(place + index, w("num", link, start, numId=self._first + index))
        return root

    def _abstract(self, form: _Format, number: int) -> Element:
        level = w(
            "lvl",
            w("start", val=1),
            w("numFmt", val=form.kind),
            w("lvlText", val=form.text),
            w("lvlJc", val="left"),
            w("pPr", w("ind", left=form.left, hanging=form.hanging)),
            w("rPr", w("rFonts", hint="default"), w("color", val=QUIET)),
            ilvl=form.level,
        )
        kind = w("multiLevelType", val="multilevel")
        return w("abstractNum", kind, level, abstractNumId=self._first + number)


def marker_width(marker: str) -> int:
    """How far the text of an item hangs from its marker, in twips: the same for numbers of one
    and two digits."""
    counted = _COUNTED.fullmatch(marker)
    shown = f"{counted[1]}00{counted[3]}" if counted else marker
    gap = _WIDE_GAP if shown[-1:].isalnum() else _GAP
    return max(INDENT, display_width(shown) * HALF_CHARACTER + gap)


def first_free(numbering: Element) -> int:
    """The first number that no list has taken."""
    names = ("w:abstractNumId", "w:numId")
    written = (attribute(one, name) for one in numbering for name in names)
    taken = [int(number) for number in written if number.isdecimal()]
    return max(taken, default=0) + 1
