"""What files for translators' programs say of each row of a document, whichever the format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bilingual.formats.ledger import dump_ledger
from bilingual.formats.shown import printable
from bilingual.model import (
    REMEMBERED,
    BilingualDocument,
    BlockKind,
    Finding,
    Origin,
    Recalled,
    Severity,
    Span,
)
from bilingual.writers import labels
from bilingual.writers.content import Row, arrange, rows_of
from bilingual.writers.ledgers import ledger_of
from bilingual.writers.options import ShownFindings, WriteOptions

_LEAST_SURE_FIRST = (
    *(Origin.FALLBACK, Origin.ENGINE),
    *(Origin.RULE, Origin.MEMORY, Origin.HUMAN, Origin.SOURCE),
)
PRIORITIES = {Severity.ERROR: "1", Severity.WARNING: "3", Severity.NOTE: "7"}
"""How urgent both versions of XLIFF call what checks found: from 1, the most urgent, to 10."""


class Stage(StrEnum):
    """How far a translation is done."""

    MACHINE = "machine"
    """Somebody must read it."""
    RULE = "rule"
    """Made by rule, or the same in both languages."""
    MEMORY = "memory"
    """It was right elsewhere."""
    HUMAN = "human"
    """A person wrote it for this text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeUnit:
    """A row."""

    id: str
    """The block's stable name, or ``row-`` and its number."""
    kind: str
    """``paragraph``, ``heading-1``, ``list-item`` …"""
    marker: str
    """What stands before the source, such as the number of a heading."""
    is_translatable: bool
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    origin: Origin
    """Of its sentences, that of which the least is certain."""
    recalled: tuple[Recalled, ...]
    """What the memory has of it."""
    findings: tuple[Finding, ...]

    @property
    def stage(self) -> Stage:
        match self.origin:
            case Origin.ENGINE | Origin.FALLBACK:
                return Stage.MACHINE
            case Origin.RULE | Origin.SOURCE:
                return Stage.RULE
            case Origin.MEMORY:
                return Stage.MEMORY
            case Origin.HUMAN:
                return Stage.HUMAN

    @property
    def suggestions(self) -> tuple[Recalled, ...]:
        """What the memory has of texts like its sentences, where that was not taken."""
        return () if self.origin in REMEMBERED else self.recalled

    @property
    def taken(self) -> Recalled | None:
        """What the memory has, where the translation is that."""
        return self.recalled[0] if self.recalled and self.origin in REMEMBERED else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeDocument:
    """A document as programs of translators get it."""

    units: tuple[ExchangeUnit, ...]
    ledger: str
    """See `bilingual.formats.ledger`."""
    notes: tuple[str, ...]
    """What a translator must know of all of it."""


def exchange_document(document: BilingualDocument, options: WriteOptions) -> ExchangeDocument:
    """All rows, in the order of every other format, and what stands over them."""
    items = arrange(document, options.source_text)
    rows = (row for item in items for row in rows_of(item))
    remarks = map(printable, document.document.remarks)
    told = (labels.draft_notice(document), labels.made_by(document), *remarks)
    return ExchangeDocument(
        units=tuple(_unit(row, number, options) for number, row in enumerate(rows, start=1)),
        ledger=dump_ledger(ledger_of(document, items, options)),
        notes=tuple(filter(None, told)),
    )


def _unit(row: Row, number: int, options: WriteOptions) -> ExchangeUnit:
    block, found = row.block, {segment.origin for segment in row.segments}
    findings = (one for segment in row.segments for one in segment.findings)
    return ExchangeUnit(
        id=block.id or f"row-{number}",
        kind=f"{block.kind}-{block.level}" if block.kind is BlockKind.HEADING else block.kind,
        marker=block.marker or row.label,
        is_translatable=not row.is_opaque and bool(block.text.strip()),
        source=block.spans,
        target=row.target,
        origin=next((one for one in _LEAST_SURE_FIRST if one in found), Origin.SOURCE),
        recalled=tuple(one.recalled for one in row.segments if one.recalled),
        findings=() if options.findings is ShownFindings.NONE else tuple(findings),
    )
