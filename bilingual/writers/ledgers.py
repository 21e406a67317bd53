"""The ledger of a document that is written, see `bilingual.formats.ledger`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bilingual.formats.ledger import Ledger, LedgerRow, fingerprint, learned_text, marks_of, short
from bilingual.model import BilingualDocument
from bilingual.spans import cut_spans
from bilingual.writers.content import Item, Row, Side, rows_of
from bilingual.writers.options import WriteOptions


def ledger_of(
    document: BilingualDocument,
    items: Iterable[Item],
    options: WriteOptions,
    *,
    is_copy: bool = False,
) -> Ledger:
    """The rows that a person can put right, in the document's order."""
    rows = (row for item in items for row in rows_of(item) if is_learnable(row))
    return Ledger(
        seed=document.document.name,
        languages=(document.source_language, document.target_language),
        layout=options.layout,
        source_text=options.source_text,
        is_copy=is_copy,
        rows=tuple(_ledger_row(row, is_copy=is_copy) for row in rows),
    )


def is_learnable(row: Row) -> bool:
    """Whether a row has a text and a name, so that it is found again when it was edited."""
    has_text = any(learned_text(row.spans(side)).strip() for side in Side)
    return bool(row.block.id) and has_text and not row.is_opaque


def _ledger_row(row: Row, *, is_copy: bool) -> LedgerRow:
    return LedgerRow(
        id=row.block.id,
        source=fingerprint(learned_text(row.spans(Side.SOURCE), is_copy=is_copy)),
        target=fingerprint(learned_text(row.target, is_copy=is_copy)),
        marks="" if is_copy else marks_of(row.target),
        markers=(row.block.marker, row.target_marker),
        sentences=tuple(short(fingerprint(text)) for text in _sentences(row, is_copy=is_copy)),
    )


def _sentences(row: Row, *, is_copy: bool) -> Iterator[str]:
    places = [place for _, place in row.sentences]
    pieces = list(cut_spans(row.target, (edge for place in places for edge in place)))
    for start, stop in places:
        inside = (span for at, span in pieces if start <= at < stop)
        yield learned_text(inside, is_copy=is_copy)
