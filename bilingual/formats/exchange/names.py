"""What the formats call inline codes, to write by and to read by.

Sources: TMX 1.4b, 2005, attribute ``type``; XLIFF 1.2, 2008, ``ctype``; XLIFF 2.1, 2018, ``type``
and ``subType``. What they have no name for has one of ours, in the form that each allows.
"""

from __future__ import annotations

from bilingual.formats.exchange.codes import Code, CodeKind
from bilingual.model import Mark

_TMX = {Mark.BOLD: "bold", Mark.ITALIC: "italic", Mark.UNDERLINE: "ulined"}
_XLIFF_1 = {Mark.BOLD: "bold", Mark.ITALIC: "italic", Mark.UNDERLINE: "underlined"}
_XLIFF_2 = {Mark.BOLD: "xlf:b", Mark.ITALIC: "xlf:i", Mark.UNDERLINE: "xlf:u"}
_PREFIX = "bilingual"
_POINT, _TEXT = "point", "text"

MARKS = {
    name: mark
    for mark in Mark
    for name in (
        *(table[mark] for table in (_TMX, _XLIFF_1, _XLIFF_2) if mark in table),
        f"x-{mark}",
        f"{_PREFIX}:{mark}",
    )
}
"""Names of formatting, in all formats."""
POINTS = frozenset({f"x-{_PREFIX}-{_POINT}", f"{_PREFIX}:{_POINT}"})
"""Names of our codes that stand for an image, a note reference, or an HTML tag."""
TEXTS = frozenset({f"x-{_PREFIX}-{_TEXT}", f"{_PREFIX}:{_TEXT}"})
"""Names of our codes that stand for code or a formula."""
BREAKS = frozenset({"lb", "x-lb", "x-br", "xlf:lb"})
"""Names of line breaks."""


def tmx_type(code: Code) -> str:
    """``type`` of TMX."""
    return _named(code, _TMX)


def xliff_1_type(code: Code) -> str:
    """``ctype`` of XLIFF 1.2."""
    return _named(code, _XLIFF_1)


def xliff_2_types(code: Code) -> tuple[str, str]:
    """``type`` and ``subType`` of XLIFF 2.1; the latter may be empty."""
    match code.kind:
        case CodeKind.MARK:
            assert code.mark, "formatting has a mark"
            return "fmt", _XLIFF_2.get(code.mark, f"{_PREFIX}:{code.mark}")
        case CodeKind.LINK:
            return "link", ""
        case CodeKind.BREAK:
            return "fmt", "xlf:lb"
        case CodeKind.POINT:
            return "other", f"{_PREFIX}:{_POINT}"
        case CodeKind.TEXT:
            return "other", f"{_PREFIX}:{_TEXT}"


def _named(code: Code, marks: dict[Mark, str]) -> str:
    match code.kind:
        case CodeKind.MARK:
            assert code.mark, "formatting has a mark"
            return marks.get(code.mark, f"x-{code.mark}")
        case CodeKind.LINK:
            return "link"
        case CodeKind.BREAK:
            return "lb"
        case CodeKind.POINT:
            return f"x-{_PREFIX}-{_POINT}"
        case CodeKind.TEXT:
            return f"x-{_PREFIX}-{_TEXT}"
