"""Checks across the rows of a document: what no row shows by itself."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from bilingual.chinese.characters import has_han
from bilingual.translate.checks.base import Row, Spot

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_LEAST_LETTERS = 4
"""Of a word that tells the casing of a heading: shorter ones are small in title case too."""
CASING_BOUNDS = f"words of {_LEAST_LETTERS} letters and more tell"
_SHOWN = 40  # characters of a rendering in a message

_SENTENCE, _TITLE, _SMALL = "sentence case", "title case", "small letters"


def find_inconsistencies(rows: Sequence[Row]) -> Iterator[tuple[int, Spot]]:
    """Rows whose source has another translation in another row, casing and signs at the ends
    aside. The translation that most rows have, else the first, is not the odd one."""
    same: defaultdict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if has_han(row.source) and _plain(row.target):
            same[_plain(row.source)].append(index)
    for indices in same.values():
        (usual, _), *others = Counter(_plain(rows[index].target) for index in indices).most_common()
        if not others:
            continue
        first = next(index for index in indices if _plain(rows[index].target) == usual)
        for index in indices:
            if _plain(rows[index].target) != usual:
                told = " ".join(rows[first].target.split())[:_SHOWN]
                yield (
                    index,
                    Spot(message=f"the same source is {told!r} in row {rows[first].number}"),
                )


def find_mixed_headings(rows: Sequence[Row]) -> Iterator[tuple[int, Spot]]:
    """Headings cased in another way than most, as ``General Provisions`` among ``Legal basis``.

    A word with a capital letter tells of title case only where the document has it without one
    too: names always have theirs.
    """
    common = {
        word for row in rows for word in _WORD.findall(row.target) if word.islower()
    }  # words that are no names
    casings = {
        index: casing
        for index, row in enumerate(rows)
        if row.is_heading and (casing := _casing(row.target, common))
    }
    if len(set(casings.values())) < 2:
        return
    usual = Counter(casings.values()).most_common(1)[0][0]
    for index, casing in casings.items():
        if casing != usual:
            yield index, Spot(message=f"a heading in {casing}, where most are in {usual}")


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .,;:!?。，；：！？、").casefold()


def _casing(heading: str, common: set[str]) -> str:
    """How a heading is cased; empty where it does not tell."""
    words = _WORD.findall(heading)
    if not words or heading.isupper():
        return ""
    first, *others = words
    telling = [word for word in others if len(word) >= _LEAST_LETTERS]
    if first.islower():
        return _SMALL
    if any(word.islower() for word in telling):
        return _SENTENCE
    is_title = any(word.istitle() and word.lower() in common for word in telling)
    return _TITLE if is_title else ""
