"""Documents with two languages: Word, Markdown, web pages; ours and those of others.

A table whose columns are told apart holds pairs, row by row. What stands outside of tables holds
pairs where Chinese texts and others alternate: ours say that they do, others show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from bilingual.model import OPAQUE_KINDS, Block, BlockKind, Document, Layout, Mark, Part, SpanKind
from bilingual.readers.pairs.bilingual_tables import Table, join_tables, read_table
from bilingual.readers.pairs.sequence import Side, Text, are_alternating, pair_sequence
from bilingual.readers.pairs.texts import NoPairsError, PairsRead, TextPair, shown_text

_COVER = "来源 Source"
"""How the cover of our own Markdown begins."""
_CHAPTERS = frozenset(
    ("注释 Notes", "页眉 Page headers", "页脚 Page footers", "批注 Comments", "目录 Contents")
)
"""What our own documents put over parts, in both languages as it stands."""
_LINE = re.compile(r"line (\d+)")
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
        is_alone = origin.layout is Layout.TARGET_ONLY
        raise without_pairs(path, "its layout is target-only" if is_alone else reason)
    numbered = (replace(pair, row=row) for row, pair in enumerate(pairs, 1))
    return PairsRead(pairs=tuple(numbered), remarks=tuple(remarks))


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
        blocks = _without_cover(blocks)
    for number, group in groupby(blocks, lambda block: block.cell and block.cell.table):
        if number is not None:
            cells = {
                cell: _texts(inside, origin)
                for cell, inside in groupby(group, lambda block: block.cell)
                if cell
            }
            yield read_table(f"table {number + 1}", cells, is_ours=is_ours)
        elif origin.layout is Layout.SIDE_BY_SIDE:
            kept = [block for block in group if block.kind is BlockKind.HEADING or block.note]
            yield list(pair_sequence(_texts(kept, origin)))
        else:
            yield list(pair_sequence(_texts(group, origin)))


def _without_cover(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of our own Markdown after what its cover says of the document."""
    for start in (0, 1):  # a title may stand before it
        cover = blocks[start : start + 1]
        if cover and cover[0].quote_depth and cover[0].text.startswith(_COVER):
            stop = start
            while stop < len(blocks) and blocks[stop].quote_depth:
                stop += 1
            return list(blocks[stop:])
    return list(blocks)


def _texts(blocks: Iterable[Block], origin: Origin) -> list[Text]:
    """What of the blocks is text."""
    made = []
    for block in blocks:
        text = _text(block, block.element in origin.referring)
        is_text = block.kind not in OPAQUE_KINDS and not (block.is_contents and not block.cell)
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


def _text(block: Block, is_referring: bool) -> str:
    """A block's text, without references to notes and what our documents add."""
    return shown_text(
        "".join(
            span.text
            for span in block.spans
            if span.kind not in _NO_TEXT
            and not (is_referring and Mark.SUPERSCRIPT in span.marks and span.text.isdigit())
        )
    )
