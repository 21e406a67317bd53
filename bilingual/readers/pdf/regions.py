"""A page -> its parts in the order of reading: regions of running text, and tables.

Rows of a page that leave the same strip free are columns one after another if they are text, or a
table if their cells stand beside each other; each column is looked through again in the same way.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bilingual.model import Cell
from bilingual.readers.pdf.aligned import Columns, aligned_table, are_text
from bilingual.readers.pdf.glyphs import Turn
from bilingual.readers.pdf.lines import Line
from bilingual.readers.pdf.rows import Box, box_of, join_rows, table_box
from bilingual.readers.pdf.rulings import Grid, Ruling, find_grids

_GUTTER = 0.95
"""Ems of the strip between two columns, at least."""
_APART = 1.2
"""Ems between columns and a short line below them."""
_NOTE = re.compile(r"[*※]?\s*(?:注|说明|备注|资料来源|数据来源|来源|Note|Source)\s*\d?[：:.]")
_DEPTH = 4
_FEWEST_ROWS = 2
_MOST_LINES = 4000
"""Of a page that is looked through for columns; more are no text for reading."""
_READING = re.compile(
    r"[a-zA-ZāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿɑɡÀ-ÿ\s·’'\-]+|[ㄅ-ㄩˊˇˋ˙\s]+|[\u3040-\u30ff\s]+"
)
_RUBY_SIZE = 0.62
_RUBY_ABOVE = (0.7, 1.7)
"""Ems of the line, from where to where the readings of its characters stand above it."""
_LEAST_FILLED = 0.25
"""Share of the cells of a table that hold text; a drawing has fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Lines of running text, one below the other."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Cells, row by row, with their lines; `Cell.table` is left at 0."""

    cells: tuple[tuple[Cell, tuple[Line, ...]], ...]


Part = Region | Table


@dataclass(slots=True)
class Arranged:
    """A page in the order of reading."""

    parts: list[Part] = field(default_factory=list)
    is_doubtful: bool = False
    """Whether lines could as well be read in another order."""
    readings: int = 0
    """How many readings above characters (ruby) are left out."""


def arrange(lines: Sequence[Line], rulings: Sequence[Ruling]) -> Arranged:
    """Put the stretches of text of a page into the order of reading."""
    page = Arranged()
    groups = _by_turn(lines)
    for turn, group in groups:
        kept = _without_readings(group)
        page.readings += len(group) - len(kept)
        boxes, tables = _ruled(kept, find_grids(rulings, turn))
        _cut([*boxes, *tables], page, 0)
    return page


def _by_turn(lines: Sequence[Line]) -> list[tuple[Turn, list[Line]]]:
    """The lines by the way that they run, those of most of the text first, but for what stands
    above text that runs downwards: its title."""
    letters = Counter[Turn]()
    for line in lines:
        letters[line.turn] += len(line.text)
    if not letters:
        return []
    main = letters.most_common(1)[0][0]
    lines = list(_in_columns(lines)) if main is Turn.DOWN else lines
    groups = [
        (turn, [one for one in lines if one.turn is turn]) for turn, _ in letters.most_common()
    ]
    if main is not Turn.DOWN:
        return [group for group in groups if group[1]]
    top = max(-one.left for one in groups[0][1])
    above = [one for one in lines if one.turn is Turn.RIGHT and one.base >= top]
    below = [one for one in lines if one.turn is Turn.RIGHT and one.base < top]
    others = [group for group in groups[1:] if group[0] is not Turn.RIGHT]
    found = [(Turn.RIGHT, above), groups[0], (Turn.RIGHT, below), *others]
    return [group for group in found if group[1]]


def _in_columns(lines: Sequence[Line]) -> Iterator[Line]:
    """Single characters and short figures stand upright in text that runs downwards."""
    columns = [line.base for line in lines if line.turn is Turn.DOWN]
    for line in lines:
        is_short = line.turn is Turn.RIGHT and line.right - line.left <= 1.6 * line.size
        base = min(columns, key=lambda one: abs(one - line.left)) if is_short else 0.0
        if is_short and abs(base - line.left) <= 0.6 * line.size:
            top = line.base + 0.88 * line.size
            yield replace(
                line, turn=Turn.DOWN, left=-top, right=line.size - top, base=base, hang=-top
            )
        else:
            yield line


def _without_readings(lines: list[Line]) -> list[Line]:
    small = [line for line in lines if _READING.fullmatch(line.text)]
    if not small or len(lines) > _MOST_LINES:
        return lines
    readings = set()
    rooms: dict[int, float] = {}
    for reading in small:
        for line in lines:
            if _is_above(reading, line):
                readings.add(id(reading))
                rooms[id(line)] = reading.size
    return [
        replace(line, room=rooms.get(id(line), 0.0)) for line in lines if id(line) not in readings
    ]


def _is_above(reading: Line, line: Line) -> bool:
    above = (reading.base - line.base) / line.size
    middle = (reading.left + reading.right) / 2
    return (
        reading.size <= _RUBY_SIZE * line.size
        and _RUBY_ABOVE[0] <= above <= _RUBY_ABOVE[1]
        and line.left - line.size <= middle <= line.right + line.size
    )


