"""Paragraphs and tables of one text of an RTF file (its body, a note, a header), as they come."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bilingual.formats.markers import BULLET, BULLET_SIGNS
from bilingual.model import Block, BlockKind, Mark, Part, Span
from bilingual.readers.rtf.table import RtfRow, RtfTable
from bilingual.readers.shared.policy import cell_within
from bilingual.spans import merge_spans, trim_spans

_BULLETS = BULLET_SIGNS | frozenset("o-")
_DEEPEST = 9
"""Of lists, and of tables in tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RtfParagraph:
    """What RTF says of a paragraph."""

    heading: int = 0
    depth: int = 0
    """Of its list, from 1."""
    list: int = 0
    """The ``\\ls`` of its list; 0 for none."""
    table_depth: int = 0
    """How many tables it stands in, one in the other."""


_NOWHERE = RtfParagraph()


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
    _open: list[RtfTable] = field(default_factory=list)
    """The tables that are open, from the outermost."""
    _outer_row: RtfRow = field(default_factory=RtfRow)
    """What is defined already while a line of a table in a cell is."""

    def end_paragraph(self) -> None:
        """Make a block of what has been gathered."""
        at = self.at
        self.paragraphs += 1
        spans = trim_spans(map(_with_whole_characters, merge_spans(self.spans)))
        marker = self.marker.strip()
        self.spans, self.marker = [], ""
        self._stand_in(at.table_depth)
        if spans:
            self._add(self._block(spans, marker, at))
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            for block in box.finished():
                self._add(replace(block, cell=cell_within(block.cell, self.tables, None)))
            self.tables += box.tables

    def table_word(self, word: str, number: int) -> None:
        """One of the words that define the lines of a table and part them."""
        match word:
            case "intbl":
                self.at = replace(self.at, table_depth=max(self.at.table_depth, 1))
            case "itap":
                self.at = replace(self.at, table_depth=min(max(number, 0), _DEEPEST))
            case "cell":
                self._end_cell(1)
            case "nestcell":
                self._end_cell(max(self.at.table_depth, 2))
            case "row":
                self._stand_in(min(len(self._open), 1))
                self._end_row()
            case "nestrow":
                self._end_row()
                self.row = self._outer_row
            case "nesttableprops":
                self._outer_row, self.row = self.row, RtfRow()
            case "trowd":
                self.row = RtfRow()
            case _:
                self.row.word(word, number)

    def finished(self) -> list[Block]:
        """All blocks, when there is no more to come."""
        self.at = _NOWHERE
        self.end_paragraph()
        return self.blocks

    def _end_cell(self, depth: int) -> None:
        self.at = replace(self.at, table_depth=depth)
        self.end_paragraph()
        self._open[-1].end_cell()

    def _end_row(self) -> None:
        if self._open:
            self._open[-1].end_row(self.row)

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

    def _add(self, block: Block) -> None:
        where = block.locator if block.cell else self.name or f"paragraph {self.paragraphs}"
        self._put(replace(block, locator=where))

    def _put(self, block: Block) -> None:
        if self._open:
            self._open[-1].add(block)
        else:
            self.blocks.append(replace(block, part=self.part, note=self.note))

    def _stand_in(self, depth: int) -> None:
        """End tables, or begin some, until so many are open."""
        while len(self._open) > depth:
            ended = self._open.pop()
            for block in ended.placed(self.row, "" if self._open else self.name):
                self._put(block)
            if not self._open:
                self.row = RtfRow()
        while len(self._open) < depth:
            self._open.append(RtfTable(self.tables))
            self.tables += 1


def _with_whole_characters(span: Span) -> Span:
    """Characters beyond the 65,536 of Unicode's first plane come in halves."""
    halves = span.text.encode("utf-16-le", "surrogatepass")
    return span if span.is_opaque else replace(span, text=halves.decode("utf-16-le", "replace"))
