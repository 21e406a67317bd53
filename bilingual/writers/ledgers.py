"""The ledger of a document that is written, see `bilingual.formats.ledger`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bilingual.formats.ledger import Ledger, LedgerRow, fingerprint, learned_text, short
from bilingual.model import BilingualDocument
from bilingual.spans import cut_spans
from bilingual.writers.content import Item, Row, Side, rows_of
from bilingual.writers.options import WriteOptions


def ledger_of(document: BilingualDocument, items: Iterable[Item], options: WriteOptions) -> Ledger:
    """The rows that a person can put right, in the document's order."""
    rows = (row for item in items for row in rows_of(item) if is_learnable(row))
    return Ledger(
        seed=document.document.name,
        languages=(document.source_language, document.target_language),
        layout=options.layout,
        source_text=options.source_text,
        rows=tuple(_ledger_row(row) for row in rows),
    )


def is_learnable(row: Row) -> bool:
    """Whether a row has a text and a name, so that it is found again when it was edited."""
    return bool(row.block.id) and row.block.is_translatable and not row.is_opaque


def _ledger_row(row: Row) -> LedgerRow:
    return LedgerRow(
        id=row.block.id,
        source=fingerprint(learned_text(row.spans(Side.SOURCE))),
        target=fingerprint(learned_text(row.target)),
        sentences=tuple(short(fingerprint(text)) for text in _sentences(row)),
    )


def _sentences(row: Row) -> Iterator[str]:
    places = [place for _, place in row.sentences]
    pieces = list(cut_spans(row.target, (edge for place in places for edge in place)))
    for start, stop in places:
        yield learned_text(span for at, span in pieces if start <= at < stop)
