"""OpenDocument texts -> Document, in the order of reading (ODF 1.3, OASIS)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.limits import too_deep
from bilingual.formats.markers import BULLET
from bilingual.formats.xml import Element, tag_of, text_of, word_set
from bilingual.formats.zip_files import ZipSeed
from bilingual.model import Block, BlockKind, Cell, Document, Part, Span, with_ids
from bilingual.readers.odt.inline import SHAPES, UNREAD, InlineReader, raw_text
from bilingual.readers.odt.styles import Styles, attribute, number
from bilingual.readers.odt.tables import table_cells
from bilingual.readers.shared.dates import first_date
from bilingual.readers.shared.policy import EMPTY_CELL, PageParts, cell_locator
from bilingual.spans import first_heading

_MANIFEST = "META-INF/manifest.xml"
_INDEXES = word_set(
    "table-of-content illustration-index table-index object-index user-index alphabetical-index"
)
_PARTS = {"header": Part.HEADER, "footer": Part.FOOTER}
_MOST_BLOCKS = 200_000


def read_odt(path: Path, data: bytes, *, encoding: str | None = None) -> Document:
    """Read an OpenDocument text; ``path`` names it. The format fixes its encoding itself.

    Raises `ReadError` for files that are protected, damaged, or unpack beyond reason.
    """
    archive = ZipSeed(path, data, "OpenDocument")
    if _MANIFEST in archive and any(
        tag_of(one) == "encryption-data" for one in archive.read_xml(_MANIFEST).iter()
    ):
        raise ReadError(path, "is protected with a password", "save a copy without it")
    content = archive.read_xml("content.xml")
    styles = archive.read_xml("styles.xml") if "styles.xml" in archive else None
    bodies = (one for one in content.iter() if tag_of(one) == "body")
    text = next((one for body in bodies for one in body if tag_of(one) == "text"), None)
    if text is None:
        raise archive.damaged("it holds no text document")
    walk = _Walk(archive, Styles([content] if styles is None else [styles, content]))
    try:
        walk.document(text, styles)
    except RecursionError:
        raise too_deep(path) from None
    blocks = with_ids(walk.blocks)
    facts = _facts(archive)
    return Document(
        name=path.name,
        format="odt",
        blocks=blocks,
        title=facts.get("title") or first_heading(blocks),
        author=facts.get("initial-creator") or facts.get("creator", ""),
        date=first_date(blocks) or _day(facts.get("creation-date", "")),
        media=tuple(walk.inline.media.values()),
    )


def _facts(archive: ZipSeed) -> dict[str, str]:
    if "meta.xml" not in archive:
        return {}
    return {tag_of(one): text_of(one) for one in archive.read_xml("meta.xml").iter()}


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


@dataclass(slots=True)
class _Counts:
    """How far the items of a list are counted, level by level."""

    counts: list[int] = field(default_factory=list)

    def next(self, depth: int, start: int, restart: int) -> list[int]:
        """Count one more item at a depth from 1; ``restart`` sets it to that number."""
        above = [*self.counts, *[1] * depth][: depth - 1]
        own = self.counts[depth - 1] + 1 if len(self.counts) >= depth else start
        self.counts = [*above, restart or own]
        return self.counts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """What the walk stands in."""

    depth: int = 0
    """Of lists."""
    list_style: str = ""
    counts: _Counts = field(default_factory=_Counts)
    marker: list[str] = field(default_factory=list)
    """The marker of the item that is open, until a block has taken it."""
    cell: Cell | None = None
    note: str = ""
    part: Part = Part.BODY
    is_contents: bool = False
    name: str = ""
    """Of the place, for messages, where that is not the number of the paragraph."""


class _Walk:
    """The blocks so far."""

    def __init__(self, archive: ZipSeed, styles: Styles) -> None:
        self.archive, self.styles = archive, styles
        self.inline = InlineReader(archive=archive, styles=styles)
        self.blocks: list[Block] = []
        self._headings = _Counts()
        self._lists: dict[str, _Counts] = {}
        self._tables = self._paragraphs = 0

    def document(self, text: Element, styles: Element | None) -> None:
        """The main text, its notes, then headers, footers and comments."""
        self._container(text, _Place())
        for number_, (name, body) in enumerate(self.inline.notes, 1):  # notes in notes follow
            self._container(body, _Place(note=name, name=f"note {number_}"))
        parts = PageParts()
        for one in styles.iter() if styles is not None else ():
            if part := _PARTS.get(tag_of(one).partition("-")[0]):
                before = len(self.blocks)
                self._container(one, _Place(part=part, name=str(part)))
                self.blocks[before:] = parts.take(part, self.blocks[before:])
        for comment in self.inline.comments:
            author = next((text_of(one) for one in comment if tag_of(one) == "creator"), "")
            name = f"comment by {author}" if author else "comment"
            self._container(comment, _Place(part=Part.COMMENT, name=name))

    def _container(self, element: Element, place: _Place) -> None:
        for one in element:
            tag = tag_of(one)
            if tag in ("p", "h"):
                self._paragraph(one, place)
            elif tag == "list":
                self._list(one, place)
            elif tag == "table":
                self._table(one, place)
            elif tag in SHAPES:
                self._add_all(self.inline.read_shape(one), Block(), place)
            elif tag not in UNREAD:
                inner = replace(place, is_contents=True) if tag in _INDEXES else place
                self._container(one, inner)

    def _paragraph(self, element: Element, place: _Place) -> None:
        self._paragraphs += 1
        style = attribute(element, "style-name")
        if self.styles.is_code(style):
            if (text := "".join(raw_text(element))).strip():
                code = Block(kind=BlockKind.CODE, spans=(Span(text=text),), list_depth=place.depth)
                self._add(code, place)
            return
        block = Block(
            quote_depth=1 if self.styles.is_quote(style) else 0,
            is_caption=self.styles.is_caption(style),
        )
        marks = self.styles.marks("paragraph", style)
        if tag_of(element) == "h" or self.styles.is_title(style):
            level = number(attribute(element, "outline-level"), 1)
            block = replace(block, kind=BlockKind.HEADING, level=min(max(level, 1), 9))
            marks = frozenset()
        spans = self.inline.read(element, Span(text="", marks=marks))
        if tag_of(element) == "h" and spans and not place.marker:
            block = replace(block, marker=self._heading_marker(element, block.level))
        self._add_all(spans, block, place)

    def _heading_marker(self, element: Element, level: int) -> str:
        shown = self.styles.outline.get(level)
        if shown is None or attribute(element, "is-list-header") == "true":
            return ""
        restart = number(attribute(element, "start-value"), 0)
        counts = self._headings.next(level, shown.start, restart)
        return shown.marker(counts, self.styles.outline)

    def _add_all(self, paragraphs: list[tuple[Span, ...]], block: Block, place: _Place) -> None:
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

    def _list(self, element: Element, place: _Place) -> None:
        style = attribute(element, "style-name") or place.list_style
        depth, counts = place.depth + 1, place.counts
        if depth == 1:
            goes_on = attribute(element, "continue-numbering") == "true"
            goes_on = goes_on or attribute(element, "continue-list") != ""
            counts = self._lists.get(style, _Counts()) if goes_on else _Counts()
            self._lists[style] = counts
        inner = replace(place, depth=depth, list_style=style, counts=counts, marker=[])
        for item in element:
            marker = ""
            is_counted = tag_of(item) == "list-item" and not _begins_with_list(item)
            if is_counted:
                marker = self._item_marker(item, inner)
            self._container(item, replace(inner, marker=[marker] if marker else []))

    def _item_marker(self, item: Element, place: _Place) -> str:
        levels = self.styles.levels(place.list_style)
        level = levels.get(place.depth)
        restart = number(attribute(item, "start-value"), 0)
        counts = place.counts.next(place.depth, level.start if level else 1, restart)
        if level is None:
            return "" if levels else BULLET
        return level.marker(counts, levels)

    def _table(self, element: Element, place: _Place) -> None:
        table, is_nested = self._tables, place.cell is not None
        self._tables += 0 if is_nested else 1
        cells = table_cells(element)
        if not cells:
            self._container(element, place)
        for at, cell in cells:
            inner = replace(place, depth=0, marker=[])
            if not is_nested:  # blocks know one table; what is nested in it lies flat there
                own = replace(at, table=table)
                inner = replace(inner, cell=own, name=cell_locator(own, place.name))
            before = len(self.blocks)
            self._container(cell, inner)
            if len(self.blocks) == before and not is_nested:
                self._add(EMPTY_CELL, inner)

    def _add(self, block: Block, place: _Place) -> None:
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


def _begins_with_list(item: Element) -> bool:
    """Whether an item is only there to hold a deeper list, and so is not counted."""
    return len(item) > 0 and tag_of(item[0]) == "list"
