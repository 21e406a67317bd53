"""Markdown documents: the layouts.

* side by side: pipe tables, one row a block. Three things break the table, because Markdown
  cannot hold them in one: a heading, which becomes a real heading of both texts
  (``## 背景 / Background``) so that outlines and fragments work; code, HTML, displayed maths and
  rules, which pass through once; and tables of the source, which stand in an HTML table left
  and right, or one after the other where they are wide.
  In cells, list items keep marker and indentation and quotations get the ``>`` of e-mail.
* interleaved: real Markdown, source above target. A list item holds both as its paragraphs,
  a quotation too; a table of the source comes twice. A term that is defined has both on its line.
* target only: real Markdown, the translation alone.

In all of them a footnote is a real footnote, which holds its text in all shown languages.
Markdown has no space between paragraphs to vary, so gaps in the source are not shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from bilingual.formats.markdown_ledger import ledger_comment
from bilingual.formats.markers import DEFINITION
from bilingual.model import BilingualDocument, Block, BlockKind, Layout, Mark, Part, Span
from bilingual.writers import labels
from bilingual.writers.content import SHOWN_SIDES, Item, Row, SourceTable, arrange
from bilingual.writers.ledgers import ledger_of
from bilingual.writers.markdown.containers import Flow, is_shown_by_list
from bilingual.writers.markdown.document_fields import front_matter
from bilingual.writers.markdown.escape import guard_line
from bilingual.writers.markdown.footnotes_text import (
    definition,
    known_notes,
    label_of,
    names_referred_to,
    notes_of,
    resolved_note,
)
from bilingual.writers.markdown.heading_links import contents, redirected
from bilingual.writers.markdown.opaque import is_displayed_maths, passes_through, verbatim
from bilingual.writers.markdown.pipe_tables import bilingual_table, source_table, source_tables
from bilingual.writers.markdown.span_markup import inline, inline_line
from bilingual.writers.options import ShownFindings, WriteOptions
from bilingual.writers.outline import drawn_headings, outline

_QUOTATION = Block(quote_depth=1)


def write(document: BilingualDocument, options: WriteOptions) -> bytes:
    """A Markdown document."""
    flow = Flow(is_tight=options.layout is Layout.TARGET_ONLY)
    title = _title(document, options)
    items = arrange(document, options.source_text)
    headings = outline(document.pairs, items, options.layout, title)
    known = known_notes(items)
    items = _rewritten(
        items, lambda span: redirected(resolved_note(span, known), headings.fragments)
    )
    if options.findings is ShownFindings.NONE:
        items = _without_findings(items)
    _open(flow, document, options, title)
    if options.has_contents and headings.entries:
        flow.add(_strong(labels.contents_title(options)))
        flow.add(contents(headings.entries))
    shown = (item for item in items if not item.block.note)
    for part, group in groupby(shown, key=lambda item: item.block.part):
        if part is not Part.BODY:
            flow.add(_strong(labels.chapter_title(part, options)))
        if options.layout is Layout.SIDE_BY_SIDE:
            _side_by_side(group, flow, document, options)
        else:
            _stacked(list(group), flow, options.layout)
    closing = labels.closing_note(document)
    if closing and options.findings is not ShownFindings.NONE:
        flow.add(closing)
    _add_footnotes(flow, items, options.layout)
    ledger = ledger_of(document, items, options)
    text = f"{front_matter(document, options)}\n{flow.text()}".rstrip("\n") + "\n"
    text += ledger_comment(ledger) if ledger.rows else ""
    return text.encode("utf-8", "backslashreplace")


def _title(document: BilingualDocument, options: WriteOptions) -> str:
    """The title that the cover shows: one that neither the text nor its front matter has."""
    if not options.has_cover or document.document.front_matter:
        return ""
    if not labels.has_title_of_its_own(document, options):
        return ""
    return labels.shown_title(document, options.source_text)


def _open(flow: Flow, document: BilingualDocument, options: WriteOptions, title: str) -> None:
    """The cover, and the warning that stands before every draft."""
    if title:
        flow.add(f"# {inline_line([Span(text=title)])}")
    if options.has_cover:
        flow.add(_cover(document, options), _QUOTATION)
    notice = labels.draft_notice(document)
    if notice:
        alert = "\n\n".join(map(_text, (notice, labels.DRAFT_NOTICE_SOURCE)))
        flow.add(f"[!WARNING]\n{alert}", _QUOTATION)


def _cover(document: BilingualDocument, options: WriteOptions) -> str:
    """Where the text comes from, who translated it, what the marks mean: a line each."""
    if options.findings is ShownFindings.COMMENTS:  # Markdown has none
        options = replace(options, findings=ShownFindings.NOTES)
    facts = labels.cover_facts(document, options)
    lines = (f"{_strong(name)}: {_text(fact)}" for name, fact in facts)
    return "\\\n".join(lines)


def _side_by_side(
    items: Iterable[Item], flow: Flow, document: BilingualDocument, options: WriteOptions
) -> None:
    names = labels.column_headings(document)
    for is_tabular, group in groupby(items, key=_fits_a_pipe_table):
        if is_tabular:
            rows = [item for item in group if isinstance(item, Row)]
            flow.add(bilingual_table(rows, names, options.row_numbers))
            continue
        for item in group:
            if isinstance(item, SourceTable):
                block = item.block
                for table in source_tables(item, names):
                    flow.add(table, block)
                    block = replace(block, quote_start=0)
            elif item.block.kind is BlockKind.HEADING:
                _add_headings(flow, item, Layout.SIDE_BY_SIDE)
            else:
                flow.add(verbatim(item.block), item.block)


def _fits_a_pipe_table(item: Item) -> bool:
    if isinstance(item, SourceTable):
        return False
    return not passes_through(item.block) and item.block.kind is not BlockKind.HEADING


def _stacked(items: Sequence[Item], flow: Flow, layout: Layout) -> None:
    for item, following in zip_longest(items, items[1:]):
        block = item.block
        if isinstance(item, SourceTable):
            for side in SHOWN_SIDES[layout]:
                flow.add(source_table(item, side), block)
                block = replace(block, quote_start=0)
        elif block.kind is BlockKind.HEADING:
            _add_headings(flow, item, layout)
        elif passes_through(block):
            flow.add(verbatim(block), block)
        else:
            is_term = following is not None and following.block.marker == DEFINITION
            texts = [*_paragraphs(item, layout), *_notes(item)]
            if is_term:
                texts = [guard_line("<br>".join(_lines(item, layout)))]
            if block.kind is BlockKind.LIST_ITEM:
                marker = item.marker(SHOWN_SIDES[layout][0])
                flow.add_item(replace(block, marker=marker), texts)
            else:
                for text in texts:
                    flow.add(text, block)
                    block = replace(block, quote_start=0)


def _paragraphs(row: Row, layout: Layout) -> list[str]:
    """The texts of a paragraph or list item; what is not translated comes once."""
    if is_displayed_maths(row.block):
        return [verbatim(row.block)]
    return [text for spans in _halves(row, layout) if (text := inline(spans))]


def _lines(row: Row, layout: Layout) -> list[str]:
    """The same, each on one line."""
    lines = [inline_line(spans) for spans in _halves(row, layout)]
    return [line for line in (*lines, *_notes(row)) if line]


def _halves(row: Row, layout: Layout) -> list[tuple[Span, ...]]:
    """What a row shows. A marker that no list of Markdown draws leads its half, unless it is that
    of the half above."""
    first, *others = SHOWN_SIDES[layout]
    if not row.block.is_translatable and all(row.spans(one) == row.spans(first) for one in others):
        others = []
    marker = row.marker(first)
    halves = [row.spans(first) if is_shown_by_list(marker) else row.marked_spans(first)]
    for side in others:
        is_shared = row.marker(side) == marker
        halves.append(row.spans(side) if is_shared else row.marked_spans(side))
    return halves


def _add_headings(flow: Flow, row: Row, layout: Layout) -> None:
    block, sign = row.block, "#" * min(max(row.block.level, 1), 6)
    for spans in drawn_headings(row, layout):
        # Links lead to headings by their text, which would have the readings in it.
        bare = (replace(span, reading="") for span in spans)
        flow.add(f"{sign} {inline_line(bare)}".rstrip(), block)
        block = replace(block, quote_start=0)
    for note in _notes(row):
        flow.add(note, block)


def _add_footnotes(flow: Flow, items: Iterable[Item], layout: Layout) -> None:
    """The footnotes. One that nothing in Markdown refers to would not be shown, so if the source
    refers to it, from a table that had to be HTML, it becomes a paragraph."""
    shown_layout = Layout.INTERLEAVED if layout is Layout.SIDE_BY_SIDE else layout
    notes = {}
    for name, inside in notes_of(items).items():
        text = Flow(is_tight=layout is Layout.TARGET_ONLY)
        _stacked(inside, text, shown_layout)
        notes[name] = text.text()
    referred = names_referred_to("\n".join([flow.text(), *notes.values()]))
    for name, inside in notes_of(items).items():
        label = label_of(inside)
        if label and name not in referred:
            flow.add(f"{_text(label)} {notes[name]}")
        else:
            is_paragraph = _is_paragraph(inside[0])
            flow.add(definition(name, notes[name], is_paragraph=is_paragraph))


def _is_paragraph(item: Item) -> bool:
    return isinstance(item, Row) and item.block.kind is BlockKind.PARAGRAPH


def _notes(row: Row) -> list[str]:
    return [_text(f"{labels.NOTE_SIGN} {note}") for note in row.notes]


def _strong(text: str) -> str:
    return inline((Span(text=text, marks=frozenset({Mark.BOLD})),))


def _text(text: str) -> str:
    return inline((Span(text=text),))


def _rewritten(items: Iterable[Item], change: Callable[[Span], Span]) -> tuple[Item, ...]:
    """The items with every span changed."""
    return _each_row(
        items,
        lambda row: replace(
            row,
            block=replace(row.block, spans=tuple(map(change, row.block.spans))),
            target=tuple(map(change, row.target)),
        ),
    )


def _without_findings(items: Iterable[Item]) -> tuple[Item, ...]:
    return _each_row(items, lambda row: replace(row, notes=(), remarks=()))


def _each_row(items: Iterable[Item], change: Callable[[Row], Row]) -> tuple[Item, ...]:
    return tuple(
        change(item)
        if isinstance(item, Row)
        else replace(
            item,
            cells=tuple(replace(one, items=_each_row(one.items, change)) for one in item.cells),
        )
        for item in items
    )
