"""Blocks, spans and tables as elements of a Word document; no layout is decided here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import quote, urlsplit

from bilingual.model import BlockKind, Mark, Span, SpanKind
from bilingual.writers.content import Row, Side, Slot, SourceTable, image_text, printable
from bilingual.writers.docx_styles import StyleSheet
from bilingual.writers.docx_xml import Element, paragraph, relation, run, style_id, w
from bilingual.writers.labels import NOTE_SIGN

_LONGEST_URL = 2083
"""Word takes a package with a longer address for damaged."""
_MARK_PROPERTIES: Sequence[tuple[Mark, str, str]] = (
    (Mark.BOLD, "b", ""),
    (Mark.ITALIC, "i", ""),
    (Mark.STRIKE, "strike", ""),
    (Mark.UNDERLINE, "u", "single"),
    (Mark.SUPERSCRIPT, "vertAlign", "superscript"),
    (Mark.SUBSCRIPT, "vertAlign", "subscript"),
)
"""In the schema's order."""
_SPAN_STYLES = {
    SpanKind.CODE: "Code Char",
    SpanKind.IMAGE: "Image Text",
    SpanKind.RAW: "Raw Char",
}


class Composer:
    """Makes elements, and gathers the styles and links that they refer to."""

    def __init__(self, styles: StyleSheet) -> None:
        self.styles = styles
        self.links: dict[str, str] = {}
        """Address -> name of its relationship."""

    def block(self, row: Row, side: Side, *, is_repeated: bool = False) -> list[Element]:
        """One half of a row: its paragraph and, on the target's side, what checks found.

        A half that stands under the other repeats neither the gap before them nor the marker.
        """
        block = replace(row.block, marker="") if is_repeated else row.block
        content: list[Element] = []
        if block.kind is BlockKind.LIST_ITEM and block.marker:
            content = [run(f"{block.marker}\t", w("rStyle", val=style_id("Marker Char")))]
        if row.is_opaque:
            content += [run(block.text.removesuffix("\n"))]
        else:
            content += self._spans(row.spans(side), side)
        style = self.styles.of_block(block, side, has_gap=row.has_gap and not is_repeated)
        half = [paragraph(style, *content)]
        if row.notes and side is Side.TARGET:
            notes = "\n".join(f"{NOTE_SIGN} {note}" for note in row.notes)
            half.append(paragraph("Finding", run(notes)))
        return half

    def _spans(self, spans: Iterable[Span], side: Side) -> Iterable[Element]:
        for span in spans:
            address = "" if span.kind is SpanKind.IMAGE else linkable(span.href)
            element = _span_run(span, side, is_link=bool(address))
            if address:
                name = self.links.setdefault(address, f"rIdLink{len(self.links) + 1}")
                element = relation("hyperlink", name, element, history=1)
            yield element

    def table(self, table: SourceTable, side: Side, width: int) -> Element:
        """One half of a table of the source."""
        grid = table.grid()
        widths = _column_widths(grid, side, table.column_count, width)
        header_count = next((n for n, line in enumerate(grid) if not _is_header(line)), len(grid))
        lines = []
        for number, line in enumerate(grid):
            line_properties = [w("trPr", w("tblHeader"))] if number < header_count else []
            cells, column = [], 0
            for slot in line:
                covered = sum(widths[column : column + slot.width])
                cells.append(self._cell(slot, side, covered))
                column += slot.width
            lines.append(w("tr", *line_properties, *cells))
        return table_frame("Source Table", widths, lines, has_header=header_count > 0)

    def _cell(self, slot: Slot, side: Side, width: int) -> Element:
        span = [w("gridSpan", val=slot.width)] if slot.width > 1 else []
        merge: list[Element] = []
        content: list[Element] = []
        if slot.cell is None or slot.is_continued:
            merge = [w("vMerge")] if slot.is_continued else []
            content = [paragraph(f"{side} Table Text")]
        else:
            merge = [w("vMerge", val="restart")] if slot.cell.place.row_span > 1 else []
            content = [element for row in slot.cell.rows for element in self.block(row, side)]
        return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), *span, *merge), *content)


def table_frame(
    style: str, widths: Sequence[int], lines: Iterable[Element], *, has_header: bool
) -> Element:
    """A table of fixed column widths around its finished lines."""
    flags = {"firstRow": int(has_header), "lastRow": 0, "firstColumn": 0, "lastColumn": 0}
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=style_id(style)),
            w("tblW", w=sum(widths), type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblLook", **flags, noHBand=1, noVBand=1),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        *lines,
    )


def linkable(address: str) -> str:
    """The address as Word accepts it; empty where it is no link to the web or to a mailbox."""
    address = printable(address).strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and bool(parts.netloc)
    if not is_web and not (parts.scheme == "mailto" and parts.path):
        return ""
    if re.search(r"[\s<>\"{}|\\^`%]", parts.netloc):
        return ""
    encoded = quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", address), safe="%/:?#[]@!$&'()*+,;=~")
    encoded = encoded.replace(quote(parts.netloc, safe="[]:@"), parts.netloc, 1)
    return encoded if len(encoded) <= _LONGEST_URL else ""


def _span_run(span: Span, side: Side, *, is_link: bool) -> Element:
    style = _SPAN_STYLES.get(span.kind, "Hyperlink" if is_link else "")
    properties = [w("rStyle", val=style_id(style))] if style else []
    text = image_text(span) if span.kind is SpanKind.IMAGE else span.text
    if side is Side.SOURCE and span.kind is SpanKind.TEXT and not text.isascii():
        properties.append(w("rFonts", hint="eastAsia"))
    marked = {tag: value for mark, tag, value in _MARK_PROPERTIES if mark in span.marks}
    properties += [w(tag, val=value) if value else w(tag) for tag, value in marked.items()]
    return run(text, *properties)


def _is_header(line: Sequence[Slot]) -> bool:
    cells = [slot.cell for slot in line if slot.cell]
    return bool(cells) and all(cell.place.is_header for cell in cells)


def _column_widths(
    grid: Sequence[Sequence[Slot]], side: Side, column_count: int, width: int
) -> list[int]:
    """Share the width by the columns' longest texts, within bounds that keep all readable."""
    wanted = [6] * column_count
    for line in grid:
        column = 0
        for slot in line:
            if slot.cell and slot.width == 1:
                texts = ("".join(span.text for span in row.spans(side)) for row in slot.cell.rows)
                longest = max(map(_display_width, texts))
                wanted[column] = max(wanted[column], min(longest + 2, 30))
            column += slot.width
    shares = [width * units // sum(wanted) for units in wanted]
    shares[-1] += width - sum(shares)
    return shares


def _display_width(text: str) -> int:
    return sum(2 if character >= "\u2e80" else 1 for character in text[:40])
