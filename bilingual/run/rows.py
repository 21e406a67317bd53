"""What a run tells of the rows of its documents: findings, and what was repaired."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from bilingual.model import REMEMBERED, BilingualDocument, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFinding:
    """A finding, with its place among the rows."""

    row: int
    """The pair's number, from 1."""
    id: str
    """The block's stable name."""
    code: str
    severity: Severity
    message: str
    source: tuple[int, int] | None
    """The characters of the row's source that it is about, end excluded."""
    target: tuple[int, int] | None
    """The same of its target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRepair:
    """A repair, with its place among the rows; see `bilingual.model.Repair`."""

    row: int
    id: str
    source: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRecalled:
    """What a translation memory has about a sentence of a row; see `bilingual.model.Recalled`."""

    row: int
    id: str
    is_taken: bool
    """Whether it is the translation; else it is a suggestion, of a text like this one."""
    source: str
    target: str
    score: float
    origin: str
    author: str
    date: str
    document: str
    note: str


def findings_of(document: BilingualDocument) -> Iterator[RowFinding]:
    """All findings, row by row."""
    for row, pair in enumerate(document.pairs, start=1):
        for segment, (source, target) in zip(pair.segments, pair.sentence_ranges(), strict=True):
            for finding in segment.findings:
                yield RowFinding(
                    row=row,
                    id=pair.source.id,
                    code=finding.code,
                    severity=finding.severity,
                    message=finding.message,
                    source=_within(source, finding.source),
                    target=_within(target, finding.target),
                )


def repairs_of(document: BilingualDocument) -> Iterator[RowRepair]:
    """All repairs, row by row."""
    for row, pair in enumerate(document.pairs, start=1):
        for repair in pair.repairs:
            yield RowRepair(
                row=row,
                id=pair.source.id,
                source=repair.source,
                before=repair.before,
                after=repair.after,
            )


def recalled_of(document: BilingualDocument) -> Iterator[RowRecalled]:
    """All that a memory has, row by row."""
    for row, pair in enumerate(document.pairs, start=1):
        for segment in pair.segments:
            if segment.recalled:
                yield RowRecalled(
                    row=row,
                    id=pair.source.id,
                    is_taken=segment.origin in REMEMBERED,
                    **asdict(segment.recalled),
                )


def _within(segment: tuple[int, int], place: tuple[int, int] | None) -> tuple[int, int] | None:
    """A place in a segment as one in its row."""
    return (segment[0] + place[0], segment[0] + place[1]) if place else None
