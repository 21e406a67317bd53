"""The source's tables in a Word document, in one or two languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy

from bilingual.formats.shown import display_width
from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element, name_of
from bilingual.formats.word.paragraphs import paragraph
from bilingual.writers.content import Row, Side, SourceTable, TableSlot
from bilingual.writers.word.design.composer import Composer, Place
from bilingual.writers.word.design.table_elements import table_cell, table_frame, table_row
from bilingual.writers.word.design.typography import TABLE_PADDING

_LEAST_COLUMN = 1700
"""Twips that a column of a table needs so that its words are not broken."""
_LONGEST_TOGETHER = 600
"""Characters; a line of a table with no longer cells is not divided between pages."""
_HALF_CHARACTER = 95
"""Twips; half a Chinese character of the size in tables, or a wide Latin letter."""
_WORD = re.compile(r"[!-~]+")
_LONGEST_WORD = 14
"""Letters that a column takes without breaking the word."""
_MOST_LINES_INSIDE = 20
"""Lines of text in a table that still stands in one piece in a row of another."""


def has_room(table: SourceTable, side: Side, width: int) -> bool:
    """Whether a table is legible in so many twips, and so low that it need not be divided between
    pages, which a table in a table bears badly. One that has tables in it needs all the width."""
    if table.has_tables or table.column_count * _LEAST_COLUMN > width:
        return False
    grid = table.grid()
    widths = _column_widths(grid, (side,), table.column_count, width)
    return sum(_line_count(line, side, widths) for line in grid) <= _MOST_LINES_INSIDE


def source_table(
    table: SourceTable, sides: Sequence[Side], composer: Composer, width: int
) -> Element:
    """A table of the source; with two sides, each cell has its translation under it."""
    grid = table.grid()
    widths = _column_widths(grid, sides, table.column_count, width)
    header_count = next((n for n, line in enumerate(grid) if not _is_header(line)), len(grid))
    kept = range(min(max(header_count, 1), len(grid) - 1))
    lines = []
    for number, line in enumerate(grid):
        cells, column = [], 0
        for slot in line:
            covered = sum(widths[column : column + slot.width])
            cells.append(_cell(slot, sides, composer, covered, is_kept=number in kept))
            column += slot.width
        is_whole = all(_length(slot, sides) <= _LONGEST_TOGETHER for slot in line)
        lines.append(table_row(cells, is_header=number < header_count, is_whole=is_whole))
    return table_frame("Source Table", widths, lines, has_header=header_count > 0)


def _cell(
    slot: TableSlot, sides: Sequence[Side], composer: Composer, width: int, *, is_kept: bool
) -> Element:
    """A cell; a kept one stays on the page of the line below it."""
    keeping = [w("keepNext")] if is_kept else []
    merge: list[Element] = []
    content: list[Element] = []
    if slot.cell is None or slot.is_continued:
        merge = [w("vMerge")] if slot.is_continued else []
        content = [paragraph(f"{sides[0]} Table Text", properties=keeping)]
    else:
        merge = [w("vMerge", val="restart")] if slot.height > 1 else []
        align = slot.cell.place.align
        for row in slot.cell.items:
            if isinstance(row, SourceTable):
                content.append(source_table(row, sides, composer, width - 2 * TABLE_PADDING))
                continue
            for number, side in enumerate(shown_sides(row, sides)):
                place = Place.BELOW if number else Place.FIRST
                aligned = [w("jc", val=align)] if align in ("center", "right") else []
                properties = [*deepcopy(keeping), *aligned]
                content += composer.block(
                    row, side, width - 2 * TABLE_PADDING, place, properties=properties
                )
    if name_of(content[-1]) == "w:tbl":  # a cell ends with a paragraph
        content.append(paragraph(f"{sides[0]} Table Text", properties=keeping))
    return table_cell(content, width, span=slot.width, others=merge)


def shown_sides(row: Row, sides: Sequence[Side]) -> Sequence[Side]:
    """The halves of a row to show one under the other: only the last where both are the same, as
    numbers are."""
    if row.is_opaque or row.block.text.strip() == _text(row, Side.TARGET).strip():
        return sides[-1:]
    return sides


def _text(row: Row, side: Side) -> str:
    return "".join(span.text for span in row.spans(side))


def _is_header(line: Sequence[TableSlot]) -> bool:
    cells = [slot.cell for slot in line if slot.cell]
    return bool(cells) and all(cell.place.is_header for cell in cells)


def _length(slot: TableSlot, sides: Sequence[Side]) -> int:
    rows = slot.cell.rows if slot.cell else ()
    return sum(display_width(_text(row, side)) for row in rows for side in sides)


def _line_count(line: Sequence[TableSlot], side: Side, widths: Sequence[int]) -> int:
    """How many lines of text make up a line of a table, at most."""
    counts, column = [1], 0
    for slot in line:
        room = sum(widths[column : column + slot.width]) - 2 * TABLE_PADDING
        column += slot.width
        if slot.cell and not slot.is_continued:
            texts = (display_width(_text(row, side)) for row in slot.cell.rows)
            counts.append(sum(1 + text * _HALF_CHARACTER // max(room, 1) for text in texts))
    return max(counts)


def _column_widths(
    grid: Sequence[Sequence[TableSlot]], sides: Sequence[Side], column_count: int, width: int
) -> list[int]:
    """Share the width by the columns' longest texts, within bounds that keep all readable; no
    column is narrower than its longest word, if there is room for those of all."""
    wanted, words = [6] * column_count, [2] * column_count
    for line in grid:
        column = 0
        for slot in line:
            if slot.cell and slot.width == 1:
                for text in (_text(row, side) for row in slot.cell.rows for side in sides):
                    wanted[column] = max(wanted[column], min(display_width(text[:40]) + 2, 30))
                    longest = max(map(len, _WORD.findall(text)), default=0)
                    words[column] = max(words[column], min(longest + 1, _LONGEST_WORD))
            column += slot.width
    least = [2 * TABLE_PADDING + letters * _HALF_CHARACTER for letters in words]
    if sum(least) > width:
        least = [0] * column_count
    rest = width - sum(least)
    missing = [
        max(0, width * units // sum(wanted) - one) for one, units in zip(least, wanted, strict=True)
    ]
    total = sum(missing) or 1
    shares = [one + rest * units // total for one, units in zip(least, missing, strict=True)]
    shares[-1] += width - sum(shares)
    return shares
