"""The ledger of a document that is written, see `bilingual.formats.ledger`."""

from __future__ import annotations

from collections.abc import Iterable

from bilingual.formats.ledger import Ledger, LedgerRow, fingerprint, learned_text, short
from bilingual.model import BilingualDocument, Layout
from bilingual.writers.content import Item, Row, Side, rows_of


def ledger_of(document: BilingualDocument, items: Iterable[Item], layout: Layout) -> Ledger:
    """The rows that a person can put right, in the document's order."""
    rows = (row for item in items for row in rows_of(item) if is_learnable(row))
    return Ledger(
        seed=document.document.name,
        languages=(document.source_language, document.target_language),
        layout=layout,
        rows=tuple(_ledger_row(row) for row in rows),
    )


def is_learnable(row: Row) -> bool:
    """Whether a row has a text and a name, so that it is found again when it was edited."""
    return bool(row.block.id) and row.block.is_translatable and not row.is_opaque


def _ledger_row(row: Row) -> LedgerRow:
    target = "".join(span.text for span in row.target)
    sentences = (target[slice(*place)] for _, place in row.sentences)
    return LedgerRow(
        id=row.block.id,
        source=fingerprint(learned_text(row.spans(Side.SOURCE))),
        target=fingerprint(learned_text(row.target)),
        sentences=tuple(short(fingerprint(text)) for text in sentences),
    )
