"""Pinyin above characters, as Word's Phonetic Guide has it (ISO/IEC 29500-1, 17.3.3.25, ruby)."""

from __future__ import annotations

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.formats.word.paragraphs import run

_LANGUAGE = "zh-CN"
_LEAST = 9
"""Half points that can be read."""


def with_reading(base: Element, reading: str, size: int) -> Element:
    """A run of characters of so many half points, with a reading above them."""
    small = max(_LEAST, size // 2)
    properties = w(
        "rubyPr",
        w("rubyAlign", val="center"),
        w("hps", val=small),
        w("hpsRaise", val=size - 3),
        w("hpsBaseText", val=size),
        w("lid", val=_LANGUAGE),
    )
    above = run(reading, w("sz", val=small), w("szCs", val=small), w("noProof"))
    return w("r", w("ruby", properties, w("rt", above), w("rubyBase", base)))
