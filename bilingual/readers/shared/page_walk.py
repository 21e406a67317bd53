"""Elements of a web page -> blocks.

Elements nest, blocks are flat: the walk carries what it stands in (a list item, a quotation, a
table cell, a note, formatting) and writes it on each block. The walk recurses; trees are at most
256 levels deep, the parsers' own bound.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bilingual.formats.html.tags import BLOCKS, CODE, HEADINGS, LISTS
from bilingual.formats.markers import BULLET
from bilingual.formats.xml import Element, tag_of, text_of
from bilingual.model import Block, BlockKind, Cell, Mark, Span, SpanKind
from bilingual.readers.shared.gathering import Run
from bilingual.readers.shared.page_code import code_language, formula_text, is_prose
from bilingual.readers.shared.page_images import read_image
from bilingual.readers.shared.page_notes import is_way_back
from bilingual.readers.shared.page_place import OpenItem, PagePlace, first_number, own_number
from bilingual.readers.shared.page_tables import is_layout, page_cells, strays_of
from bilingual.readers.shared.policy import EMPTY_CELL, cell_locator
from bilingual.spans import trim_spans


@dataclass(slots=True, kw_only=True)
class PageWalk:
    """Gathers the blocks of one or several trees."""

    address: Callable[[str], str] = str
    """What an address in the tree is outside of it; empty where it leads nowhere."""
    image_address: Callable[[str], str] = str
    """The same for images."""
    references: dict[Element, str] = field(default_factory=dict)
    """Links that refer to notes, with the notes' names."""
    notes: dict[Element, str] = field(default_factory=dict)
    """Elements that are notes, with their names, as long as they have not been read."""
    ways_back: frozenset[Element] = frozenset()
    """Links that lead from notes to where these are referred to."""
    marks: dict[str, str] = field(default_factory=dict)
    """The names of notes that have been referred to, each with the mark that does."""
    chapter: str = ""
    """What messages say before the number of the paragraph."""
    blocks: list[Block] = field(default_factory=list)
    tables: int = 0
    paragraphs: int = 0
    quote_start: int = 0
    """The depth of the outermost quotation of which nothing has been read yet; 0 for none."""
    run: Run = field(default_factory=Run)
    place_name: str = ""

    def read(self, top: Element) -> None:
        """Add the blocks of an element."""
        self._element(top, PagePlace())
        self._flush(PagePlace())

    def read_left_notes(self) -> None:
        """Add the notes that were referred to, but stand elsewhere."""
        left = {name: element for element, name in self.notes.items() if name in self.marks}
        for element in left.values():
            self.read(element)

    def _element(self, element: Element, place: PagePlace) -> None:
        tag = tag_of(element)
        if element in self.notes:
            name = self.notes.pop(element)
            place = PagePlace(note=name, cell=place.cell)
            if tag == "li":  # the mark takes the place of the item's number
                self._inside(element, place)
                return
        if tag in BLOCKS:
            self._block(tag, element, place)
        elif tag == "br":
            self.run.raw("\n") if place.is_raw else self.run.line_break()
        elif tag == "hr":
            self._flush(place)
            self._add(Block(kind=BlockKind.RULE), place)
        elif tag == "img":
            self._image(element, place)
        elif tag == "math":
            self.run.opaque(Span(text=formula_text(element), kind=SpanKind.RAW))
        elif tag in CODE and not place.is_raw:
            self._code(element, place)
        elif tag == "a":
            self._link(element, place)
        elif tag == "q":
            self.run.text("“", place.style)
            self._content(element, place.inside(element))
            self.run.text("”", place.style)
        else:
            self._content(element, place.inside(element))

    def _block(self, tag: str, element: Element, place: PagePlace) -> None:
        self._flush(place)
        if tag in LISTS:
            self._list(element, place)
        elif tag == "table" and not is_layout(element) and (cells := page_cells(element)):
            self._table(element, cells, place)
        elif tag == "pre" and not is_prose(element):
            self._inside(element, replace(place, is_raw=True))
        elif tag == "pre":
            self._verse(element, place)
        elif tag == "blockquote":
            self.quote_start = self.quote_start or place.quote_depth + 1
            self._inside(element, replace(place, quote_depth=place.quote_depth + 1))
        elif tag == "dd":
            self._inside(element, replace(place, items=(*place.items, OpenItem(":"))))
        elif tag in ("figcaption", "caption"):
            self._inside(element, replace(place, is_caption=True))
        elif tag in HEADINGS:
            self._inside(element, replace(place, heading=HEADINGS[tag]))
        else:
            self._inside(element, place)

    def _inside(self, element: Element, place: PagePlace) -> None:
        inner = place.inside(element)
        self._content(element, inner)
        self._flush(inner, info=code_language(element))

    def _content(self, element: Element, place: PagePlace) -> None:
        self._text(element.text, place)
        for child in element:
            self._element(child, place)
            self._text(child.tail, place)

    def _text(self, text: str | None, place: PagePlace) -> None:
        if text:
            self.run.raw(text) if place.is_raw else self.run.text(text, place.style)

    def _list(self, element: Element, place: PagePlace) -> None:
        if place.note and not place.items and len(element) == 1:
            self._element(element[0], place)  # a list of one item only holds the note
            return
        number = first_number(element)
        step = -1 if element.get("reversed") is not None else 1
        self._text(element.text, place)
        for child in element:
            tag = tag_of(child)
            if tag == "li" and child not in self.notes:
                self._flush(place)
                number = own_number(child, number)
                marker = f"{number}." if tag_of(element) == "ol" else BULLET
                number += step
                self._inside(child, replace(place, items=(*place.items, OpenItem(marker))))
            else:
                self._element(child, place)
            self._text(child.tail, place)
        self._flush(place)

    def _table(
        self, table: Element, cells: Sequence[tuple[Cell, Element]], place: PagePlace
    ) -> None:
        for text, stray in strays_of(table):
            self._text(text, place)
            if stray is not None:
                self._element(stray, place)
        self._flush(place)
        number, self.tables, name = self.tables, self.tables + 1, self.place_name
        for at, cell in cells:
            own = replace(at, table=number, outer=place.cell)
            self.place_name = cell_locator(own, name)
            inner = replace(place, cell=own)
            if tag_of(cell) == "th" and not at.is_header:
                bold = replace(place.style, marks=place.style.marks | {Mark.BOLD})
                inner = replace(inner, style=bold)
            before = len(self.blocks)
            self._element(cell, inner)
            self._flush(inner)
            if len(self.blocks) == before:
                self._add(EMPTY_CELL, inner)
        self.place_name = name

    def _link(self, element: Element, place: PagePlace) -> None:
        if name := self.references.get(element):
            shown = "".join(text_of(element).split())
            mark = self.marks.setdefault(name, shown or f"[{len(self.marks) + 1}]")
            self.run.opaque(Span(text=shown or mark, kind=SpanKind.NOTE, href=name))
        elif place.note and (element in self.ways_back or is_way_back(element)):
            return
        else:
            inner = place.inside(element)
            if href := self.address((element.get("href") or "").strip()):
                title = element.get("title") or ""
                inner = replace(inner, style=replace(inner.style, href=href, title=title))
            self._content(element, inner)

    def _image(self, element: Element, place: PagePlace) -> None:
        image = read_image(element, self.image_address)
        if image is not None:
            self.run.opaque(replace(image, link=place.style.href))

    def _code(self, element: Element, place: PagePlace) -> None:
        if text := text_of(element):
            self.run.opaque(replace(place.style, text=text, kind=SpanKind.CODE))

    def _verse(self, element: Element, place: PagePlace) -> None:
        """Prose that somebody put in ``<pre>``: a paragraph a line."""
        for line in "".join(map(str, element.itertext())).splitlines():
            self.run.text(line, place.style)
            self._flush(place)

    def _flush(self, place: PagePlace, *, info: str = "") -> None:
        """End the paragraph that has been gathered, if any."""
        if place.is_raw:
            if (text := self.run.take_raw().strip("\n")).strip():
                code = Block(kind=BlockKind.CODE, spans=(Span(text=text),), info=info)
                self._add(code, place)
            return
        for spans in self.run.take():
            if place.heading:
                block = self._heading(spans, place)
            elif place.items:
                block = Block(kind=BlockKind.LIST_ITEM, spans=spans)
            else:
                block = Block(spans=spans)
            self._add(block, place)

    def _heading(self, spans: tuple[Span, ...], place: PagePlace) -> Block:
        """A heading; pictures in it, such as a logo, become a paragraph before it."""
        marker = place.items[-1].take_marker() if place.items else ""
        pictures = tuple(span for span in spans if span.kind is SpanKind.IMAGE)
        texts = trim_spans(span for span in spans if span.kind is not SpanKind.IMAGE)
        if pictures and texts:
            self._add(Block(spans=pictures), place)
        return Block(
            kind=BlockKind.HEADING,
            spans=tuple(replace(one, marks=one.marks - {Mark.BOLD}) for one in texts or pictures),
            level=place.heading,
            marker="" if marker == BULLET else marker,
        )

    def _add(self, block: Block, place: PagePlace) -> None:
        depth = len(place.items)
        item = place.items[-1] if depth else None
        if block.kind is BlockKind.LIST_ITEM:
            assert item is not None, "only in a list"
            block = replace(block, level=depth, marker=item.take_marker())
        else:
            if item is not None and item.is_new and block.kind is not BlockKind.RULE:
                self._add(Block(kind=BlockKind.LIST_ITEM), place)  # the marker, bare
            block = replace(block, list_depth=depth)
        start, self.quote_start = self.quote_start, 0
        self.paragraphs += 1
        where = self.place_name or f"paragraph {self.paragraphs}"
        self.blocks.append(
            replace(
                block,
                quote_depth=place.quote_depth,
                quote_start=start if start <= place.quote_depth else 0,
                cell=place.cell,
                note=place.note,
                is_caption=place.is_caption,
                locator=f"{self.chapter}, {where}" if self.chapter else where,
            )
        )
