"""Rows of a page that leave the same strips free, so that these part what stands in them."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from bilingual.readers.pdf.aligned import Columns
from bilingual.readers.pdf.rows import Box, Content

_Strip = tuple[float, float]
_GUTTER = 0.95
"""Ems of the strip between two columns, at least."""
_APART = 1.2
"""Ems between columns and a short line below them."""
_NOTE = re.compile(r"[*※]?\s*(?:注|说明|备注|资料来源|数据来源|来源|Note|Source)\s*\d?[：:.]")
_FEWEST_ROWS = 2


def rows_of(boxes: list[Box[Content]]) -> list[list[Box[Content]]]:
    """Boxes that stand beside each other, from top to bottom."""
    rows: list[list[Box[Content]]] = []
    bottom = 0.0
    for box in sorted(boxes, key=lambda one: -one.top):
        if rows and box.top > bottom:
            rows[-1].append(box)
            bottom = min(bottom, box.bottom)
        else:
            rows.append([box])
            bottom = box.bottom
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Band(Generic[Content]):
    """Rows that leave the same strips free."""

    stop: int
    """The row after them."""
    columns: Columns[Content]


def find_bands(rows: Sequence[list[Box[Content]]], start: int) -> list[Band[Content]]:
    """How far down from a row with gaps the same strips are free: all of them, then fewer."""
    em = statistics.median(box.em for box in rows[start])
    gutters = [one for one in _gaps(rows, start) if one[1] - one[0] >= _GUTTER * em]
    found: list[tuple[int, list[_Strip]]] = []
    stop = start + 1
    while gutters and stop < len(rows):
        free = _free(rows[stop])
        shared = [
            (max(a, c), min(b, d))
            for a, b in gutters
            for c, d in free
            if min(b, d) - max(a, c) >= _GUTTER * em
        ]
        if len(shared) < len(gutters):
            found.append((stop, gutters))
        gutters = shared
        stop += 1
    if gutters:
        found.append((stop, gutters))
    return [band for last, strips in found if (band := _band(rows, start, last, strips, em))]


def _band(
    rows: Sequence[list[Box[Content]]], start: int, stop: int, gutters: Sequence[_Strip], em: float
) -> Band[Content] | None:
    is_inside = stop < len(rows)
    while stop - 1 > start and _is_apart(rows, stop - 1, gutters[0][0], em, is_inside):
        stop -= 1
    if stop - start < _FEWEST_ROWS:
        return None
    boxes = [box for row in rows[start:stop] for box in row]
    return Band(stop=stop, columns=Columns.of(boxes, gutters))


def _gaps(rows: Sequence[list[Box[Content]]], start: int) -> list[_Strip]:
    """The gaps inside a row, or between it and the next one if that stands beside it, as in columns
    whose lines are not level."""
    gaps = _free(rows[start])[1:-1]
    following = rows[start + 1] if start + 1 < len(rows) else []
    if gaps or not following or _free(following)[1:-1]:
        return gaps
    return _free([*rows[start], *following])[1:-1]


def _is_apart(
    rows: Sequence[list[Box[Content]]], number: int, gutter: float, em: float, is_inside: bool
) -> bool:
    """Whether a row only happens to be short enough to go on with the columns above it."""
    row = rows[number]
    if any(box.left > gutter for box in row):
        return False
    if any(box.line and _NOTE.match(box.line.text) for box in row):
        return True
    gap = min(box.bottom for box in rows[number - 1]) - max(box.top for box in row)
    return is_inside and gap > _APART * em


def _free(row: Sequence[Box[Content]]) -> list[_Strip]:
    """The strips that a row leaves free, with those beside it."""
    strips = []
    end = float("-inf")
    for box in sorted(row, key=lambda one: one.left):
        if box.left > end:
            strips.append((end, box.left))
        end = max(end, box.right)
    return [*strips, (end, float("inf"))]
