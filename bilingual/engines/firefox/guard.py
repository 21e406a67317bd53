"""What Firefox's models get wrong from Chinese, kept from them: addresses come back changed,
symbols as smileys.

A placeholder goes to the model in place of each; if they do not all come back, the texts between
them are translated apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

from bilingual.chinese.edits import Edit, Range, apply_edits, merge_ranges
from bilingual.engines.placeholders import StandIn, stand_ins
from bilingual.formats.literals import literal_ranges

_MARKS = re.compile("[\u00a6-\u00b0\u200d\u2010-\u2bff\ufe0f\U0001f000-\U0001faff]")
"""Where symbols are; `_is_symbol` tells which they are."""
_LETTERS = re.compile(r"[A-Za-z0-9]")
"""What a placeholder would run together with."""
_WORDS = re.compile(r"\w")
_OF_LANGUAGE = range(0x2100, 0x2150)
"""Symbols that are letters in another form, such as ℃."""


def translate_guarded(text: str, translate: Callable[[str], str]) -> str:
    """The translation of ``text`` with its addresses, code and symbols as they are.

    ``打开☎→设置。`` goes to ``translate`` as ``打开X1X设置。``; symbols at the edges are left out.
    """
    ranges = guarded_ranges(text)
    start, stop = _inner(text, ranges)
    before, after = text[:start], text[stop:]
    inner = [(at - start, to - start) for at, to in ranges if start <= at and to <= stop]
    return before + _translate(text[start:stop], inner, translate) + after


def guarded_ranges(text: str) -> list[Range]:
    """Where in ``text`` stands what a model must not see, in order."""
    symbols = [match.span() for match in _MARKS.finditer(text) if _is_symbol(match[0])]
    ranges = list[Range]()
    for start, stop in merge_ranges([*literal_ranges(text), *symbols]):
        is_next = bool(ranges) and ranges[-1][1] == start
        ranges.append((ranges.pop()[0] if is_next else start, stop))
    return ranges


def _translate(text: str, ranges: list[Range], translate: Callable[[str], str]) -> str:
    if not ranges:
        return translate(text) if _WORDS.search(text) else text
    others = stand_ins(text)
    filling = [(next(others), text[start:stop]) for start, stop in ranges]
    edits = [
        Edit(*place, _apart(text, place, one.text))
        for place, (one, _) in zip(ranges, filling, strict=True)
    ]
    answer = _filled(translate(apply_edits(text, edits)), filling)
    return _translate_apart(text, ranges, translate) if answer is None else answer


def _apart(text: str, place: Range, stand_in: str) -> str:
    """What goes into ``text`` at ``place``: kept off figures and letters on both sides."""
    start, stop = place
    before = " " if _LETTERS.match(text[start - 1 : start]) else ""
    return before + stand_in + (" " if _LETTERS.match(text[stop : stop + 1]) else "")


def _filled(answer: str, filling: list[tuple[StandIn, str]]) -> str | None:
    """The answer with what the placeholders stand for; None if one is not there once."""
    edits = list[Edit]()
    for stand_in, text in filling:
        place = stand_in.place_in(answer)
        if place is None:
            return None
        edits.append(Edit(*place, text))
    return apply_edits(answer, sorted(edits))


def _translate_apart(text: str, ranges: list[Range], translate: Callable[[str], str]) -> str:
    edges = [0, *(edge for place in ranges for edge in place), len(text)]
    parts = list[str]()
    for number, (start, stop) in enumerate(pairwise(edges)):
        part = text[start:stop].strip()
        is_guarded = number % 2 == 1
        parts.append(part if is_guarded or not _WORDS.search(part) else translate(part))
    return " ".join(filter(None, parts))


def _inner(text: str, ranges: list[Range]) -> Range:
    """``text`` without the guarded ranges and the spaces at its edges."""
    start, stop = 0, len(text)
    for at, to in ranges:
        if text[start:at].strip():
            break
        start = to
    for at, to in reversed(ranges):
        if at < start or text[to:stop].strip():
            break
        stop = at
    while start < stop and text[start].isspace():
        start += 1
    while start < stop and text[stop - 1].isspace():
        stop -= 1
    return start, stop


def _is_symbol(character: str) -> bool:
    code = ord(character)
    if code in _OF_LANGUAGE:
        return False
    is_arrow = 0x2190 <= code < 0x2200
    is_joint = code in (0x200D, 0xFE0F)  # between the parts of an emoji
    return is_arrow or is_joint or unicodedata.category(character) == "So"
