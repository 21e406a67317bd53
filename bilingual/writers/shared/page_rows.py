"""Rows and tables of a page, in the lists and quotations that they stand in.

A row holds its halves side by side or one above the other; which of the two, the style sheet
decides by the room there is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from bilingual.chinese.characters import has_han
from bilingual.formats.html.elements import NOTHING, Html, element, lines, text, verbatim
from bilingual.formats.markers import drawn_marker
from bilingual.model import Block, BlockKind, SpanKind
from bilingual.writers.content import Item, Row, Side, SourceTable, rows_of
from bilingual.writers.labels import NOTE_SIGN
from bilingual.writers.ledgers import is_learnable
from bilingual.writers.options import RowNumbers, ShownFindings
from bilingual.writers.shared.page_sentences import Inliner, reference_id

_DEEPEST = 9
"""Lists and quotations nested deeper are shown at this depth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """Writes items; their text is the inliner's."""

    inliner: Inliner
    languages: dict[Side, str]
    row_numbers: RowNumbers
    heading_shift: int
    """How many levels lower than in the source headings stand, under a title of the page."""
    is_edited: bool = False
    """Whether people correct rows in the page, which has their names then."""

    def items(self, items: Iterable[Item]) -> Html:
        """Items one after the other."""
        return lines(*self._quotations(list(items), 0))

    def _quotations(self, items: Sequence[Item], depth: int) -> Iterator[Html]:
        for is_deeper, group in _parted(items, lambda item: _quote_depth(item.block) > depth):
            if is_deeper:
                for quotation in _quotations_in(group, depth + 1):
                    yield element("blockquote", lines(*self._quotations(quotation, depth + 1)))
            else:
                yield from self._lists(group, 0)

    def _lists(self, items: Sequence[Item], depth: int) -> Iterator[Html]:
        for is_deeper, group in _parted(items, lambda item: _list_depth(item.block) > depth):
            if is_deeper:
                entries = (
                    element("li", lines(*self._lists(entry, depth + 1)))
                    for entry in _entries(group, depth + 1)
                )
                yield element("ul", lines(*entries), role="list")
            else:
                yield from map(self.item, group)

    def item(self, item: Item) -> Html:
        """A row or a table of the source."""
        if isinstance(item, SourceTable):
            return self._row(item, self._table(item), "table")
        return self._row(item, self._content(item), _kind(item))

    def _row(self, item: Item, content: Html, kind: str) -> Html:
        number = str(item.number) if self.row_numbers is RowNumbers.NUMBER else item.block.id
        is_numbered = self.row_numbers is not RowNumbers.NONE and number
        label = [element("a", text(number), class_="number", href=f"#{row_id(item)}")]
        depth = _list_depth(item.block)
        return element(
            "div",
            *(label if is_numbered else []),
            element("div", content, class_="content"),
            class_=f"row {kind}" + (f" depth-{depth}" if depth else ""),
            id=row_id(item),
        )

    def _content(self, row: Row) -> Html:
        if row.is_opaque:
            return _opaque(row.block)
        halves = self.inliner.halves(row)
        if _is_figure(row):
            return element("p", next(iter(halves.values())), class_="figure")
        if row.block.kind is BlockKind.HEADING:
            return self.heading(row, halves, row.block.level + self.heading_shift)
        written = [
            self._half("p", side, self._lead(row, side), content, row=row)
            for side, content in halves.items()
        ]
        return lines(element("div", *written, class_="halves"), self._notes(row))

    def heading(self, row: Row, halves: dict[Side, Html], level: int) -> Html:
        """A heading in all languages shown."""
        spans = (
            self._half("span", side, self._lead(row, side), content, row=row)
            for side, content in halves.items()
        )
        tag, lower = f"h{min(max(level, 1), 6)}", level if level > 6 else None
        return lines(element(tag, *spans, class_="halves", aria_level=lower), self._notes(row))

    def _half(self, tag: str, side: Side, *content: Html, row: Row | None = None) -> Html:
        kind = f"half {side.lower()}" + (" spaced" if _is_spaced(content) else "")
        name = self._name(row) if row else None
        return element(tag, *content, class_=kind, lang=self.languages[side], data_row=name)

    def _name(self, row: Row) -> str | None:
        """By what corrections of the page know a row."""
        return row.block.id if self.is_edited and is_learnable(row) else None

    def _lead(self, row: Row, side: Side) -> Html:
        """What stands before the text: the label of a note and the way back, or a marker."""
        parts = []
        number = self.inliner.notes.get(row.block.note)
        if row.label and number:
            label, back = text(row.label), reference_id(number, side)
            if self.inliner.references[number, side]:
                label = element("a", label, href=f"#{back}", aria_label="Back to the text")
            parts.append(element("span", label, Html(" "), class_="label"))
        if marker := drawn_marker(row.marker(side)):
            parts.append(element("span", text(f"{marker} "), class_="marker"))
        return Html("".join(parts))

    def _notes(self, row: Row) -> Html:
        """What checks found, below the translation."""
        if self.inliner.findings is not ShownFindings.NOTES or not row.notes:
            return NOTHING
        notes = (
            element("p", text(f"{NOTE_SIGN} {note}"), class_="half target note")
            for note in row.notes
        )
        return element("div", *notes, class_="halves notes")

    def _table(self, table: SourceTable) -> Html:
        texts = {id(row): self._cell_texts(row) for row in rows_of(table)}
        halves = (
            self._half("div", side, self._table_half(table, side, texts))
            for side in self.inliner.sides
        )
        return element("div", *halves, class_="halves wide" if table.is_wide else "halves")

    def _cell_texts(self, row: Row) -> dict[Side, Html]:
        return {} if row.is_opaque else self.inliner.halves(row)

    def _table_half(
        self, table: SourceTable, side: Side, texts: Mapping[int, dict[Side, Html]]
    ) -> Html:
        """One half of a table; ``texts`` are those of its rows, by their identities."""
        lines = []
        for line in table.grid():
            slots = []
            for slot in line:
                cell = slot.cell
                if cell is None:
                    slots.append(element("td"))
                elif not slot.is_continued:
                    inside = (
                        self._table_half(item, side, texts)
                        if isinstance(item, SourceTable)
                        else self._cell_row(item, side, texts[id(item)])
                        for item in cell.items
                    )
                    slots.append(
                        element(
                            "th" if cell.place.is_header else "td",
                            *inside,
                            colspan=slot.width if slot.width > 1 else None,
                            rowspan=slot.height if slot.height > 1 else None,
                            scope="col" if cell.place.is_header else None,
                            class_=cell.place.align or None,
                        )
                    )
            lines.append(element("tr", *slots))
        return element("table", *lines)

    def _cell_row(self, row: Row, side: Side, texts: dict[Side, Html]) -> Html:
        if row.is_opaque:
            return _opaque(row.block)
        depth = _list_depth(row.block)
        kind = f"depth-{depth}" if depth else _kind(row) if _kind(row) != "paragraph" else None
        paragraph = element(
            "p", self._lead(row, side), texts[side], class_=kind, data_row=self._name(row)
        )
        is_noted = side is Side.TARGET and self.inliner.findings is ShownFindings.NOTES
        notes = row.notes if is_noted else ()
        return Html(
            paragraph
            + "".join(element("p", text(f"{NOTE_SIGN} {note}"), class_="note") for note in notes)
        )


