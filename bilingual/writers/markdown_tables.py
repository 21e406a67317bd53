"""Tables of Markdown documents: pipe tables where they suffice, HTML where cells are merged
or hold more than a paragraph."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence

from bilingual.model import BlockKind
from bilingual.writers.content import Row, Side, SourceTable, printable
from bilingual.writers.labels import NOTE_SIGN
from bilingual.writers.markdown_inline import escape, inline_cell, inline_html

_STEP = "&emsp;"
"""How a list level is moved in where lists cannot be."""


def bilingual_table(rows: Iterable[Row], headings: Sequence[str]) -> str:
    """Rows side by side in one pipe table. List items keep marker and indentation, quotations
    get the ``>`` of e-mail."""
    lines = [[_row_cell(row, side) for side in Side] for row in rows]
    return pipe_table([headings, *lines])


def pipe_table(lines: Sequence[Sequence[str]]) -> str:
    """A pipe table of finished cells; its first line is the header."""
    rule = "|" + " --- |" * len(lines[0])
    drawn = ["|" + "".join(f" {cell} |" if cell else " |" for cell in line) for line in lines]
    return "\n".join([drawn[0], rule, *drawn[1:]])


def _row_cell(row: Row, side: Side) -> str:
    text = inline_cell(row.spans(side))
    if row.block.kind is BlockKind.HEADING and text:
        text = f"<strong>{text}</strong>"
    return _row_lead(row, escape) + text + ("" if side is Side.SOURCE else _notes(row))


def _row_lead(row: Row, escaped: Callable[[str], str]) -> str:
    block = row.block
    lead = "&gt; " * block.quote_depth
    if block.kind is BlockKind.LIST_ITEM:
        depth = max(block.level, 1) - (1 if block.marker else 0)
        lead += _STEP * depth + (f"{escaped(block.marker)} " if block.marker else "")
    return lead


def _notes(row: Row) -> str:
    return "".join(f"<br>{NOTE_SIGN} {escape(note)}" for note in row.notes)


def source_table(table: SourceTable, side: Side) -> str:
    """One half of a table of the source, by itself."""
    lines = _plain_lines(table, side)
    return pipe_table(lines) if lines else html_table(table, side)


def source_tables(table: SourceTable, headings: Sequence[str]) -> str:
    """Both halves of a table of the source, side by side."""
    heads = "".join(f"<th>{heading}</th>" for heading in headings)
    halves = "\n".join(f"<td>\n{html_table(table, side)}\n</td>" for side in Side)
    return f"<table>\n<tr>{heads}</tr>\n<tr>\n{halves}\n</tr>\n</table>"


def _plain_lines(table: SourceTable, side: Side) -> list[list[str]]:
    """The cells of a table that a pipe table can hold; empty for others."""
    lines = []
    for number, line in enumerate(table.grid()):
        cells = []
        for slot in line:
            rows = slot.cell.rows if slot.cell else ()
            if slot.width > 1 or slot.is_continued or len(rows) > 1:
                return []
            if any(
                row.block.kind is not BlockKind.PARAGRAPH or row.block.quote_depth for row in rows
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
            spans = f' rowspan="{place.row_span}"' if place.row_span > 1 else ""
            spans += f' colspan="{slot.width}"' if slot.width > 1 else ""
            content = "<br>".join(_html_block(row, side) for row in slot.cell.rows)
            cells.append(f"<{tag}{spans}>{content}</{tag}>")
        drawn.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join(["<table>", *drawn, "</table>"])


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
    return _row_lead(row, html.escape) + text + ("" if side is Side.SOURCE else notes)
