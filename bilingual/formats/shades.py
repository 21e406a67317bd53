"""Colours behind text: which of them highlight it.

Text that was copied from a web page brings the page's white, or nearly white, along; that says
nothing. Only colours of characters count: those behind whole paragraphs and cells are design.
"""

from __future__ import annotations

_PALE = 0xF0
"""Of a colour that is taken for white, each part is at least this (of 255)."""


def is_shade(red: int, green: int, blue: int) -> bool:
    """Whether a colour stands out from a white page."""
    return min(red, green, blue) < _PALE


def is_shade_in_hex(colour: str) -> bool:
    """The same of ``FFFF00`` or ``#ff0``; names of colours, but white, are seen."""
    digits = colour.strip().lower().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * one for one in digits)
    try:
        parts = bytes.fromhex(digits)
    except ValueError:
        return digits not in ("white", "auto", "transparent", "none", "")
    return len(parts) == 3 and is_shade(*parts)