def _ruled(lines: list[Line], grids: Sequence[Grid]) -> tuple[list[Box[Table]], list[Box[Table]]]:
    """What stands in no ruled table, and the tables."""
    tables = []
    for grid in grids:
        inside: dict[int, list[Line]] = {}
        outside = []
        for line in lines:
            middle = (line.left + line.right) / 2, line.base + 0.35 * line.size
            number = grid.cell_at(*middle)
            if number is None:
                outside.append(line)
            else:
                inside.setdefault(number, []).append(line)
        if len(inside) < 2 or len(inside) < _LEAST_FILLED * len(grid.cells):
            continue
        if any(line.right > grid.xs[-1] + 3 for group in inside.values() for line in group):
            continue  # a drawing below text
        lines = outside
        cells = tuple(_ruled_cells(grid, inside))
        tables.append(
            table_box(Table(cells=cells), grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1])
        )
    return [box_of(line) for line in lines], tables


def _ruled_cells(
    grid: Grid, inside: dict[int, list[Line]]
) -> Iterator[tuple[Cell, tuple[Line, ...]]]:
    for number, (row, column, rows, columns) in enumerate(grid.cells):
        place = Cell(table=0, row=row, column=column, row_span=rows, column_span=columns)
        yield place, tuple(join_rows([box_of(line) for line in inside.get(number, ())]))


def _cut(boxes: list[Box[Table]], page: Arranged, depth: int) -> None:
    """Add what the boxes hold to a page, column by column."""
    rows = _rows(boxes)
    plain: list[Box[Table]] = []
    start = 0
    too_many = depth >= _DEPTH or len(boxes) > _MOST_LINES
    while start < len(rows):
        bands = [] if too_many else _bands(rows, start)
        if text := next((band for band in reversed(bands) if are_text(band.columns)), None):
            _add_plain(plain, page)
            page.is_doubtful |= text.columns.is_doubtful
            for column in text.columns.parts:
                _cut(column, page, depth + 1)
            start = text.stop
            continue
        tables = [(band, aligned_table(band.columns)) for band in bands]
        band, cells = max(tables, key=lambda one: len(one[1]), default=(None, []))
        if band and cells:
            _add_plain(plain, page)
            page.parts.append(Table(cells=tuple(cells)))
            start = band.stop
            continue
        stop = bands[-1].stop if bands else start + 1
        page.is_doubtful |= bool(bands) and bands[-1].columns.are_unclear
        plain += [box for row in rows[start:stop] for box in row]
        start = stop
    _add_plain(plain, page)


def _add_plain(plain: list[Box[Table]], page: Arranged) -> None:
    lines: list[Box[Table]] = []
    for box in sorted(plain, key=lambda one: -one.top):
        if box.table is None:
            lines.append(box)
            continue
        if lines:
            page.parts.append(Region(lines=tuple(join_rows(lines))))
            lines = []
        page.parts.append(box.table)
    if lines:
        page.parts.append(Region(lines=tuple(join_rows(lines))))
    plain.clear()


def _rows(boxes: list[Box[Table]]) -> list[list[Box[Table]]]:
    """Boxes that stand beside each other, from top to bottom."""
    rows: list[list[Box[Table]]] = []
    bottom = 0.0
    for box in sorted(boxes, key=lambda one: -one.top):
        if rows and box.top > bottom:
            rows[-1].append(box)
            bottom = min(bottom, box.bottom)
        else:
            rows.append([box])
            bottom = box.bottom
    return rows


_Strip = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Band:
    """Rows that leave the same strips free."""

    stop: int
    """The row after them."""
    columns: Columns[Table]


def _bands(rows: Sequence[list[Box[Table]]], start: int) -> list[_Band]:
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
    rows: Sequence[list[Box[Table]]], start: int, stop: int, gutters: Sequence[_Strip], em: float
) -> _Band | None:
    is_inside = stop < len(rows)
    while stop - 1 > start and _is_apart(rows, stop - 1, gutters[0][0], em, is_inside):
        stop -= 1
    if stop - start < _FEWEST_ROWS:
        return None
    boxes = [box for row in rows[start:stop] for box in row]
    return _Band(stop=stop, columns=Columns.of(boxes, gutters))


def _gaps(rows: Sequence[list[Box[Table]]], start: int) -> list[_Strip]:
    """The gaps inside a row, or between it and the next one if that stands beside it, as in columns
    whose lines are not level."""
    gaps = _free(rows[start])[1:-1]
    following = rows[start + 1] if start + 1 < len(rows) else []
    if gaps or not following or _free(following)[1:-1]:
        return gaps
    return _free([*rows[start], *following])[1:-1]


def _is_apart(
    rows: Sequence[list[Box[Table]]], number: int, gutter: float, em: float, is_inside: bool
) -> bool:
    """Whether a row only happens to be short enough to go on with the columns above it."""
    row = rows[number]
    if any(box.left > gutter for box in row):
        return False
    if any(box.line and _NOTE.match(box.line.text) for box in row):
        return True
    gap = min(box.bottom for box in rows[number - 1]) - max(box.top for box in row)
    return is_inside and gap > _APART * em


def _free(row: Sequence[Box[Table]]) -> list[_Strip]:
    """The strips that a row leaves free, with those beside it."""
    strips = []
    end = float("-inf")
    for box in sorted(row, key=lambda one: one.left):
        if box.left > end:
            strips.append((end, box.left))
        end = max(end, box.right)
    return [*strips, (end, float("inf"))]
