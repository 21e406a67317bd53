"""The pages of a PDF as lines of text with their places, as far as PDFium sees them."""

from __future__ import annotations

import ctypes
import math
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from bilingual.readers.shared.joining import is_wide

HYPHEN = "\x02"
"""What PDFium makes of a hyphen at the end of a line, be it the word's own or not."""
_ENDS = frozenset("\r\n")
_WIDEST_GAP = 1.0
"""Ems between two Chinese characters of one column; more parts the cells of a table."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_SIZE, _RAISED_BY = 0.8, 0.2
"""Ems: how large raised digits are at most, and how far they stand above the line at least."""
_JUNK = re.compile("[\x00\x01\x03-\x08\x0b-\x1f\x7f\xad\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text; measures in points, from the lower left corner of the page."""

    text: str
    left: float
    right: float
    base: float
    size: float
    """Of its letters."""
    page: int
    """From 1."""


_Characters = list[tuple[str, int]]
"""Characters, each with its index in the page; negative for what PDFium has made up."""


def read_lines(textpage: Any, page: int) -> list[Line]:
    """The lines of a page, in the order of the file, which mostly is that of reading."""
    lines = (_line(textpage, characters, page) for characters in _gather(textpage))
    return [line for line in lines if line is not None]


def _gather(textpage: Any) -> Iterator[_Characters]:
    line: _Characters = []
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        character = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if character not in _ENDS:
            is_made_up = character == " " and pdfium.FPDFText_IsGenerated(textpage, index) == 1
            line.append((character, -1 if is_made_up else index))
        if character in _ENDS or character == HYPHEN:
            yield line
            line = []
    yield line


def _line(textpage: Any, characters: _Characters, page: int) -> Line | None:
    placed = [index for character, index in characters if index >= 0 and not character.isspace()]
    if not placed:
        return None
    first, middle, last = placed[0], placed[len(placed) // 2], placed[-1]
    size = statistics.median(_size(textpage, index) for index in (first, middle, last))
    base = statistics.median(_base(textpage, index) for index in (first, middle, last))
    characters = [
        (character.translate(_RAISED), index)
        if character.isdigit() and _is_raised(textpage, index, base, size)
        else (character, index)
        for character, index in characters
    ]
    text = _JUNK.sub("", "".join(_with_real_spaces(textpage, characters, size))).strip()
    left, right = _box(textpage, first)[0], _box(textpage, last)[1]
    if not text:
        return None
    return Line(text=text, left=left, right=max(left, right), base=base, size=size, page=page)


def _is_raised(textpage: Any, index: int, base: float, size: float) -> bool:
    """Whether a digit is an exponent or the mark of a note, rather than of the number before."""
    is_small = _size(textpage, index) <= _RAISED_SIZE * size
    return is_small and _base(textpage, index) >= base + _RAISED_BY * size


def _base(textpage: Any, index: int) -> float:
    """The height that a character stands on."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
    return y.value


def _with_real_spaces(textpage: Any, characters: _Characters, size: float) -> Iterator[str]:
    """PDFium makes a space of every gap; Chinese set wide has gaps, but no spaces in it."""
    for number, (character, index) in enumerate(characters):
        if index < 0 and character == " " and 0 < number < len(characters) - 1:
            (before, left), (after, right) = characters[number - 1], characters[number + 1]
            if is_wide(before) and is_wide(after):
                gap = _box(textpage, right)[0] - _box(textpage, left)[1]
                if gap < _WIDEST_GAP * size:
                    continue
        yield character


def _box(textpage: Any, index: int) -> tuple[float, float]:
    """Where a character begins and ends."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
    return box.left, box.right


def _size(textpage: Any, index: int) -> float:
    matrix = pdfium.FS_MATRIX()
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(textpage, index, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    return round(pdfium.FPDFText_GetFontSize(textpage, index) * scale, 1) or 1.0
