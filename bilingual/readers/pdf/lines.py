"""Characters of a page -> stretches of text that stand on one line without a wide gap."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bilingual.readers.pdf.glyphs import Glyph, Turn, place, read_glyphs
from bilingual.readers.shared.joining import is_wide, is_wide_punctuation

RAISED, LOWERED, LEVEL = "\x0e", "\x0f", "\x10"
"""In the text of lines: what follows stands above or below the line; it is over."""
_UNICODE = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_WIDEST_GAP = 1.0
"""Ems between two characters of one stretch; more parts columns and cells of a table."""
_WIDEST_SPACES = 3.0
"""Ems of written spaces that do not part it."""
_WIDEST_OVERLAP = 0.6
_OFF_LEVEL = 0.3
"""Ems by which characters of one line may stand higher or lower."""
_SMALLER = 0.82
"""How large raised or lowered characters are at most, against their neighbours."""
_RAISED_BY = (0.15, 0.8)
"""Ems of the larger neighbour, from where to where they are off the line."""
_PITCH = (0.6, 1.35)
"""Ems from one character to the next below it, in text that runs downwards."""
_LEAST_SPACE = 0.1
_STANDS_OUT = 0.2
"""Ems by which the gap of a space is wider than those between the line's other characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Text on one base line. Measures in points, seen from its turn: see `bilingual.readers.pdf.
    glyphs`."""

    text: str
    left: float
    right: float
    base: float
    size: float
    """Of its letters."""
    page: int
    """From 1."""
    turn: Turn = Turn.RIGHT
    hang: float = 0.0
    """Where the text after the first word begins, if a gap parts it from that; otherwise `left`."""
    room: float = 0.0
    """Points above it that readings of its characters take."""
    sure: float = 1.0
    """Between 0 and 1: how sure text recognition is."""

    def as_list(self) -> list[Any]:
        """Its fields in order, for JSON."""
        return [getattr(self, name) for name in self.__slots__]

    @classmethod
    def of(cls, values: list[Any]) -> Line:
        """The line that `as_list` has written."""
        found = dict(zip(cls.__slots__, values, strict=True))
        return cls(**{**found, "turn": Turn(found["turn"])})


def read_lines(textpage: Any, page: int) -> list[Line]:
    """The stretches of text of a page, in the order of the file."""
    lines = (_line(run, page) for run in _runs(read_glyphs(textpage)))
    return [line for line in lines if line is not None]


class _Run:
    """Characters in a row, and what stands between them."""

    def __init__(self, glyph: Glyph) -> None:
        self.turn = glyph.turn
        self.glyphs = [glyph]
        self.spaces = [""]
        """Before each character: written spaces, ``?`` for a space that PDFium has made up."""
        self.places: list[tuple[float, float, float]] = []
        """Where each character begins and ends, and what it stands on."""
        self._anchor(glyph)

    def _anchor(self, glyph: Glyph) -> None:
        placed = place(glyph, self.turn)
        self.places.append(placed)
        _, self.end, self.base = placed
        self.size = glyph.size
        self.last = glyph

    def takes(self, glyph: Glyph, spaces: str, gap_end: float | None) -> bool:
        """Go on with a character, if it stands where this run goes on."""
        if self.turn is Turn.RIGHT and len(self.glyphs) == 1 and _is_below(self.last, glyph):
            self.turn = Turn.DOWN
            self.places.clear()
            self._anchor(self.last)
        is_upright_in_column = self.turn is Turn.DOWN and glyph.turn is Turn.RIGHT
        if glyph.turn is not self.turn and not is_upright_in_column:
            return False
        if is_upright_in_column and self._stands_beside(glyph):
            self._append(glyph, "", (self.places[-1][0], self.end, self.base))
            return True
        start, end, base = place(glyph, self.turn)
        em = max(self.size, glyph.size)
        written = max(0.0, min((gap_end or self.end) - self.end, _WIDEST_SPACES * em))
        gap = start - self.end - written
        if not -_WIDEST_OVERLAP * em <= gap < _WIDEST_GAP * em:
            return False
        if abs(base - self.base) <= _OFF_LEVEL * em and glyph.size >= _SMALLER * self.size:
            self.base = base if not is_upright_in_column else self.base
            self.size = glyph.size
        elif not self._is_shifted(glyph, base):
            return False
        elif glyph.size > self.size:
            self.base, self.size = base, glyph.size
        self._append(glyph, spaces, (start, end, base))
        return True

    def _append(self, glyph: Glyph, spaces: str, placed: tuple[float, float, float]) -> None:
        self.glyphs.append(glyph)
        self.spaces.append(spaces)
        self.places.append(placed)
        self.last, self.end = glyph, max(placed[1], self.end)

    def _is_shifted(self, glyph: Glyph, base: float) -> bool:
        """Whether one of the two is an exponent, an index or the mark of a note."""
        small, large = sorted((glyph.size, self.size))
        off = abs(base - self.base) / large
        return small <= _SMALLER * large and off <= _RAISED_BY[1]

    def _stands_beside(self, glyph: Glyph) -> bool:
        """Whether two upright figures share one place of a column."""
        return (
            self.last.turn is Turn.RIGHT
            and len(self.glyphs) > 1
            and abs(glyph.origin[1] - self.last.origin[1]) < 0.1 * glyph.size
            and abs(glyph.box[0] - self.last.box[2]) < 0.2 * glyph.size
            and not is_wide(glyph.character)
        )


def _is_below(glyph: Glyph, following: Glyph) -> bool:
    """Whether text runs downwards from a character to the next one."""
    size = glyph.size
    off = abs((glyph.box[0] + glyph.box[2]) - (following.box[0] + following.box[2])) / 2
    return (
        glyph.turn is Turn.RIGHT
        and following.turn in (Turn.RIGHT, Turn.DOWN)
        and is_wide(glyph.character)
        and off <= _OFF_LEVEL * size
        and abs(size - following.size) < 0.1 * size
        and _PITCH[0] * size <= glyph.box[3] - following.box[3] <= _PITCH[1] * size
    )


def _runs(glyphs: Iterator[Glyph]) -> Iterator[_Run]:
    run: _Run | None = None
    spaces, gap_end = "", None
    for glyph in glyphs:
        if glyph.character in "\r\n":
            continue
        if glyph.character.isspace():
            spaces += "?" if glyph.is_made_up else glyph.character
            if run and not glyph.is_made_up and glyph.turn is run.turn:
                gap_end = place(glyph, run.turn)[1]
            continue
        if run is None or not run.takes(glyph, spaces, gap_end):
            if run is not None:
                yield run
            run = _Run(glyph)
        spaces, gap_end = "", None
    if run is not None:
        yield run


def _line(run: _Run, page: int) -> Line | None:
    size = _letter_size(run)
    base = statistics.median(
        one[2] for one, glyph in zip(run.places, run.glyphs, strict=True) if glyph.size > 0.9 * size
    )
    marks = [
        _shift(glyph, one[2], base, size) for glyph, one in zip(run.glyphs, run.places, strict=True)
    ]
    joints = _joints(run, size, marks)
    text = "".join(_marked(run, joints, marks)).strip()
    if not text:
        return None
    left, right = run.places[0][0], run.end
    if not all(map(math.isfinite, (left, right, base, size))):
        return None  # nowhere on the page
    first = next((number for number, joint in enumerate(joints) if joint), 0)
    return Line(
        text=text,
        left=round(left, 2),
        right=round(max(left, right), 2),
        base=round(base, 2),
        size=size,
        page=page,
        turn=run.turn,
        hang=round(run.places[first][0], 2),
    )


def _letter_size(run: _Run) -> float:
    """That of its Chinese characters, beside which Latin letters may be set smaller."""
    wide = [glyph.size for glyph in run.glyphs if is_wide(glyph.character)]
    return statistics.median_high(wide or [glyph.size for glyph in run.glyphs])


def _joints(run: _Run, size: float, marks: list[str]) -> list[str]:
    """What stands before each character: PDFium makes a space of every gap, but Chinese set wide
    has gaps and no spaces in it."""
    gaps = [0.0]
    gaps += [after[0] - before[1] for before, after in pairwise(run.places)]
    between = [gap for number, gap in enumerate(gaps) if number and _are_wide(run, number)]
    usual = statistics.median(between) if between else 0.0
    joints = []
    for number, spaces in enumerate(run.spaces):
        written = spaces.replace("?", "")
        if written or not spaces or marks[number] == RAISED:
            joints.append(written)
        elif _are_wide(run, number):
            is_plain = any(
                is_wide_punctuation(run.glyphs[i].character) for i in (number - 1, number)
            )
            stands_out = gaps[number] - max(usual, 0.0) >= _STANDS_OUT * size
            joints.append(" " if stands_out and not is_plain and len(between) > 2 else "")
        else:
            joints.append(" " if gaps[number] >= _LEAST_SPACE * size else "")
    return joints


def _are_wide(run: _Run, number: int) -> bool:
    return is_wide(run.glyphs[number - 1].character) and is_wide(run.glyphs[number].character)


def _shift(glyph: Glyph, stands_on: float, base: float, size: float) -> str:
    if glyph.size > _SMALLER * size:
        return LEVEL
    if stands_on - base >= _RAISED_BY[0] * size:
        return RAISED
    return LOWERED if base - stands_on >= 0.08 * size else LEVEL


def _marked(run: _Run, joints: list[str], marks: list[str]) -> Iterator[str]:
    """The text, with what is raised as Unicode has it, or marked where Unicode has no such
    character."""
    number = 0
    while number < len(marks):
        stop = number + 1
        while stop < len(marks) and marks[stop] == marks[number]:
            stop += 1
        pieces = [
            (joints[i] if i > number else "") + run.glyphs[i].character for i in range(number, stop)
        ]
        text, mark = "".join(pieces), marks[number]
        yield joints[number]
        shown = text.translate(_UNICODE)
        if mark == LEVEL:
            yield text
        elif mark == RAISED and all(one in _UNICODE.values() for one in map(ord, shown)):
            yield shown
        else:
            yield f"{mark}{text}{LEVEL}"
        number = stop
