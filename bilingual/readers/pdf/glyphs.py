"""The characters of a page with their places, as PDFium sees them.

Text may be turned. Each character has a `Turn`; seen from it, text runs from left to right and its
lines from top to bottom, so that all that follows need know only one direction. Chinese written
downwards is text turned down: its columns, from right to left, are lines from top to bottom.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import pypdfium2.raw as pdfium

from bilingual.formats.symbol_fonts import is_symbol_font, symbol_text

HYPHEN = "\x02"
"""What PDFium makes of a hyphen at the end of a line, be it the word's own or not."""
_JUNK = frozenset(map(chr, (*range(2), *range(3, 9), *range(11, 32), 127, 0xAD)))
_NOTHING = frozenset("\ufeff\ufffe\uffff")
_GREEK = "symbol"
"""A font whose letters PDFium mostly knows already."""


class Turn(IntEnum):
    """Which way text runs on the page."""

    RIGHT = 0
    DOWN = 1
    LEFT = 2
    UP = 3


@dataclass(slots=True)
class Glyph:
    """A character as it stands on the page; measures in points, from its lower left corner."""

    character: str
    box: tuple[float, float, float, float]
    """Left, bottom, right, top."""
    origin: tuple[float, float]
    """The point that it stands on."""
    size: float
    turn: Turn
    is_made_up: bool = False
    """A space that PDFium has made of a gap."""


def place(glyph: Glyph, turn: Turn) -> tuple[float, float, float]:
    """Where a character begins and ends, and what it stands on, seen from text of this turn."""
    left, bottom, right, top = glyph.box
    x, y = glyph.origin
    if turn is Turn.DOWN:
        return -top, -bottom, x if glyph.turn is turn else left
    if turn is Turn.UP:
        return bottom, top, -x
    return (-right, -left, -y) if turn is Turn.LEFT else (left, right, y)


def turned(point: tuple[float, float], turn: Turn) -> tuple[float, float]:
    """A point of the page as seen from text of this turn."""
    x, y = point
    return ((x, y), (-y, x), (-x, -y), (y, -x))[turn]


def read_glyphs(textpage: Any) -> Iterator[Glyph]:
    """The characters of a page in the order of the file, with the spaces between them."""
    style = _Style(textpage)
    high = 0
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        character = chr(code) if code < 0x110000 else "\ufffd"
        if character in _JUNK or character in _NOTHING:
            continue
        made_up = character == " " and pdfium.FPDFText_IsGenerated(textpage, index) == 1
        size, turn, font = style.at(index)
        if font and (font != _GREEK or 0xF000 <= code < 0xF100):
            character = symbol_text(character, font)
        yield Glyph(character, _box(textpage, index), _origin(textpage, index), size, turn, made_up)


class _Style:
    """Size, turn and symbol font of characters; what is drawn at once has one style."""

    def __init__(self, textpage: Any) -> None:
        self._page = textpage
        self._drawn = 0
        self._style = (1.0, Turn.RIGHT, "")

    def at(self, index: int) -> tuple[float, Turn, str]:
        drawn = pdfium.FPDFText_GetTextObject(self._page, index)
        address = ctypes.addressof(drawn.contents) if drawn else 0
        if not address or address != self._drawn:
            self._drawn = address
            self._style = _size(self._page, index), _turn(self._page, index), _symbols(drawn)
        return self._style


def _size(textpage: Any, index: int) -> float:
    matrix = pdfium.FS_MATRIX()
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(textpage, index, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    return round(abs(pdfium.FPDFText_GetFontSize(textpage, index)) * scale, 1) or 1.0


def _turn(textpage: Any, index: int) -> Turn:
    angle = pdfium.FPDFText_GetCharAngle(textpage, index)
    turn = Turn(round(angle / (math.pi / 2)) % 4) if angle >= 0 else Turn.RIGHT
    # A negative size and a matrix that turns it back make upright text.
    is_negative = pdfium.FPDFText_GetFontSize(textpage, index) < 0
    return Turn((turn + 2) % 4) if is_negative else turn


def _symbols(drawn: Any) -> str:
    """The name of the font, if it is one that draws signs in place of letters."""
    font = pdfium.FPDFTextObj_GetFont(drawn) if drawn else None
    if not font:
        return ""
    name = ctypes.create_string_buffer(64)
    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    family = name.value.decode("latin-1").rpartition("+")[2].split(",")[0].lower()
    family = (
        _GREEK
        if family == "symbolmt"
        else family.replace("-regular", "")
        .replace("wingdings2", "wingdings 2")
        .replace("wingdings3", "wingdings 3")
    )
    return family if is_symbol_font(family) else ""


def _box(textpage: Any, index: int) -> tuple[float, float, float, float]:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
    return box.left, box.bottom, box.right, box.top


def _origin(textpage: Any, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
    return x.value, y.value