def row_id(item: Item) -> str:
    """The element that an item becomes."""
    return f"row-{item.number}"


def _opaque(block: Block) -> Html:
    """Code and markup as they stand, for both languages."""
    if block.kind is BlockKind.RULE:
        return element("hr")
    info = re.sub(r"[^\w+#.-]", "", block.info.split(maxsplit=1)[0]) if block.info.strip() else ""
    code = element(
        "code",
        verbatim(block.text.removesuffix("\n")),
        class_=f"language-{info}" if info else None,
    )
    return element("pre", code, class_=block.kind.value, translate="no")


def _kind(row: Row) -> str:
    """Class names of a row: its nature and how it stands."""
    block = row.block
    names = [block.kind.value]
    names += ["caption"] if block.is_caption else []
    names += ["contents"] if block.is_contents else []
    names += ["gap"] if row.has_gap else []
    names += ["same"] if row.target == block.spans and not has_han(block.text) else []
    return " ".join(names)


def _is_figure(row: Row) -> bool:
    """Whether a row is nothing but images, the same in both languages."""
    spans = [span for span in row.block.spans if span.text.strip() or span.is_opaque]
    is_drawn = bool(spans) and all(span.kind is SpanKind.IMAGE for span in spans)
    return is_drawn and row.target == row.block.spans and not row.block.marker


def _is_spaced(content: Iterable[Html]) -> bool:
    """Whether a text has white space that browsers would draw as one space."""
    return any("\t" in one or "  " in one for one in content)


def _quote_depth(block: Block) -> int:
    return min(block.quote_depth, _DEEPEST)


def _list_depth(block: Block) -> int:
    depth = block.level if block.kind is BlockKind.LIST_ITEM else block.list_depth
    return min(depth, _DEEPEST)


def _parted(
    items: Sequence[Item], is_deeper: Callable[[Item], bool]
) -> Iterator[tuple[bool, list[Item]]]:
    for deeper, group in groupby(items, is_deeper):
        yield deeper, list(group)


def _quotations_in(items: Iterable[Item], depth: int) -> Iterator[list[Item]]:
    """Items of quotations of this depth, parted where another one begins."""
    quotation: list[Item] = []
    for item in items:
        if quotation and 0 < item.block.quote_start <= depth:
            yield quotation
            quotation = []
        quotation.append(item)
    yield quotation


def _entries(items: Iterable[Item], depth: int) -> Iterator[list[Item]]:
    """The items of one list, each with what belongs to it."""
    entry: list[Item] = []
    for item in items:
        if entry and item.block.marker and _list_depth(item.block) == depth:
            yield entry
            entry = []
        entry.append(item)
    yield entry
