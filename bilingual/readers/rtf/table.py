"""A table of an RTF file: its cells as they come, and where each is in the grid."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bilingual.formats.grid import fit_grid
from bilingual.model import Block, Cell
from bilingual.readers.shared.policy import EMPTY_CELL, cell_locator, cell_within

_NEAR = 30
"""Twips within which two edges of cells are one."""


@dataclass(slots=True)
class RtfRow:
    """A line of a table: where its cells end, in twips, and which go on from another."""

    edges: list[int] = field(default_factory=list)
    from_above: list[bool] = field(default_factory=list)
    from_left: list[bool] = field(default_factory=list)
    is_header: bool = False
    _is_from_above: bool = False
    _is_from_left: bool = False

    def word(self, word: str, number: int) -> None:
        """One of the words that define a line; those of a cell come before its edge."""
        match word:
            case "trhdr":
                self.is_header = True
            case "clvmrg":
                self._is_from_above = True
            case "clmrg":
                self._is_from_left = True
            case "cellx":
                self._end_cell(number)
            case _:
                pass

    def with_cells(self, count: int) -> RtfRow:
        """A copy with at least as many cells; those that nothing defines are of one width."""
        row = replace(
            self,
            edges=[*self.edges],
            from_above=[*self.from_above],
            from_left=[*self.from_left],
        )
        while len(row.edges) < count:
            row._end_cell(max(row.edges, default=0) + 1000)
        return row

    def _end_cell(self, edge: int) -> None:
        self.edges.append(edge)
        self.from_above.append(self._is_from_above)
        self.from_left.append(self._is_from_left)
        self._is_from_above = self._is_from_left = False


@dataclass(slots=True)
class RtfTable:
    """A table that is open."""

    number: int
    """In its text, from 0."""
    _rows: list[RtfRow] = field(default_factory=list)
    _blocks: list[tuple[int, int, Block]] = field(default_factory=list)
    """With the numbers of their rows and cells."""
    _column: int = 0
    _is_cell_empty: bool = True

    def add(self, block: Block) -> None:
        """Put a block into the cell that is open."""
        self._blocks.append((len(self._rows), self._column, block))
        self._is_cell_empty = False

    def end_cell(self) -> None:
        """End a cell; an empty one leaves an empty block, to keep the grid."""
        if self._is_cell_empty:
            self.add(EMPTY_CELL)
        self._column, self._is_cell_empty = self._column + 1, True

    def end_row(self, row: RtfRow) -> None:
        """End a line, whose cells ``row`` defines."""
        if self._column:
            self._rows.append(row.with_cells(self._column))
        self._column = 0

    def placed(self, row: RtfRow, name: str) -> Iterator[Block]:
        """Its blocks in their cells, when there is no more to come. ``row`` defines the last line,
        if its end is missing; ``name`` is that of the text around the table, for messages."""
        self._column += 0 if self._is_cell_empty else 1
        self.end_row(row)
        places = _grid(self._rows, self.number)
        for line, column, block in self._blocks:
            place = places.get((line, column))
            if place is None:
                yield block
            elif block.spans or block.cell or not place.is_continued:
                locator = cell_locator(place.cell, name)
                if block.cell:
                    locator = f"{locator}, {block.locator}"
                cell = cell_within(block.cell, 0, place.cell)
                yield replace(block, cell=cell, locator=locator)


@dataclass(frozen=True, slots=True, kw_only=True)
class _CellPlace:
    """The cell that a cell of a row belongs to."""

    cell: Cell
    is_continued: bool = False
    """Whether that began above, or further to the left."""


def _grid(rows: Sequence[RtfRow], table: int) -> dict[tuple[int, int], _CellPlace]:
    """For each cell, by row and number, where it is; none for a table beyond reason."""
    edges = _columns(rows)
    cells: list[Cell] = []
    owners: dict[tuple[int, int], tuple[int, bool]] = {}
    above: dict[int, int] = {}  # column -> index of the cell that began there
    for index, row in enumerate(rows):
        left = 0
        for number, edge in enumerate(row.edges):
            right = bisect_left(edges, edge - _NEAR) + 1
            first = min(left, right - 1)
            is_continued = True
            if row.from_left[number] and number:
                owner, _ = owners[index, number - 1]
                begun = cells[owner]
                cells[owner] = replace(begun, column_span=max(1, right - begun.column))
                above[first] = owner
            elif row.from_above[number] and first in above:
                begun = cells[above[first]]
                cells[above[first]] = replace(begun, row_span=index - begun.row + 1)
            else:
                is_continued = False
                above[first] = len(cells)
                width = max(1, right - left)
                cell = Cell(
                    table=table, row=index, column=first, column_span=width, is_header=row.is_header
                )
                cells.append(cell)
            owners[index, number] = above[first], is_continued
            left = right
    if not fit_grid(cells):
        return {}
    return {
        key: _CellPlace(cell=cells[owner], is_continued=is_continued)
        for key, (owner, is_continued) in owners.items()
    }


def _columns(rows: Sequence[RtfRow]) -> list[int]:
    """The right edges of the columns."""
    edges: list[int] = []
    for edge in sorted({edge for row in rows for edge in row.edges}):
        if not edges or edge > edges[-1] + _NEAR:
            edges.append(edge)
    return edges
