"""Markdown documents: the layouts.

* side by side: pipe tables, one row a block. Three things break the table, because Markdown
  cannot hold them in one: a heading, which becomes a real heading of both texts
  (``## 背景 / Background``) so that outlines and anchors work; code, HTML and rules, which
  pass through once; and tables of the source, which stand in an HTML table left and right.
  In cells, list items keep marker and indentation and quotations get the ``>`` of e-mail.
* interleaved: real Markdown, source above target. A list item holds both as its paragraphs,
  a quotation too; a table of the source comes twice.
* target only: real Markdown, the translation alone.

Markdown has no space between paragraphs to vary, so gaps in the source are not shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from bilingual.model import BilingualDocument, Block, BlockKind, Layout, Span
from bilingual.writers import labels
from bilingual.writers.content import (
    SHOWN_SIDES,
    Item,
    Row,
    Side,
    SourceTable,
    WriteOptions,
    arrange,
)
from bilingual.writers.front_matter import front_matter
from bilingual.writers.markdown_flow import Flow, is_shown_by_list
from bilingual.writers.markdown_inline import inline, inline_line
from bilingual.writers.markdown_tables import bilingual_table, source_table, source_tables


def write(document: BilingualDocument, options: WriteOptions) -> bytes:
    """A Markdown document."""
    flow = Flow()
    notice = labels.draft_notice(document)
    if notice:
        notices = (notice, labels.DRAFT_NOTICE_SOURCE)
        alert = "\n\n".join(map(_text, notices))
        flow.add(f"[!WARNING]\n{alert}", quote_depth=1)
    items = arrange(document, options.source_text)
    if options.layout is Layout.SIDE_BY_SIDE:
        _side_by_side(items, flow, labels.column_headings(document))
    else:
        _stacked(items, flow, SHOWN_SIDES[options.layout])
    closing = labels.closing_note(document)
    if closing:
        flow.add(closing)
    text = f"{front_matter(document, options)}\n{flow.text()}".rstrip("\n") + "\n"
    return text.encode("utf-8", "backslashreplace")


def _side_by_side(items: Iterable[Item], flow: Flow, names: tuple[str, str]) -> None:
    for is_tabular, group in groupby(items, key=_fits_a_pipe_table):
        if is_tabular:
            flow.add(bilingual_table([item for item in group if isinstance(item, Row)], names))
            continue
        for item in group:
            if isinstance(item, SourceTable):
                flow.add(source_tables(item, names))
            elif item.is_opaque:
                flow.add(_opaque(item.block), quote_depth=item.block.quote_depth)
            else:
                halves = [inline_line(item.spans(side)) for side in Side]
                _add_heading(flow, item.block, " / ".join(filter(None, halves)))
                _add_notes(flow, item)


def _fits_a_pipe_table(item: Item) -> bool:
    if isinstance(item, SourceTable):
        return False
    return not item.is_opaque and item.block.kind is not BlockKind.HEADING


def _stacked(items: Iterable[Item], flow: Flow, sides: tuple[Side, ...]) -> None:
    for item in items:
        if isinstance(item, SourceTable):
            for side in sides:
                flow.add(source_table(item, side))
        elif item.is_opaque:
            flow.add(_opaque(item.block), quote_depth=item.block.quote_depth)
        elif item.block.kind is BlockKind.HEADING:
            for side in sides:
                _add_heading(flow, item.block, inline_line(item.spans(side)))
            _add_notes(flow, item)
        elif item.block.kind is BlockKind.LIST_ITEM:
            flow.add_item(item.block, _item_paragraphs(item, sides))
        else:
            for side in sides:
                text = inline(item.spans(side))
                if text:
                    flow.add(text, quote_depth=item.block.quote_depth)
            _add_notes(flow, item)


def _item_paragraphs(row: Row, sides: tuple[Side, ...]) -> list[str]:
    """The texts of a list item. A marker that Markdown does not know leads the first."""
    marker = row.block.marker
    lead = () if is_shown_by_list(marker) or not marker else (Span(text=f"{marker} "),)
    texts = []
    for number, side in enumerate(sides):
        spans = (*lead, *row.spans(side)) if number == 0 else row.spans(side)
        texts.append(inline(spans))
    return [text for text in (*texts, *_notes(row)) if text]


def _add_heading(flow: Flow, block: Block, text: str) -> None:
    sign = "#" * min(max(block.level, 1), 6)
    flow.add(f"{sign} {text}".rstrip(), quote_depth=block.quote_depth)


def _add_notes(flow: Flow, row: Row) -> None:
    for note in _notes(row):
        flow.add(note, quote_depth=row.block.quote_depth)


def _notes(row: Row) -> list[str]:
    return [_text(f"{labels.NOTE_SIGN} {note}") for note in row.notes]


def _text(text: str) -> str:
    return inline((Span(text=text),))


def _opaque(block: Block) -> str:
    """A block that passes through untouched."""
    if block.kind is BlockKind.RULE:
        return "---"
    text = block.text.removesuffix("\n")
    if block.kind is BlockKind.HTML:
        return text
    sign = "~" if "`" in block.info else "`"
    longest = max(map(len, re.findall(f"{sign}+", text)), default=0)
    fence = sign * max(3, longest + 1)
    return f"{fence}{' '.join(block.info.split())}\n{text}\n{fence}"
