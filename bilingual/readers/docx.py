"""DOCX -> Document, in the order of reading.

Tables, text boxes and content controls nest; blocks are flat. The walk therefore carries
the outermost table cell it stands in, and lays whatever is nested in it flat inside.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bilingual.model import Block, BlockKind, Cell, Document, Span, SpanKind, with_ids
from bilingual.readers.dates import first_date
from bilingual.readers.docx_inline import DROPPED, InlineReader
from bilingual.readers.docx_numbering import Numbering
from bilingual.readers.docx_package import (
    ENDNOTES,
    FOOTNOTES,
    NUMBERING,
    STYLES,
    open_package,
    read_properties,
    related_root,
)
from bilingual.readers.docx_styles import Styles
from bilingual.readers.docx_tables import TableCell, table_cells
from bilingual.readers.docx_xml import (
    Element,
    attribute,
    child,
    chosen_branch,
    name_of,
    qualified,
)
from bilingual.readers.spans import first_heading, merge_spans, trim_spans

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.opc.part import Part as PackagePart

_TRANSPARENT = frozenset({"w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:sdtContent"})
_DEEPEST = 8


def read_docx(path: Path, data: bytes, *, encoding: str | None = None) -> Document:
    """Read a Word file; ``path`` names it. Word files fix their encoding themselves."""
    word = open_package(data, path)
    walk = _Walk(word)
    walk.container(word.element.body)
    walk.notes()
    blocks = with_ids(walk.blocks)
    title, author, created = read_properties(word)
    return Document(
        name=path.name,
        format="docx",
        blocks=blocks,
        title=title or first_heading(blocks),
        author=author,
        date=first_date(blocks) or created,
    )


@dataclass(slots=True)
class _Relations:
    """Where one part of the package points to; counts the notes that are referred to."""

    part: PackagePart
    notes: list[tuple[str, str]]

    def target(self, relation: str) -> str:
        """Address of a link or image."""
        found = self.part.rels.get(relation)
        if found is None:
            return ""
        target = found.target_ref if found.is_external else found.target_part.partname
        return str(target).removeprefix("/")

    def note_mark(self, kind: str, note: str) -> str:
        """``[1]``, counted over footnotes and endnotes in order of appearance."""
        if (kind, note) not in self.notes:
            self.notes.append((kind, note))
        return f"[{self.notes.index((kind, note)) + 1}]"


class _Walk:
    """The blocks so far, and where the walk stands."""

    def __init__(self, word: WordDocument) -> None:
        styles = related_root(word.part, STYLES)
        numbering = related_root(word.part, NUMBERING)
        self.word = word
        self.styles = Styles(styles[1] if styles else None)
        self.numbering = Numbering(
            numbering[1] if numbering else None, self.styles.numbering_styles()
        )
        self.note_order: list[tuple[str, str]] = []
        self.inline = InlineReader(self.styles, _Relations(word.part, self.note_order))
        self.blocks: list[Block] = []
        self.paragraphs = 0
        self.tables = 0
        self.blank = 0
        self.carried: list[Span] = []
        self.cell: Cell | None = None
        self.place = ""

    def container(self, element: Element) -> None:
        """A body, cell, text box or note: whatever holds paragraphs and tables."""
        for one in element:
            name = name_of(one)
            if name == "w:p":
                self.paragraph(one)
            elif name == "w:tbl":
                self.table(one)
            elif name == "w:sdt":
                content = child(one, "w:sdtContent")
                if content is not None:
                    self.container(content)
            elif name == "mc:AlternateContent":
                branch = chosen_branch(one)
                if branch is not None:
                    self.container(branch)
            elif name in ("m:oMath", "m:oMathPara"):
                paragraph = one.makeelement(qualified("w:p"))
                paragraph.append(one)
                self.paragraph(paragraph)
            elif name in _TRANSPARENT:
                self.container(one)

    def paragraph(self, paragraph: Element) -> None:
        """One paragraph, and after it the text boxes anchored in it."""
        properties = child(paragraph, "w:pPr")
        self.paragraphs += 1
        read, boxes = self.inline.read(paragraph)
        spans = [*self.carried, *read]
        self.carried = []
        mark = child(properties, "w:rPr")
        if any(child(mark, name) is not None for name in DROPPED):
            self.carried = spans  # its end is deleted: it runs on into the next one
        elif trimmed := trim_spans(spans):
            if self.styles.is_code(properties):
                trimmed = merge_spans(spans)  # its indentation means something
            self.blocks.append(self._block(properties, trimmed))
            self.blank = 0
        else:
            self._marker(properties)  # shows nothing here, but is counted
            self.blank += 0 if boxes else 1
        for box in boxes:
            self.container(box)
            self._flush()

    def _block(self, properties: Element | None, spans: tuple[Span, ...]) -> Block:
        block = Block(
            spans=spans,
            cell=self.cell,
            blank_before=self.blank,
            quote_depth=1 if self.styles.is_quote(properties) else 0,
            locator=self.place or f"paragraph {self.paragraphs}",
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
        """Level from 1 in its list, or 0, and the marker; counts the paragraph."""
        list_id, depth, style = self.styles.list_of(properties)
        if not list_id:
            return 0, ""
        if depth is None:
            depth = self.numbering.level_of_style(list_id, style) or 0
        depth = min(max(depth, 0), _DEEPEST)
        return depth + 1, self.numbering.next_marker(list_id, depth)

    def _flush(self) -> None:
        """A deleted paragraph end joins nothing across the borders of a container."""
        if carried := trim_spans(self.carried):
            self.blocks.append(self._block(None, carried))
            self.blank = 0
        self.carried = []

    def table(self, table: Element) -> None:
        """A table's cells by rows; one that stands in a cell is laid flat there."""
        if self.cell is not None:
            for nested in table_cells(table):
                self._contents(nested)
            return
        number, place = self.tables, self.place
        self.tables += 1
        self._flush()
        for one in table_cells(table):
            self.cell = replace(one.cell, table=number)
            self.place = f"table {number + 1}, row {one.cell.row + 1}"
            before = len(self.blocks)
            self._contents(one)
            if len(self.blocks) == before:
                self.blocks.append(Block(cell=self.cell, locator=self.place))
        self.cell, self.place = None, place

    def _contents(self, cell: TableCell) -> None:
        for element in cell.elements:
            self.container(element)
            self._flush()
            self.blank = 0

    def notes(self) -> None:
        """The notes that were referred to, in that order; a note may refer to others."""
        self._flush()
        self.blank = 0
        roots = {
            "footnote": related_root(self.word.part, FOOTNOTES),
            "endnote": related_root(self.word.part, ENDNOTES),
        }
        index = 0
        while index < len(self.note_order):
            kind, note = self.note_order[index]
            index += 1
            related = roots.get(kind)
            if related is None:
                continue
            part, root = related
            self.inline = InlineReader(self.styles, _Relations(part, self.note_order))
            self.place = f"{kind} {index}"
            for element in root.iter(qualified(f"w:{kind}")):
                if attribute(element, "w:id") == note:
                    self.carried = [Span(text=f"[{index}] ", kind=SpanKind.RAW)]
                    self.container(element)
                    self._flush()
        self.place = ""
