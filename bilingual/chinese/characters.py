"""Which characters are Chinese."""

from __future__ import annotations

import re

HAN = (
    "\u2e80-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003347f"
)
"""Han characters as the inside of a regular expression's brackets: radicals, 々, 〇, the unified
ideographs with their extensions A to J, and the compatibility ideographs (Unicode 17,
Blocks.txt)."""

_HAN = re.compile(f"[{HAN}]")

# Punctuation that Chinese text alone uses: CJK symbols, vertical and full-width forms.
# Curly quotes, dashes and ellipses are shared with Latin text and do not count.
_CHINESE_PUNCTUATION = re.compile(
    "[\u3001-\u3004\u3008-\u301f\ufe10-\ufe4f\uff01-\uff0f\uff1a-\uff20]"
)


def is_han(character: str) -> bool:
    """Whether ``character`` is a Han character (an empty string is not)."""
    return bool(character) and _HAN.match(character) is not None


def has_han(text: str) -> bool:
    """Whether ``text`` holds a Han character."""
    return _HAN.search(text) is not None


def count_han(text: str) -> int:
    """How many Han characters ``text`` holds."""
    return len(_HAN.findall(text))


def is_chinese_punctuation(character: str) -> bool:
    """Whether ``character`` is punctuation of Chinese text only, such as ``，`` or ``「``."""
    return bool(character) and _CHINESE_PUNCTUATION.match(character) is not None
