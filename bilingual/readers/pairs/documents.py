"""Documents with two languages: Word, Markdown, web pages; ours and those of others.

A table whose columns are told apart holds pairs, row by row. What stands outside of tables holds
pairs where Chinese texts and others alternate: ours say that they do, others show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path

from bilingual.model import (
    OPAQUE_KINDS,
    Block,
    BlockKind,
    Cell,
    Document,
    Layout,
    Mark,
    Part,
    SpanKind,
)
from bilingual.readers import read_document
from bilingual.readers.pairs.bilingual_tables import Table, join_tables, read_table
from bilingual.readers.pairs.sequence import Side, Text, are_alternating, pair_sequence
from bilingual.readers.pairs.texts import NoPairsError, PairsRead, TextPair, shown_text

_COVER = re.compile(r"(?:来源 )?Source: |(?:\[!WARNING\]\s+)?Draft machine translation")
"""How our own Markdown begins what it says of itself."""
_CHAPTERS = frozenset(
    ("注释 Notes", "页眉 Page headers", "页脚 Page footers", "批注 Comments", "目录 Contents")
)
"""What our own documents put over parts, in both languages as it stands."""
_LINE = re.compile(r"line (\d+)")
_RAW_TABLES = 1_000_000
"""A number that sets tables apart from those that the reader has numbered."""
_NO_TEXT = frozenset({SpanKind.IMAGE, SpanKind.NOTE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a document says of the hand that wrote it."""

    layout: Layout | None = None
    """How a document of ours is laid out; None for one by others."""
    sides: Mapping[str, Side] = field(default_factory=dict)
    """Of the paragraphs of our own Word files, by `Block.element`. Others are no text."""
    referring: frozenset[str] = frozenset()
    """Paragraphs of ours in which numbers of notes stand as text."""


def read_pairs_of(path: Path, document: Document, origin: Origin) -> PairsRead:
    """The pairs of a document that was read; raises `ReadError` if it has none."""
    if origin.layout is Layout.TARGET_ONLY:
        raise without_pairs(path, "its layout is target-only")
    parts = list(_read_parts(document, origin))
    join_tables([part for part in parts if isinstance(part, Table)])
    outside = [pair for part in parts if not isinstance(part, Table) for pair in part]
    is_alternating = origin.layout is not None or are_alternating(outside)
    pairs, remarks = list[TextPair](), list(document.remarks)
    for part in parts:
        if isinstance(part, Table):
            pairs += part.pairs
            remarks += part.remarks
        elif is_alternating:
            pairs += part
    if pairs and not is_alternating and outside:
        many = f"{len(outside)} Chinese paragraph{'s' * (len(outside) > 1)}"
        remarks.append(f"{many} outside of tables with no translation beside: not checked")
    if not pairs:
        reason = remarks[-1] if remarks else "nothing stands beside or below its Chinese"
        raise without_pairs(path, reason)
    numbered = (replace(pair, row=row) for row, pair in enumerate(pairs, 1))
    are_ours = origin.layout is not None
    return PairsRead(pairs=tuple(numbered), remarks=tuple(remarks), are_ours=are_ours)


def without_pairs(path: Path, reason: str) -> NoPairsError:
    """What is said of a document that does not hold two languages."""
    return NoPairsError(
        path,
        f"has no pairs of a text and its translation ({reason})",
        "give a file in which one stands beside or below the other",
    )


def _read_parts(document: Document, origin: Origin) -> Iterator[Table | list[TextPair]]:
    """Its tables, and what stands between them."""
    blocks = [block for block in document.blocks if block.part is Part.BODY]
    is_ours = origin.layout is not None
    if is_ours and not origin.sides:
        blocks = without_cover(blocks)
    for number, group in _by_table(_with_raw_tables(blocks)):
        if number is not None:
            cells = _by_cell(group)
            texts = {cell: _texts(inside, origin) for cell, inside in cells.items()}
            yield read_table(f"table {number + 1}", texts, is_ours=is_ours)
        elif origin.layout is Layout.SIDE_BY_SIDE:
            kept = [block for block in group if block.kind is BlockKind.HEADING or block.note]
            yield list(pair_sequence(_texts(kept, origin)))
        else:
            yield list(pair_sequence(_texts(group, origin)))


def _by_table(blocks: Iterable[Block]) -> Iterator[tuple[int | None, list[Block]]]:
    """The blocks of each table, with its number, and what stands between tables. A table that is
    nested in another one interrupts that, but the outer table is one all the same."""
    groups: list[tuple[int | None, list[Block]]] = []
    tables: dict[int, list[Block]] = {}
    for block in blocks:
        number = block.cell.table if block.cell else None
        if number is not None and number in tables:
            tables[number].append(block)
        elif groups and groups[-1][0] == number:
            groups[-1][1].append(block)
        else:
            groups.append((number, [block]))
            if number is not None:
                tables[number] = groups[-1][1]
    yield from groups


def _by_cell(blocks: Iterable[Block]) -> dict[Cell, list[Block]]:
    cells: dict[Cell, list[Block]] = {}
    for block in blocks:
        if block.cell:
            cells.setdefault(block.cell, []).append(block)
    return cells


def _with_raw_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with the cells of those tables in HTML that the reader of Markdown passed
    through, since they have no Chinese in them."""
    found = 0
    for block in blocks:
        is_table = block.kind is BlockKind.HTML and block.text.lstrip().startswith("<table")
        if not is_table:
            yield block
            continue
        found += _RAW_TABLES
        page = read_document(Path("table.html"), block.text.encode())
        for inside in page.blocks:
            if cell := inside.cell:
                numbered = replace(cell, table=found + cell.table)
                yield replace(inside, cell=numbered, locator=block.locator)


def without_cover(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of our own Markdown after the quotation in which it tells of itself, and after
    the title that may stand before that."""
    for start in (0, 1):
        cover = list(takewhile(lambda block: block.quote_depth, blocks[start:]))
        if any(_COVER.match(block.text) for block in cover):
            return list(blocks[start + len(cover) :])
    return list(blocks)


def _texts(blocks: Iterable[Block], origin: Origin) -> list[Text]:
    """What of the blocks is text."""
    made = []
    for block in blocks:
        text = _text(block, block.element in origin.referring)
        is_text = block.kind not in OPAQUE_KINDS and not _is_entry(block)
        if not (is_text and text) or (origin.layout and text in _CHAPTERS):
            continue
        if origin.sides and block.element not in origin.sides:
            continue
        line = _LINE.search(block.locator)
        made.append(
            Text(
                text=text,
                side=origin.sides.get(block.element, Side.UNKNOWN),
                is_heading=block.kind is BlockKind.HEADING,
                id=block.id if origin.layout else "",
                line=int(line[1]) if line else 0,
            )
        )
    return made


def _is_entry(block: Block) -> bool:
    """Whether it is an entry of a table of contents, which says headings again."""
    links = [span.href for span in block.spans if span.text.strip()]
    is_of_links = bool(links) and all(href.startswith("#") for href in links)
    return (block.is_contents or is_of_links) and not block.cell


def _text(block: Block, is_referring: bool) -> str:
    """A block's text, without references to notes and what our documents add."""
    return shown_text(
        "".join(
            span.text
            for span in block.spans
            if span.kind not in _NO_TEXT
            and not (span.kind is SpanKind.RAW and span.text.startswith("<"))
            and not (is_referring and Mark.SUPERSCRIPT in span.marks and span.text.isdigit())
        )
    )
