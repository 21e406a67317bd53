"""Where the columns of text begin and end in which lines stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bilingual.readers.pdf.lines import Line

_SAME_SIZE = 0.08
_MOST_LINES = 500
"""Of a region whose columns are told apart."""
_SAME_COLUMN = 6.0
"""Ems by which the left ends of lines of one column differ at most."""
_FEWEST_ALIKE = 4
"""Lines of one size that tell by themselves where lines of that size end."""
_SHARE_OF_FULL_LINES = 0.3
_SHARE_STICKING_OUT = 0.2


def column_edges(page: Sequence[Line]) -> Iterator[tuple[float, float]]:
    """For each line, where the column of text that it stands in begins and ends."""
    if len(page) > _MOST_LINES:
        yield from [(min(one.left for one in page), max(one.right for one in page))] * len(page)
        return
    known: dict[tuple[int, float], tuple[float, float]] = {}
    for line in page:
        place = round(line.left), line.size
        if place not in known:
            reach = _SAME_COLUMN * line.size
            near = [one for one in page if abs(one.left - line.left) <= reach]
            alike = [one for one in near if abs(one.size - line.size) <= _SAME_SIZE * line.size]
            full = alike if len(alike) >= _FEWEST_ALIKE else near
            known[place] = min(one.left for one in near), _right_edge(full, line.size)
        yield known[place]


def _right_edge(lines: Sequence[Line], size: float) -> float:
    """Where lines end that are full; a few others, of tables, may stick out of the column."""
    ends = sorted((line.right for line in lines), reverse=True)
    fewest = _SHARE_OF_FULL_LINES * len(ends)
    for end in ends[: 1 + int(_SHARE_STICKING_OUT * len(ends))]:
        if sum(0 <= end - one <= size for one in ends) >= fewest:
            return end
    return ends[0]
