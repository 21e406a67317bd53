"""A page -> its parts in the order of reading: regions of running text, and tables.

Rows of a page that leave the same strip free are columns one after another if they are text, or a
table if their cells stand beside each other; each column is looked through again in the same way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bilingual.model import Cell
from bilingual.readers.pdf.aligned import aligned_table, are_text
from bilingual.readers.pdf.bands import find_bands, rows_of
from bilingual.readers.pdf.glyphs import Turn
from bilingual.readers.pdf.lines import Line
from bilingual.readers.pdf.rows import Box, box_of, join_rows, table_box
from bilingual.readers.pdf.rulings import Grid, Ruling, find_grids

_DEPTH = 4
_MOST_LINES = 4000
"""Of a page that is looked through for columns; more are no text for reading."""
_MOST_COMPARED = 2_000_000
"""Pairs of lines of a page."""
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
    columns = sorted(line.base for line in lines if line.turn is Turn.DOWN)
    for line in lines:
        is_short = line.turn is Turn.RIGHT and line.right - line.left <= 1.6 * line.size
        after = bisect_left(columns, line.left)
        near = columns[max(0, after - 1) : after + 1]
        base = min(near, key=lambda one: abs(one - line.left)) if is_short else 0.0
        if is_short and abs(base - line.left) <= 0.6 * line.size:
            top = line.base + 0.88 * line.size
            yield replace(
                line, turn=Turn.DOWN, left=-top, right=line.size - top, base=base, hang=-top
            )
        else:
            yield line


def _without_readings(lines: list[Line]) -> list[Line]:
    small = [line for line in lines if _READING.fullmatch(line.text)]
    if not small or len(small) * len(lines) > _MOST_COMPARED:
        return lines
    by_base = sorted(lines, key=lambda line: line.base)
    bases = [line.base for line in by_base]
    reach = _RUBY_ABOVE[1] * max(line.size for line in lines)
    readings = set()
    rooms: dict[int, float] = {}
    for reading in small:
        lowest = bisect_left(bases, reading.base - reach)
        for line in by_base[lowest : bisect_left(bases, reading.base)]:
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
        numbers = grid.numbers()
        inside: dict[int, list[Line]] = {}
        outside = []
        for line in lines:
            middle = (line.left + line.right) / 2, line.base + 0.35 * line.size
            number = numbers.get(grid.place_of(*middle))
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
    rows = rows_of(boxes)
    plain: list[Box[Table]] = []
    start = 0
    too_many = depth >= _DEPTH or len(boxes) > _MOST_LINES
    while start < len(rows):
        bands = [] if too_many else find_bands(rows, start)
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
