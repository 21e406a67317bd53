"""The blocks of a Word file's parts, in the order of reading.

Tables, text boxes and content controls nest; blocks are flat. The walk therefore carries the cell
it stands in, which knows the cells around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from bilingual.formats.word.characters import shown_characters
from bilingual.formats.word.names import (
    TRANSPARENT,
    Element,
    attribute,
    child,
    chosen_branch,
    is_deleted,
    name_of,
    qualified,
)
from bilingual.formats.word.numbering import Numbering
from bilingual.formats.word.package import part_name, related_root
from bilingual.formats.word.styles import Styles
from bilingual.model import Block, BlockKind, Cell, Document, Part, Span
from bilingual.readers.shared.policy import EMPTY_CELL, cell_locator, worth_reading
from bilingual.readers.word.embedded import Place as EmbeddedPlace
from bilingual.readers.word.embedded import placed, placed_media
from bilingual.readers.word.inline import InlineReader
from bilingual.readers.word.omitted import Omitted
from bilingual.readers.word.parts import OpenPart
from bilingual.readers.word.tables import TableCell, is_hidden_row, table_cells, table_rows
from bilingual.spans import merge_spans, trim_spans

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.opc.part import Part as PackagePart

_DEEPEST = 8


class Walk:
    """The blocks so far, and where the walk stands."""

    def __init__(
        self,
        word: WordDocument,
        *,
        section_count: int,
        embedded: Callable[[PackagePart], Document | None],
        keeps_hidden: bool = False,
    ) -> None:
        styles = related_root(word.part, "styles")
        numbering = related_root(word.part, "numbering")
        self._last_section = section_count - 1
        self.styles = Styles(styles[1] if styles else None)
        self._numbering = Numbering(
            numbering[1] if numbering else None, self.styles.numbering_styles()
        )
        self._heading_depths: set[tuple[str, int]] = set()
        self.blocks: list[Block] = []
        self.omitted = Omitted()
        self.remarks: list[str] = []
        """Those of embedded documents."""
        self._keeps_hidden = keeps_hidden
        self._read_embedded = embedded
        self._embedded = 0
        self._paragraphs = 0
        self._tables = 0
        self._blank = 0
        self._carried: list[Span] = []
        self._cell: Cell | None = None

    def read(
        self,
        element: Element,
        source: OpenPart,
        *,
        place: str = "",
        part: Part = Part.BODY,
        note: str = "",
    ) -> None:
        """Add the blocks of a body, a note, a header or a comment."""
        keeps_fields = part in (Part.HEADER, Part.FOOTER)
        self._source = source
        self._inline = InlineReader(
            self.styles,
            source,
            self.omitted,
            keeps_fields=keeps_fields,
            keeps_hidden=self._keeps_hidden,
        )
        self._place, self._part, self._note = place, part, note
        self._section, self._element, self._blank = 0, "", 0
        before = len(self.blocks)
        self._container(element)
        self._flush()
        if part in (Part.HEADER, Part.FOOTER):  # each is kept: a copy of the file has all of them
            self.blocks[before:] = worth_reading(self.blocks[before:])

    def _container(self, element: Element) -> None:
        """A body, cell, text box or note: whatever holds paragraphs and tables."""
        for one in element:
            name = name_of(one)
            if name == "w:p":
                self._body_paragraph(one)
            elif name == "w:tbl":
                self._table(one)
            elif name == "mc:AlternateContent":
                branch = chosen_branch(one)
                if branch is not None:
                    self._container(branch)
            elif name in ("m:oMath", "m:oMathPara"):
                self._paragraph(None, [one], self._source.locator(one))
            elif name == "w:altChunk":
                self._embedded_document(one)
            elif name in TRANSPARENT:
                self._container(one)

    def _embedded_document(self, element: Element) -> None:
        """A document that stands in the file as a file of its own."""
        self._flush()
        part = self._source.embedded(attribute(element, "r:id"))
        document = self._read_embedded(part) if part is not None else None
        if part is None or document is None:
            self.omitted.files.append(part_name(part) if part is not None else "one without a file")
            return
        self._embedded += 1
        place = EmbeddedPlace(
            part=part,
            element=self._source.locator(element),
            number=self._embedded,
            around=self._nothing(),
            tables=self._tables,
        )
        self.blocks += placed(document, place)
        self._source.gathered.add_media(placed_media(document, self._embedded))
        self.remarks += document.remarks
        inside = (block.cell.path for block in document.blocks if block.cell)
        self._tables += 1 + max((cell.table for path in inside for cell in path), default=-1)
        self._blank = 0

    def _body_paragraph(self, paragraph: Element) -> None:
        """One paragraph, and after it the text boxes anchored in it."""
        properties = child(paragraph, "w:pPr")
        self._paragraph(properties, paragraph, self._source.locator(paragraph))
        if child(properties, "w:sectPr") is not None and self._part is Part.BODY:
            self._section = min(self._section + 1, self._last_section)

    def _paragraph(
        self, properties: Element | None, content: Iterable[Element], element: str
    ) -> None:
        self._paragraphs += 1
        self._element = element
        hidden = self.omitted.hidden
        read, boxes = self._inline.read(properties, content)
        self.omitted.places += self.omitted.hidden > hidden
        spans = [*self._carried, *read]
        self._carried = []
        if is_deleted(child(properties, "w:rPr")):
            self._carried = spans  # its end is deleted: it runs on into the next one
        elif trimmed := trim_spans(spans):
            if self.styles.is_code(properties):
                trimmed = merge_spans(spans)  # its indentation means something
            self.blocks.append(self._block(properties, trimmed))
            self._blank = 0
        elif self._has_hidden_end(properties):
            pass  # no line of the page is left of it
        else:
            self._marker(properties)  # shows nothing here, but is counted
            self._blank += 0 if boxes else 1
        for box in boxes:
            self._container(box)
            self._flush()

    def _has_hidden_end(self, properties: Element | None) -> bool:
        end = child(properties, "w:rPr")
        return not self._keeps_hidden and self.styles.is_hidden(properties, end)

    def _block(self, properties: Element | None, spans: tuple[Span, ...]) -> Block:
        block = Block(
            spans=spans,
            cell=self._cell,
            note=self._note,
            part=self._part,
            section=self._section,
            is_contents=self._inline.is_contents or self.styles.is_contents(properties),
            is_caption=self.styles.is_caption(properties),
            blank_before=self._blank,
            quote_depth=1 if self.styles.is_quote(properties) else 0,
            locator=self._place or f"paragraph {self._paragraphs}",
            element=self._element,
        )
        list_level, marker = self._marker(properties)
        if level := self.styles.heading_level(properties):
            return replace(block, kind=BlockKind.HEADING, level=level, marker=marker)
        if list_level:
            return replace(block, kind=BlockKind.LIST_ITEM, level=list_level, marker=marker)
        if self.styles.is_code(properties):
            return replace(block, kind=BlockKind.CODE)
        return block

    def _marker(self, properties: Element | None) -> tuple[int, str]:
        """Level from 1 in its list, or 0, and the marker; counts the paragraph. Levels of the list
        that headings take hold no items."""
        list_id, depth, style = self.styles.list_of(properties)
        if not list_id:
            return 0, ""
        if depth is None:
            depth = self._numbering.level_of_style(list_id, style) or 0
        depth = min(max(depth, 0), _DEEPEST)
        if self.styles.heading_level(properties):
            self._heading_depths.add((list_id, depth))
        above = sum((list_id, upper) in self._heading_depths for upper in range(depth))
        nested = max(depth - above, self.styles.list_depth(properties))
        return nested + 1, self._numbering.next_marker(list_id, depth)

    def _flush(self) -> None:
        """A deleted paragraph end joins nothing across the borders of a container."""
        if carried := trim_spans(self._carried):
            self.blocks.append(self._block(None, carried))
            self._blank = 0
        self._carried = []

    def _table(self, table: Element) -> None:
        """A table's cells by rows, those of tables in them included."""
        outer, number, place = self._cell, self._tables, self._place
        self._tables += 1
        self._flush()
        for one in self._shown_cells(table):
            align = self._alignment(one)
            self._cell = replace(one.cell, table=number, align=align, outer=outer)
            self._place = cell_locator(self._cell, place)
            before = len(self.blocks)
            self._contents(one)
            if len(self.blocks) == before:
                self.blocks.append(self._nothing())
        self._cell, self._place = outer, place

    def _shown_cells(self, table: Element) -> list[TableCell]:
        """The cells of a table, less those of hidden rows."""
        rows = list(table_rows(table))
        if not self._keeps_hidden:
            for row in filter(is_hidden_row, rows):
                self.omitted.hide("".join(map(shown_characters, row.iter(qualified("w:t")))))
                self.omitted.places += 1
            rows = [row for row in rows if not is_hidden_row(row)]
        return table_cells(rows)

    def _alignment(self, cell: TableCell) -> str:
        """How the text of a cell stands, if not to the left: as its first paragraph does."""
        first = child(cell.elements[0], "w:p")
        aligned = self.styles.alignment(child(first, "w:pPr"))
        return {"center": "center", "right": "right", "end": "right"}.get(aligned, "")

    def _contents(self, cell: TableCell) -> None:
        for element in cell.elements:
            self._container(element)
            self._flush()
            self._blank = 0

    def _nothing(self) -> Block:
        """A block without text at this place: what stands for an empty cell, so that the table
        keeps its grid."""
        return replace(
            EMPTY_CELL,
            cell=self._cell,
            note=self._note,
            part=self._part,
            section=self._section,
            locator=self._place,
        )
