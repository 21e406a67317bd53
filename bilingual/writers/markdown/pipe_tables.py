"""Tables of Markdown documents: pipe tables where they suffice, HTML where cells are merged
or hold more than a paragraph."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence

from bilingual.formats.markers import DEFINITION, drawn_marker
from bilingual.formats.shown import printable
from bilingual.model import BlockKind
from bilingual.writers.content import Item, Row, Side, SourceTable
from bilingual.writers.labels import NOTE_SIGN
from bilingual.writers.markdown.escape import escape
from bilingual.writers.markdown.inline_html import inline_html
from bilingual.writers.markdown.span_markup import inline_cell
from bilingual.writers.options import RowNumbers

_STEP = "&emsp;"
"""How a list level is moved in where lists cannot be. The tag keeps it from being trimmed."""
_RULES = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}


def bilingual_table(rows: Iterable[Row], headings: Sequence[str], numbers: RowNumbers) -> str:
    """Rows side by side in one pipe table. List items keep marker and indentation, quotations
    get the ``>`` of e-mail."""
    lines = [[_row_cell(row, side) for side in Side] for row in rows]
    table = [list(headings), *lines]
    if numbers is RowNumbers.NONE:
        return pipe_table(table)
    names = [str(row.number) if numbers is RowNumbers.NUMBER else row.block.id for row in rows]
    numbered = [[name, *line] for name, line in zip(["", *names], table, strict=True)]
    return pipe_table(numbered, ["right", "", ""])


def pipe_table(lines: Sequence[Sequence[str]], aligns: Sequence[str] = ()) -> str:
    """A pipe table of finished cells; its first line is the header."""
    rule = [_RULES[align] for align in aligns or [""] * len(lines[0])]
    drawn = [
        "|" + "".join(f" {cell} |" if cell else " |" for cell in line)
        for line in (lines[0], rule, *lines[1:])
    ]
    return "\n".join(drawn)


def _row_cell(row: Row, side: Side) -> str:
    text = inline_cell(row.spans(side))
    if row.block.kind is BlockKind.HEADING and text:
        text = f"<strong>{text}</strong>"
    return _row_lead(row, side, escape) + text + ("" if side is Side.SOURCE else _notes(row))


def _row_lead(row: Row, side: Side, escaped: Callable[[str], str]) -> str:
    block = row.block
    quotes = "&gt; " * block.quote_depth if block.cell is None else ""
    marker = "" if block.marker == DEFINITION else escaped(drawn_marker(row.marker(side)))
    is_item = block.kind is BlockKind.LIST_ITEM
    steps = max(block.level, 1) - (1 if marker else 0) if is_item else 0
    indentation = f"<span>{_STEP * steps}</span>" if steps else ""
    return f"{quotes}{indentation}{marker} " if marker else f"{indentation}{quotes}"


def _notes(row: Row) -> str:
    return "".join(f"<br>{NOTE_SIGN} {escape(note)}" for note in row.notes)


def source_table(table: SourceTable, side: Side) -> str:
    """One half of a table of the source, by itself."""
    lines = _plain_lines(table, side)
    return pipe_table(lines, _aligns(table)) if lines else html_table(table, side)


def source_tables(table: SourceTable, headings: Sequence[str]) -> list[str]:
    """Both halves of a table of the source: side by side, or each by itself where it is wide."""
    if table.is_wide:
        return [source_table(table, side) for side in Side]
    heads = "".join(f"<th>{heading}</th>" for heading in headings)
    halves = "\n".join(f"<td>\n{html_table(table, side)}\n</td>" for side in Side)
    return [f"<table>\n<tr>{heads}</tr>\n<tr>\n{halves}\n</tr>\n</table>"]


def _aligns(table: SourceTable) -> list[str]:
    return [slot.cell.place.align if slot.cell else "" for slot in table.grid()[0]]


def _plain_lines(table: SourceTable, side: Side) -> list[list[str]]:
    """The cells of a table that a pipe table can hold; empty for others."""
    lines = []
    around = table.block.quote_depth
    for number, line in enumerate(table.grid()):
        cells = []
        for slot in line:
            rows = slot.cell.rows if slot.cell else ()
            if slot.width > 1 or slot.is_continued or len(rows) > 1 or table.has_tables:
                return []
            if any(
                row.block.kind is not BlockKind.PARAGRAPH or row.block.quote_depth != around
                for row in rows
            ):
                return []
            if slot.cell and (slot.cell.place.is_header != (number == 0)):
                return []
            cells.append("".join(_row_cell(row, side) for row in rows))
        lines.append(cells)
    return lines


def html_table(table: SourceTable, side: Side) -> str:
    """One half of a table as HTML without blank lines, which would end it in Markdown."""
    drawn = []
    for line in table.grid():
        cells = []
        for slot in line:
            if slot.is_continued:
                continue
            if slot.cell is None:
                cells.append("<td></td>")
                continue
            place = slot.cell.place
            tag = "th" if place.is_header else "td"
            spans = f' rowspan="{slot.height}"' if slot.height > 1 else ""
            spans += f' colspan="{slot.width}"' if slot.width > 1 else ""
            spans += f' align="{place.align}"' if place.align else ""
            content = _html_items(slot.cell.items, side)
            cells.append(f"<{tag}{spans}>{content}</{tag}>")
        drawn.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join(["<table>", *drawn, "</table>"])


def _html_items(items: Iterable[Item], side: Side) -> str:
    """What stands in a cell: texts, a line break between them, and tables below them."""
    drawn, is_text = "", False
    for item in items:
        if isinstance(item, SourceTable):
            drawn, is_text = f"{drawn}\n{html_table(item, side)}\n", False
        else:
            drawn, is_text = drawn + ("<br>" if is_text else "") + _html_block(item, side), True
    return drawn


def _html_block(row: Row, side: Side) -> str:
    block = row.block
    if block.kind is BlockKind.CODE:
        code = html.escape(printable(block.text.removesuffix("\n")), quote=False)
        return "<pre>" + code.replace("\n", "&#10;") + "</pre>"
    if block.kind is BlockKind.HTML:
        return printable(block.text).replace("\n", " ")
    if block.kind is BlockKind.RULE:
        return "<hr>"
    text = inline_html(row.spans(side))
    if block.kind is BlockKind.HEADING:
        text = f"<strong>{text}</strong>"
    notes = "".join(f"<br>{NOTE_SIGN} {html.escape(printable(note))}" for note in row.notes)
    return _row_lead(row, side, html.escape) + text + ("" if side is Side.SOURCE else notes)
