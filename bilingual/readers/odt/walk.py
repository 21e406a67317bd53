"""The blocks of an OpenDocument text, in the order of reading (ODF 1.3, OASIS)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bilingual.errors import ReadError
from bilingual.formats.xml import Element, tag_of, text_of, word_set
from bilingual.formats.zip_files import ZipSeed
from bilingual.model import Block, BlockKind, Cell, Part, Span
from bilingual.readers.odt.form_fields import control_texts
from bilingual.readers.odt.inline import SHAPES, UNREAD, OdtInline
from bilingual.readers.odt.lists import ListCounts, OdtNumbering
from bilingual.readers.odt.styles import OdtStyles, local_attribute, read_count
from bilingual.readers.odt.tables import odt_cells
from bilingual.readers.shared.policy import EMPTY_CELL, PageParts, cell_locator

_INDEXES = word_set(
    "table-of-content illustration-index table-index object-index user-index alphabetical-index"
)
_PARTS = {"header": Part.HEADER, "footer": Part.FOOTER}
_MOST_BLOCKS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OdtPlace:
    """What the walk stands in."""

    depth: int = 0
    """Of lists."""
    list_style: str = ""
    counts: ListCounts = field(default_factory=ListCounts)
    marker: list[str] = field(default_factory=list)
    """The marker of the item that is open, until a block has taken it."""
    cell: Cell | None = None
    note: str = ""
    part: Part = Part.BODY
    is_contents: bool = False
    name: str = ""
    """Of the place, for messages, where that is not the number of the paragraph."""


class OdtWalk:
    """The blocks so far."""

    def __init__(self, archive: ZipSeed, styles: OdtStyles, *, keeps_hidden: bool) -> None:
        self.archive, self.styles = archive, styles
        self.inline = OdtInline(archive=archive, styles=styles, keeps_hidden=keeps_hidden)
        self.blocks: list[Block] = []
        self._numbering = OdtNumbering(styles)
        self._tables = self._paragraphs = 0

    def document(self, text: Element, styles: Element | None) -> None:
        """The main text, its notes, then headers, footers and comments."""
        self.inline.controls = control_texts(text)
        self._container(text, OdtPlace())
        for number_, (name, body) in enumerate(self.inline.notes, 1):  # notes in notes follow
            self._container(body, OdtPlace(note=name, name=f"note {number_}"))
        parts = PageParts()
        for one in styles.iter() if styles is not None else ():
            if part := _PARTS.get(tag_of(one).partition("-")[0]):
                before = len(self.blocks)
                self._container(one, OdtPlace(part=part, name=str(part)))
                self.blocks[before:] = parts.take(part, self.blocks[before:])
        for comment in self.inline.comments:
            author = next((text_of(one) for one in comment if tag_of(one) == "creator"), "")
            name = f"comment by {author}" if author else "comment"
            self._container(comment, OdtPlace(part=Part.COMMENT, name=name))

    def _container(self, element: Element, place: OdtPlace) -> None:
        for one in element:
            tag = tag_of(one)
            if tag in ("p", "h"):
                self._paragraph(one, place)
            elif tag == "list":
                self._list(one, place)
            elif tag == "table":
                self._table(one, place)
            elif tag == "section" and self.inline.hides(one):
                self.inline.leave_out(one)
            elif tag in SHAPES or tag == "control":
                self._add_all(self.inline.read_shape(one), Block(), place)
            elif tag not in UNREAD:
                inner = replace(place, is_contents=True) if tag in _INDEXES else place
                self._container(one, inner)

    def _paragraph(self, element: Element, place: OdtPlace) -> None:
        self._paragraphs += 1
        style = local_attribute(element, "style-name")
        if self.styles.is_code(style):
            if (text := self.inline.read_raw(element)).strip():
                code = Block(kind=BlockKind.CODE, spans=(Span(text=text),), list_depth=place.depth)
                self._add(code, place)
            return
        block = Block(
            quote_depth=1 if self.styles.is_quote(style) else 0,
            is_caption=self.styles.is_caption(style),
        )
        marks = self.styles.marks("paragraph", style)
        if tag_of(element) == "h" or self.styles.is_title(style):
            level = read_count(local_attribute(element, "outline-level"), 1)
            block = replace(block, kind=BlockKind.HEADING, level=min(max(level, 1), 9))
            marks = frozenset()
        spans = self.inline.read(element, Span(text="", marks=marks))
        if tag_of(element) == "h" and spans and not place.marker:
            block = replace(block, marker=self._numbering.heading_marker(element, block.level))
        self._add_all(spans, block, place)

    def _add_all(self, paragraphs: list[tuple[Span, ...]], block: Block, place: OdtPlace) -> None:
        """Add the blocks of a paragraph, then those of the boxes that are anchored in it."""
        for spans in paragraphs:
            made = replace(block, spans=spans)
            if place.depth:
                marker = place.marker.pop() if place.marker else ""
                if block.kind is BlockKind.HEADING:
                    made = replace(made, marker=marker or block.marker)
                else:
                    made = replace(made, kind=BlockKind.LIST_ITEM, level=place.depth, marker=marker)
            self._add(made, place)
        boxes, self.inline.boxes = self.inline.boxes, []
        for box in boxes:
            self._container(box, replace(place, depth=0, marker=[]))

    def _list(self, element: Element, place: OdtPlace) -> None:
        style = local_attribute(element, "style-name") or place.list_style
        depth, counts = place.depth + 1, place.counts
        if depth == 1:
            counts = self._numbering.open_list(element, style)
        inner = replace(place, depth=depth, list_style=style, counts=counts, marker=[])
        for item in element:
            marker = self._numbering.item_marker(item, style, depth, counts)
            self._container(item, replace(inner, marker=[marker] if marker else []))

    def _table(self, element: Element, place: OdtPlace) -> None:
        table = self._tables
        self._tables += 1
        cells = odt_cells(element)
        if not cells:
            self._container(element, place)
        for at, cell in cells:
            own = replace(at, table=table, outer=place.cell)
            name = cell_locator(own, place.name)
            inner = replace(place, depth=0, marker=[], cell=own, name=name)
            before = len(self.blocks)
            self._container(cell, inner)
            if len(self.blocks) == before:
                self._add(EMPTY_CELL, inner)

    def _add(self, block: Block, place: OdtPlace) -> None:
        if len(self.blocks) >= _MOST_BLOCKS:
            raise ReadError(
                self.archive.path, f"has more than {_MOST_BLOCKS:,} paragraphs", "split it"
            )
        self.blocks.append(
            replace(
                block,
                cell=place.cell,
                note=place.note,
                part=place.part,
                is_contents=place.is_contents,
                locator=place.name or f"paragraph {self._paragraphs}",
            )
        )
