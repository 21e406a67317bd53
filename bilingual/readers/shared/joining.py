"""How two lines of one paragraph are joined: Chinese is written without spaces."""

from __future__ import annotations

import unicodedata

_CHINESE_QUOTES = frozenset("“”‘’—…·")
"""Of ambiguous width; beside a wide character they are Chinese punctuation."""


def line_joint(left: str, right: str) -> str:
    """What stands between ``left`` and ``right`` where a line break was: nothing or a space.

    ``天`` and ``气`` are joined by nothing, ``GDP`` and ``growth`` by a space, and so are ``天``
    and ``GDP``.
    """
    if not left or not right:
        return ""
    before, after = left[-1], right[0]
    if before.isspace() or after.isspace():
        return ""
    if is_wide(before) and is_wide(after):
        return ""
    if is_wide(before) and (after in _CHINESE_QUOTES or is_wide_punctuation(before)):
        return ""
    if is_wide(after) and (before in _CHINESE_QUOTES or is_wide_punctuation(after)):
        return ""
    return " "


def is_wide(character: str) -> bool:
    """Whether a character takes two columns, as Chinese characters and punctuation do."""
    return unicodedata.east_asian_width(character) in "WF"


def is_wide_punctuation(character: str) -> bool:
    """Whether a character is full-width punctuation, which brings its own space."""
    return is_wide(character) and unicodedata.category(character).startswith("P")


def visual_width(line: str) -> int:
    """Columns a line takes in a fixed-width font."""
    return len(line) + sum(map(is_wide, line))
