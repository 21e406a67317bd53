"""Paragraphs and tables of one text of an RTF file (its body, a note, a header), as they come."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bilingual.formats.grid import fit_grid
from bilingual.formats.markers import BULLET, BULLET_SIGNS
from bilingual.model import Block, BlockKind, Cell, Mark, Part, Span
from bilingual.readers.shared.policy import EMPTY_CELL, cell_locator
from bilingual.spans import merge_spans, trim_spans

_NEAR = 30
"""Twips within which two edges of cells are one."""
_BULLETS = BULLET_SIGNS | frozenset("o-")
_DEEPEST = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class RtfParagraph:
    """What RTF says of a paragraph."""

    heading: int = 0
    depth: int = 0
    """Of its list, from 1."""
    list: int = 0
    """The ``\\ls`` of its list; 0 for none."""
    in_table: bool = False


_NOWHERE = RtfParagraph()


@dataclass(slots=True)
class RtfRow:
    """A line of a table: where its cells end, in twips, and which go on from above."""

    edges: list[int] = field(default_factory=list)
    merged: list[bool] = field(default_factory=list)
    is_header: bool = False


@dataclass(slots=True, kw_only=True)
class RtfFlow:
    """A text: the body, a note, a box, a header."""

    part: Part = Part.BODY
    note: str = ""
    name: str = ""
    """What messages say of a place in it, where that is not the number of a paragraph."""
    blocks: list[Block] = field(default_factory=list)
    at: RtfParagraph = _NOWHERE
    spans: list[Span] = field(default_factory=list)
    marker: str = ""
    boxes: list[RtfFlow] = field(default_factory=list)
    row: RtfRow = field(default_factory=RtfRow)
    """As it is being defined."""
    tables: int = 0
    paragraphs: int = 0
    _rows: list[RtfRow] = field(default_factory=list)
    _table: list[tuple[int, int, Block]] = field(default_factory=list)
    """Blocks of the table that is open, with the numbers of their rows and cells."""
    _column: int = 0
    _is_cell_empty: bool = True
    _is_merged: bool = False

    def end_paragraph(self) -> None:
        """Make a block of what has been gathered."""
        at = self.at
        self.paragraphs += 1
        spans = trim_spans(map(_with_whole_characters, merge_spans(self.spans)))
        marker = self.marker.strip()
        self.spans, self.marker = [], ""
        if not at.in_table:
            self._end_table()
        if spans:
            self._add(self._block(spans, marker, at), in_table=at.in_table)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            for block in box.finished():
                plain = replace(block, cell=None, note=self.note, part=self.part)
                self._add(plain, in_table=at.in_table)

    def end_cell(self) -> None:
        """End a cell of a table; an empty one leaves an empty block, to keep the grid."""
        self.at = replace(self.at, in_table=True)
        self.end_paragraph()
        if self._is_cell_empty:
            self._add(EMPTY_CELL, in_table=True)
        self._column, self._is_cell_empty = self._column + 1, True

    def end_row(self) -> None:
        """End a line of a table."""
        while len(self.row.edges) < self._column:  # undefined
            self.row.edges.append(max(self.row.edges, default=0) + 1000)
            self.row.merged.append(False)
        if self._column:
            self._rows.append(replace(self.row, edges=[*self.row.edges], merged=[*self.row.merged]))
        self._column = 0

    def table_word(self, word: str, number: int) -> None:
        """One of the words that define the lines of a table and part them."""
        match word:
            case "cell":
                self.end_cell()
            case "row":
                self.end_row()
            case "trowd":
                self.row = RtfRow()
            case "trhdr":
                self.row.is_header = True
            case "clvmrg":
                self._is_merged = True
            case "cellx":
                self.row.edges.append(number)
                self.row.merged.append(self._is_merged)
                self._is_merged = False
            case _:
                pass

    def finished(self) -> list[Block]:
        """All blocks, when there is no more to come."""
        self.at = replace(self.at, in_table=False)
        self.end_paragraph()
        return self.blocks

    def _block(self, spans: tuple[Span, ...], marker: str, at: RtfParagraph) -> Block:
        if at.heading:
            plain = tuple(replace(span, marks=span.marks - {Mark.BOLD}) for span in spans)
            kind = BlockKind.HEADING
            return Block(kind=kind, level=min(at.heading, 9), spans=plain, marker=marker)
        if marker:
            shown = BULLET if marker in _BULLETS else marker
            level = min(max(at.depth, 1), _DEEPEST)
            return Block(kind=BlockKind.LIST_ITEM, level=level, spans=spans, marker=shown)
        return Block(spans=spans)

    def _add(self, block: Block, *, in_table: bool) -> None:
        where = self.name or f"paragraph {self.paragraphs}"
        block = replace(block, part=self.part, note=self.note, locator=where)
        if in_table:
            self._table.append((len(self._rows), self._column, block))
            self._is_cell_empty = False
        else:
            self.blocks.append(block)

    def _end_table(self) -> None:
        """Give the blocks of the table that was open their places in its grid."""
        if not self._table:
            return
        self._column += 0 if self._is_cell_empty else 1  # its end is missing
        self.end_row()
        number, self.tables = self.tables, self.tables + 1
        places = _grid(self._rows, number)
        for row, column, block in self._table:
            place = places.get((row, column))
            if place is None:
                self.blocks.append(block)
            elif block.spans or not place.is_continued:
                locator = cell_locator(place.cell, self.name)
                self.blocks.append(replace(block, cell=place.cell, locator=locator))
        self._rows, self._table, self._column, self._is_cell_empty = [], [], 0, True
        self.row = RtfRow()


def _with_whole_characters(span: Span) -> Span:
    """Characters beyond the 65,536 of Unicode's first plane come in halves."""
    halves = span.text.encode("utf-16-le", "surrogatepass")
    return span if span.is_opaque else replace(span, text=halves.decode("utf-16-le", "replace"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _CellPlace:
    """The cell that a cell of a row belongs to."""

    cell: Cell
    is_continued: bool = False
    """Whether that began in a row above."""


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
            if is_continued := row.merged[number] and first in above:
                begun = cells[above[first]]
                cells[above[first]] = replace(begun, row_span=index - begun.row + 1)
            else:
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
