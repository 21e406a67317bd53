"""Sentences of Chinese text, as the units that a translation model takes.

The segments of a text, joined, are the text: nothing is added, dropped or moved. A sentence
keeps the closing quotation marks, brackets and spaces that follow it. There is no boundary
inside quotation marks or brackets, and none at a Latin full stop.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilingual.chinese.characters import is_chinese_punctuation, is_han
from bilingual.chinese.edits import Range, overlapping

LIMIT = 120
"""Longest segment in characters. Even if a model spells each of them out as UTF-8 bytes, that
stays under the 512 positions that models of the Argos kind are trained with."""

_CLOSERS = dict(zip("”’」』）)》〉】〕]", "“‘「『（(《〈【〔[", strict=True))
_OPENERS = frozenset(_CLOSERS.values())
_INTERESTING = re.compile("[。！？｡!?\n" + re.escape("".join(_CLOSERS) + "".join(_OPENERS)) + "]")
_TERMINATORS = frozenset("。！？｡!?")
_TAIL = re.compile(r"[。！？｡!?…]*[”’」』）)》〉】〕\]]*[^\S\n]*\n?")
# After a quotation that ends in 。”, these show that its sentence goes on.
_GOES_ON = re.compile("[的地得等和与與或及是之、，；：…—,;:。！？]")

# Where to cut what is too long, best first: ends of sentences inside quotations, clauses,
# phrases, words.
_CUTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[。！？｡…]+[”’」』）)》〉】〕\]]*[^\S\n]*",
        r"[；;][”’」』）)》〉】〕\]]*[^\S\n]*",
        r"(?:，|：|——|,(?!\d)|:(?!\d))[”’」』）)》〉】〕\]]*[^\S\n]*",
        r"、[^\S\n]*",
        r"[^\S\n]+",
    )
)
_WORD_END = re.compile(r"(?<![A-Za-z0-9.,'])|(?![A-Za-z0-9.,'])")


def split_sentences(
    text: str, *, limit: int = LIMIT, fixed: Sequence[Range] = ()
) -> tuple[str, ...]:
    """The sentences of ``text``; joined they are ``text``.

    No segment is longer than ``limit`` characters, unless one of the ``fixed`` ranges
    (addresses, code), which are never cut, is.
    """
    segments, start = [], 0
    for end in (*_boundaries(text, fixed), len(text)):
        if end > start:
            segments += _cut(text, start, end, limit, fixed)
            start = end
    return tuple(segments)


def _boundaries(text: str, fixed: Sequence[Range]) -> list[int]:
    """Ends of sentences, without the end of the text."""
    inside = _depths(text)
    held = _Held(fixed)
    boundaries: list[int] = []
    for match in _INTERESTING.finditer(text):
        at, character = match.start(), match.group()
        if boundaries and at < boundaries[-1]:
            continue
        if character == "\n":
            boundaries.append(at + 1)
        elif held.holds(at):
            continue
        elif character in _TERMINATORS:
            if inside.get(at, 0) == 0 and _ends_sentence(text, at):
                boundaries.append(_tail(text, at))
        elif character in _CLOSERS and inside.get(at) == 0 and text[at - 1] in _TERMINATORS:
            end = _tail(text, at)
            if not _GOES_ON.match(text, end):
                boundaries.append(end)
    return [end for end in boundaries if not held.holds(end) or held.starts(end)]


def _tail(text: str, at: int) -> int:
    """End of the marks, closing quotation marks and spaces from ``at`` on."""
    match = _TAIL.match(text, at)
    return match.end() if match else at + 1


def _ends_sentence(text: str, at: int) -> bool:
    """Half-width marks count only after Chinese text: ``Yahoo!`` and ``a?b`` go on."""
    if text[at] not in "!?":
        return True
    before = text[at - 1] if at else ""
    return is_han(before) or is_chinese_punctuation(before) or before in "”’!?"


def _depths(text: str) -> dict[int, int]:
    """How many closed pairs of quotation marks or brackets each mark stands in.

    An opening mark that is never closed in its line, and a closing one never opened, do not
    count: one stray quotation mark must not swallow the rest of the paragraph.
    """
    pairs: dict[int, int] = {}
    opened: list[int] = []
    marks = list(_INTERESTING.finditer(text))
    for match in marks:
        at, character = match.start(), match.group()
        if character == "\n":
            opened.clear()
        elif character in _OPENERS:
            opened.append(at)
        elif character in _CLOSERS:
            # Pairs nest a few deep; a longer search would only serve broken text.
            for back in range(1, min(len(opened), 8) + 1):
                if text[opened[-back]] == _CLOSERS[character]:
                    pairs[opened[-back]] = at
                    del opened[-back:]
                    break
    closing = set(pairs.values())
    depths: dict[int, int] = {}
    depth = 0
    for match in marks:
        at = match.start()
        if at in closing:
            depth -= 1
        depths[at] = depth
        if at in pairs:
            depth += 1
    return depths


def _cut(text: str, start: int, end: int, limit: int, fixed: Sequence[Range]) -> list[str]:
    """``text[start:end]`` in pieces of at most ``limit`` characters."""
    pieces = []
    held = _Held(fixed)
    while end - start > limit:
        at = _cutting_place(text, start, start + limit, held)
        pieces.append(text[start:at])
        start = at
    if start < end:
        pieces.append(text[start:end])
    return pieces


def _cutting_place(text: str, start: int, stop: int, held: _Held) -> int:
    """The best place to cut in ``text[start:stop]``, in its last two thirds where possible."""
    earliest = start + (stop - start) // 3
    for cut in _CUTS:
        places = [match.end() for match in cut.finditer(text, start, stop)]
        places = [at for at in places if at >= earliest and (not held.holds(at) or held.starts(at))]
        if places:
            return places[-1]
    for at in range(stop, earliest, -1):
        if _WORD_END.match(text, at) and (not held.holds(at) or held.starts(at)):
            return at
    if held.holds(stop) and not held.starts(stop):
        start_of_held, end_of_held = held.around(stop)
        return start_of_held if start_of_held > start else end_of_held
    return stop


class _Held:
    """Sorted ranges, looked up by position."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        self._ranges = ranges

    def around(self, at: int) -> Range:
        """The range that holds ``at``, or an empty one."""
        return next(overlapping(self._ranges, at, at + 1), (at, at))

    def holds(self, at: int) -> bool:
        start, end = self.around(at)
        return start < end

    def starts(self, at: int) -> bool:
        """Whether a range starts at ``at``, so that a cut there does it no harm."""
        return self.around(at)[0] == at
