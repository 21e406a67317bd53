"""Elements of a web page -> blocks.

Elements nest, blocks are flat: the walk carries what it stands in (a list item, a quotation, a
table cell, a note, formatting) and writes it on each block. The walk recurses; trees are at most
256 levels deep, the parsers' own bound.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bilingual.formats.html.tree import Element, tag_of, text_of, words
from bilingual.model import Block, BlockKind, Cell, Mark, Span, SpanKind
from bilingual.readers.html.code import CODE_TAGS, code_language, formula_text, is_prose
from bilingual.readers.html.images import read_image
from bilingual.readers.html.inline import Run, marks_of
from bilingual.readers.html.notes import is_way_back
from bilingual.readers.html.tables import is_layout, strays_of, table_cells
from bilingual.spans import trim_spans

_BLOCKS = words(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li"
    " main menu nav ol p pre section summary table tbody td tfoot th thead tr ul"
    " caption option search title"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = words("ul ol dir menu")
_BULLET = "•"
_PLAIN = Span(text="")


@dataclass(slots=True)
class _Item:
    """A list item that is open; its marker belongs to its first block."""

    marker: str
    is_new: bool = True

    def take(self) -> str:
        """The marker, the first time; then none."""
        marker, self.is_new = (self.marker if self.is_new else ""), False
        return marker


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """What the walk stands in."""

    style: Span = _PLAIN
    """Formatting: a span still without text."""
    heading: int = 0
    items: tuple[_Item, ...] = ()
    quote_depth: int = 0
    cell: Cell | None = None
    note: str = ""
    is_caption: bool = False
    is_raw: bool = False
    """Whether white space is kept, as in ``<pre>``."""


@dataclass(slots=True, kw_only=True)
class Walk:
    """Gathers the blocks of one or several trees."""

    address: Callable[[str], str] = str
    """What an address in the tree is outside of it; empty where it leads nowhere."""
    image_address: Callable[[str], str] = str
    """The same for images."""
    references: dict[Element, str] = field(default_factory=dict)
    """Links that refer to notes, with the notes' names."""
    notes: dict[Element, str] = field(default_factory=dict)
    """Elements that are notes, with their names, as long as they have not been read."""
    referred: set[str] = field(default_factory=set)
    """The names of notes that have been referred to."""
    chapter: str = ""
    """What messages say before the number of the paragraph."""
    blocks: list[Block] = field(default_factory=list)
    tables: int = 0
    paragraphs: int = 0
    run: Run = field(default_factory=Run)
    place_name: str = ""

    def read(self, top: Element) -> None:
        """Add the blocks of an element."""
        self._element(top, _Place())
        self._flush(_Place())

    def read_left_notes(self) -> None:
        """Add the notes that were referred to, but stand elsewhere."""
        left = {name: element for element, name in self.notes.items() if name in self.referred}
        for element in left.values():
            self.read(element)

    def _element(self, element: Element, place: _Place) -> None:
        tag = tag_of(element)
        if element in self.notes:
            name = self.notes.pop(element)
            place = _Place(note=name, cell=place.cell)
            if tag == "li":  # the mark takes the place of the item's number
                self._inside(element, place)
                return
        if tag in _BLOCKS:
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
        elif tag in CODE_TAGS and not place.is_raw:
            self._code(element, place)
        elif tag == "a":
            self._link(element, place)
        elif tag == "q":
            self.run.text("“", place.style)
            self._content(element, _styled(element, place))
            self.run.text("”", place.style)
        else:
            self._content(element, _styled(element, place))

    def _block(self, tag: str, element: Element, place: _Place) -> None:
        self._flush(place)
        if tag in _LISTS:
            self._list(element, place)
        elif tag == "table" and not is_layout(element) and (cells := table_cells(element)):
            self._table(element, cells, place)
        elif tag == "pre" and not is_prose(element):
            self._inside(element, replace(place, is_raw=True))
        elif tag == "pre":
            self._verse(element, place)
        elif tag == "blockquote":
            self._inside(element, replace(place, quote_depth=place.quote_depth + 1))
        elif tag == "dd":
            self._inside(element, replace(place, items=(*place.items, _Item(":"))))
        elif tag in ("figcaption", "caption"):
            self._inside(element, replace(place, is_caption=True))
        elif tag in _HEADINGS:
            self._inside(element, replace(place, heading=_HEADINGS[tag]))
        else:
            self._inside(element, place)

    def _inside(self, element: Element, place: _Place) -> None:
        inner = _styled(element, place)
        self._content(element, inner)
        self._flush(inner, info=code_language(element))

    def _content(self, element: Element, place: _Place) -> None:
        self._text(element.text, place)
        for child in element:
            self._element(child, place)
            self._text(child.tail, place)

    def _text(self, text: str | None, place: _Place) -> None:
        if text:
            self.run.raw(text) if place.is_raw else self.run.text(text, place.style)

    def _list(self, element: Element, place: _Place) -> None:
        number = _start(element)
        step = -1 if element.get("reversed") is not None else 1
        self._text(element.text, place)
        for child in element:
            tag = tag_of(child)
            if tag == "li" and child not in self.notes:
                self._flush(place)
                number = _value(child, number)
                marker = f"{number}." if tag_of(element) == "ol" else _BULLET
                number += step
                self._inside(child, replace(place, items=(*place.items, _Item(marker))))
            else:
                self._element(child, place)
            self._text(child.tail, place)
        self._flush(place)

    def _table(self, table: Element, cells: Sequence[tuple[Cell, Element]], place: _Place) -> None:
        for text, stray in strays_of(table):
            self._text(text, place)
            if stray is not None:
                self._element(stray, place)
        self._flush(place)
        if place.cell is not None:  # blocks know one table; what is nested in it lies flat there
            for _, cell in cells:
                self._inside(cell, place)
            return
        number, self.tables = self.tables, self.tables + 1
        for at, cell in cells:
            self.place_name = f"table {number + 1}, row {at.row + 1}"
            inner = replace(place, cell=replace(at, table=number))
            if tag_of(cell) == "th" and not at.is_header:
                bold = replace(place.style, marks=place.style.marks | {Mark.BOLD})
                inner = replace(inner, style=bold)
            before = len(self.blocks)
            self._element(cell, inner)
            self._flush(inner)
            if len(self.blocks) == before:
                self._add(Block(), inner)
        self.place_name = ""

    def _link(self, element: Element, place: _Place) -> None:
        if name := self.references.get(element):
            self.referred.add(name)
            mark = "".join(text_of(element).split()) or "*"
            self.run.opaque(Span(text=mark, kind=SpanKind.NOTE, href=name))
        elif place.note and is_way_back(element):
            return
        else:
            inner = _styled(element, place)
            if href := self.address((element.get("href") or "").strip()):
                title = element.get("title") or ""
                inner = replace(inner, style=replace(inner.style, href=href, title=title))
            self._content(element, inner)

    def _image(self, element: Element, place: _Place) -> None:
        image = read_image(element, self.image_address)
        if image is not None:
            self.run.opaque(replace(image, link=place.style.href))

    def _code(self, element: Element, place: _Place) -> None:
        if text := text_of(element):
            self.run.opaque(replace(place.style, text=text, kind=SpanKind.CODE))

    def _verse(self, element: Element, place: _Place) -> None:
        """Prose that somebody put in ``<pre>``: a paragraph a line."""
        for line in "".join(map(str, element.itertext())).splitlines():
            self.run.text(line, place.style)
            self._flush(place)

    def _flush(self, place: _Place, *, info: str = "") -> None:
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

    def _heading(self, spans: tuple[Span, ...], place: _Place) -> Block:
        """A heading; pictures in it, such as a logo, become a paragraph before it."""
        marker = place.items[-1].take() if place.items else ""
        pictures = tuple(span for span in spans if span.kind is SpanKind.IMAGE)
        texts = trim_spans(span for span in spans if span.kind is not SpanKind.IMAGE)
        if pictures and texts:
            self._add(Block(spans=pictures), place)
        return Block(
            kind=BlockKind.HEADING,
            spans=tuple(replace(one, marks=one.marks - {Mark.BOLD}) for one in texts or pictures),
            level=place.heading,
            marker="" if marker == _BULLET else marker,
        )

    def _add(self, block: Block, place: _Place) -> None:
        depth = len(place.items)
        item = place.items[-1] if depth else None
        if block.kind is BlockKind.LIST_ITEM:
            assert item is not None, "only in a list"
            block = replace(block, level=depth, marker=item.take())
        else:
            if item is not None and item.is_new and block.kind is not BlockKind.RULE:
                self._add(Block(kind=BlockKind.LIST_ITEM), place)  # the marker, bare
            block = replace(block, list_depth=depth)
        self.paragraphs += 1
        where = self.place_name or f"paragraph {self.paragraphs}"
        self.blocks.append(
            replace(
                block,
                quote_depth=place.quote_depth,
                cell=place.cell,
                note=place.note,
                is_caption=place.is_caption,
                locator=f"{self.chapter}, {where}" if self.chapter else where,
            )
        )


def _styled(element: Element, place: _Place) -> _Place:
    marks = marks_of(element)
    if place.style.href:
        marks -= {Mark.UNDERLINE}  # no emphasis in a link
    if not marks or marks <= place.style.marks:
        return place
    return replace(place, style=replace(place.style, marks=place.style.marks | marks))


def _start(element: Element) -> int:
    items = sum(tag_of(one) == "li" for one in element)
    default = items if element.get("reversed") is not None else 1
    return _integer(element.get("start"), default)


def _value(item: Element, number: int) -> int:
    return _integer(item.get("value"), number)


def _integer(text: str | None, default: int) -> int:
    try:
        return int((text or "")[:7])
    except ValueError:
        return default
