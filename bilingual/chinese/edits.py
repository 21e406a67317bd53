"""Edits: what a normalising step wants changed, kept apart from doing it.

A step looks at a text and returns edits; whoever called decides how to apply them, so the
same step serves plain strings, formatted spans and lists of changes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple, TypeVar

Range = tuple[int, int]
"""Start and end of characters, end excluded."""


class Edit(NamedTuple):
    """Replace ``text[start:end]`` by ``after``."""

    start: int
    end: int
    after: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text after all edits; they must be in order and not overlap."""
    pieces, at = list[str](), 0
    for edit in edits:
        pieces += text[at : edit.start], edit.after
        at = edit.end
    pieces.append(text[at:])
    return "".join(pieces)


def outside(edits: Iterable[Edit], fixed: Sequence[Range]) -> list[Edit]:
    """The edits that touch none of the ``fixed`` ranges (sorted, not overlapping)."""
    kept, at = list[Edit](), 0
    for edit in edits:
        while at < len(fixed) and fixed[at][1] <= edit.start:
            at += 1
        if at == len(fixed) or edit.end <= fixed[at][0]:
            kept.append(edit)
    return kept


def merge_ranges(ranges: Iterable[Range]) -> list[Range]:
    """The ranges sorted, overlapping ones joined."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged


def move_range(place: Range, changes: Iterable[tuple[int, int]]) -> Range:
    """Where ``place`` is once the text has changed: each change is a position and how many
    characters more there are from there on. What is put in at its end does not stretch it."""
    start, stop = place
    for at, more in changes:
        start += more if at <= place[0] else 0
        stop += more if at < place[1] else 0
    return start, stop


_Stretch = TypeVar("_Stretch", Range, Edit)


def overlapping(stretches: Sequence[_Stretch], start: int, stop: int) -> Iterator[_Stretch]:
    """Those of the sorted, separate ranges or edits that reach into ``start`` to ``stop``. Found
    by bisection, so that a walk over many spans stays linear."""
    first = bisect_right(stretches, start, key=itemgetter(1))
    for index in range(first, len(stretches)):
        if stretches[index][0] >= stop:
            return
        yield stretches[index]
