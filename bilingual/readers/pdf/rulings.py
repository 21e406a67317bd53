"""The straight lines that are drawn on a page, and the tables that they rule."""

from __future__ import annotations

import ctypes
import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from bilingual.readers.pdf.glyphs import Turn, turned

Ruling = tuple[float, float, float, float]
"""Left, bottom, right, top: flat or upright."""
_Matrix = tuple[float, float, float, float, float, float]
_MOST_OBJECTS = 20_000
_MOST_RULINGS = 1500
"""Of a page; a drawing has more."""
_DEPTH = 5
_SHORTEST = 6.0
_THICKEST = 3.0
_NEAR = 3.0
"""Points by which lines that meet may miss each other."""
_MOST_PLACES = 5000


def read_rulings(page: Any) -> list[Ruling]:
    """The flat and the upright lines of a page, be they drawn as lines or as thin boxes."""
    objects = [
        (pdfium.FPDFPage_GetObject(page, index), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)
        for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS))
    ]
    rulings: list[Ruling] = []
    seen = 0
    while objects and seen < _MOST_OBJECTS:
        drawn, outer, depth = objects.pop()
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            rulings += _of_path(drawn, _within(_matrix(drawn), outer))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            inner = _within(_matrix(drawn), outer)
            count = min(pdfium.FPDFFormObj_CountObjects(drawn), _MOST_OBJECTS)
            objects += [
                (pdfium.FPDFFormObj_GetObject(drawn, i), inner, depth + 1) for i in range(count)
            ]
        if len(rulings) > _MOST_RULINGS:
            return []
    return rulings


def _matrix(drawn: Any) -> _Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _within(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    x_axis, y_axis, shift = (a, b), (c, d), (e, f)
    (p, q), (r, s) = (_move(axis, (*outer[:4], 0, 0)) for axis in (x_axis, y_axis))
    return (p, q, r, s, *_move(shift, outer))


def _move(point: tuple[float, float], matrix: _Matrix) -> tuple[float, float]:
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e, b * x + d * y + f


def _of_path(path: Any, matrix: _Matrix) -> Iterator[Ruling]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    for points in _outlines(path, matrix):
        if stroke.value:
            for (x1, y1), (x2, y2) in pairwise(points):
                yield from _straight(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2), 1.0)
        elif fill.value:
            xs, ys = zip(*points, strict=True)
            yield from _straight(min(xs), min(ys), max(xs), max(ys), _THICKEST)


def _straight(
    left: float, bottom: float, right: float, top: float, thick: float
) -> Iterator[Ruling]:
    if right - left >= _SHORTEST and top - bottom <= thick:
        middle = (top + bottom) / 2
        yield round(left, 1), round(middle, 1), round(right, 1), round(middle, 1)
    elif top - bottom >= _SHORTEST and right - left <= thick:
        middle = (left + right) / 2
        yield round(middle, 1), round(bottom, 1), round(middle, 1), round(top, 1)


def _outlines(path: Any, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:
    points: list[tuple[float, float]] = []
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_RULINGS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        point = _move((x.value, y.value), matrix)
        if not all(map(math.isfinite, point)):
            return
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A ruled table: its lines, and its cells as row, column, rows and columns."""

    xs: tuple[float, ...]
    """From left to right."""
    ys: tuple[float, ...]
    """From top to bottom."""
    cells: tuple[tuple[int, int, int, int], ...]

    def place_of(self, x: float, y: float) -> tuple[int, int]:
        """The row and the column between whose lines a point lies; -1 or beyond outside."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right(self.ys, -y, key=lambda one: -one) - 1
        return row, column

    def numbers(self) -> dict[tuple[int, int], int]:
        """By row and column, the number of the cell that covers them."""
        return {
            (row, column): number
            for number, (top, left, rows, columns) in enumerate(self.cells)
            for row in range(top, top + rows)
            for column in range(left, left + columns)
        }


def find_grids(rulings: Iterable[Ruling], turn: Turn) -> list[Grid]:
    """The tables of at least two rows or columns that rulings make, seen from text of a turn."""
    seen = [_seen(ruling, turn) for ruling in rulings]
    flat = [one for one in seen if one[3] - one[1] < one[2] - one[0]]
    upright = [one for one in seen if one[3] - one[1] >= one[2] - one[0]]
    grids = (_grid(*group) for group in _joined(flat, upright))
    return [grid for grid in grids if grid is not None]


def _seen(ruling: Ruling, turn: Turn) -> Ruling:
    (x1, y1), (x2, y2) = turned(ruling[:2], turn), turned(ruling[2:], turn)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _joined(
    flat: Sequence[Ruling], upright: Sequence[Ruling]
) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Lines in groups of those that meet."""
    groups: list[tuple[list[Ruling], list[Ruling]]] = [([one], []) for one in flat]
    for stroke in upright:
        mine: tuple[list[Ruling], list[Ruling]] = ([], [stroke])
        apart = []
        for group in groups:
            if any(_meet(one, stroke) for one in group[0]):
                mine[0].extend(group[0])
                mine[1].extend(group[1])
            else:
                apart.append(group)
        groups = [*apart, mine]
    return iter(groups)


def _meet(flat: Ruling, upright: Ruling) -> bool:
    return (
        flat[0] - _NEAR <= upright[0] <= flat[2] + _NEAR
        and upright[1] - _NEAR <= flat[1] <= upright[3] + _NEAR
    )


def _grid(flat: Sequence[Ruling], upright: Sequence[Ruling]) -> Grid | None:
    if len(flat) < 2 or not upright:
        return None
    ends = [end for one in flat for end in (one[0], one[2])]
    sides = [end for one in upright for end in (one[1], one[3])]
    xs = _places([one[0] for one in upright] + [min(ends), max(ends)])
    ys = _places([one[1] for one in flat] + [min(sides), max(sides)])[::-1]
    rows, columns = len(ys) - 1, len(xs) - 1
    if columns < 2 or rows < 1 or rows * columns > _MOST_PLACES:
        return None
    return Grid(xs=tuple(xs), ys=tuple(ys), cells=tuple(_cells(xs, ys, flat, upright)))


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _cells(
    xs: Sequence[float], ys: Sequence[float], flat: Sequence[Ruling], upright: Sequence[Ruling]
) -> Iterator[tuple[int, int, int, int]]:
    """Each cell grows to the right and down until a line stops it."""
    rows, columns = len(ys) - 1, len(xs) - 1
    middles_x = [(a + b) / 2 for a, b in pairwise(xs)]
    middles_y = [(a + b) / 2 for a, b in pairwise(ys)]
    right = [[_has(upright, xs[c + 1], y, 0) for c in range(columns)] for y in middles_y]
    below = [[_has(flat, ys[r + 1], x, 1) for x in middles_x] for r in range(rows)]
    taken = [[False] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            last = column
            while last + 1 < columns and not right[row][last] and not taken[row][last + 1]:
                last += 1
            bottom = row
            while bottom + 1 < rows and not any(
                below[bottom][c] or taken[bottom + 1][c] for c in range(column, last + 1)
            ):
                bottom += 1
            for line in taken[row : bottom + 1]:
                line[column : last + 1] = [True] * (last + 1 - column)
            yield row, column, bottom - row + 1, last - column + 1


def _has(rulings: Sequence[Ruling], place: float, middle: float, axis: int) -> bool:
    """Whether a line at ``place`` passes ``middle``."""
    other = 1 - axis
    return any(
        abs(one[axis] - place) <= _NEAR and one[other] <= middle <= one[other + 2]
        for one in rulings
    )
