"""Files of translators' programs: XLIFF and TMX.

Ours know what they were: what of them was changed is learned, and what a person confirmed as it is.
Of others, and of ours that a program wrote anew without what it did not know, all is learned but
what they say is a machine's, or not translated.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.exchange.dates import iso_date
from bilingual.formats.exchange.machines import is_machine_user
from bilingual.formats.exchange.tmx import Unit, Variant, ledger_of, read_units
from bilingual.formats.exchange.xliff import read_xliff
from bilingual.formats.ledger import Half, Ledger
from bilingual.formats.points import pointed_text
from bilingual.learning.edited import Claim, EditedDocument, GivenPair, Hand, Pairs, Passage
from bilingual.model import REMEMBERED, Span

_WEIGHT = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a file tells of a text and its translation."""

    id: str
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    languages: tuple[str, str]
    place: str
    is_undone: bool
    is_confirmed: bool
    """Whether a person stands for it who did not when we wrote it."""
    hand: Hand


def read_bitext(path: Path, data: bytes, *, encoding: str | None = None) -> EditedDocument | Pairs:
    """An XLIFF file that people translated. Raises `ReadError` if it has none of their texts."""
    read = read_xliff(path, data)
    told = [
        _Told(
            id=unit.id.partition("/")[0],
            source=unit.source,
            target=unit.target,
            languages=unit.languages,
            place=f"line {unit.line}",
            is_undone=unit.is_undone,
            is_confirmed=unit.is_confirmed and unit.origin not in REMEMBERED,
            hand=Hand(),
        )
        for unit in read.units
    ]
    if read.ledger:
        return _document(read.ledger, told, has_marks=True)
    return _pairs(path, told)


def read_memory(path: Path, data: bytes, *, encoding: str | None = None) -> EditedDocument | Pairs:
    """A translation memory that people filled. Raises `ReadError` if it has none of their texts."""
    told = [one for unit in read_units(path, io.BytesIO(data)) for one in _told(unit)]
    if ledger := ledger_of(path, io.BytesIO(data)):
        return _document(ledger, told, has_marks=False)
    return _pairs(path, told)


def _told(unit: Unit) -> Iterator[_Told]:
    if source := unit.source:
        for target in unit.targets:
            yield _Told(
                id=unit.id,
                source=source.spans,
                target=target.spans,
                languages=(source.language, target.language),
                place=f"line {unit.line}",
                is_undone=unit.is_machine(target),
                is_confirmed=False,
                hand=_hand(unit, target),
            )


def _hand(unit: Unit, target: Variant) -> Hand:
    """Who changed a unit of a memory last."""
    for facts in (target.facts, unit.facts):
        author = facts.get("changeid") or facts.get("creationid") or ""
        date = facts.get("changedate") or facts.get("creationdate") or ""
        if author or date:
            return Hand(author="" if is_machine_user(author) else author, date=iso_date(date))
    return Hand()


def _document(ledger: Ledger, told: Sequence[_Told], *, has_marks: bool) -> EditedDocument:
    return EditedDocument(
        ledger=ledger,
        passages=tuple(passage for one in told for passage in _passages(one)),
        hand=Hand(),
        is_whole=has_marks,  # memories are divided and merged
        has_marks=has_marks,
    )


def _passages(one: _Told) -> Iterator[Passage]:
    for half, spans in ((Half.SOURCE, one.source), (Half.TARGET, one.target)):
        yield Passage(
            spans=spans,
            half=half,
            claims=(Claim(id=one.id, half=half, weight=_WEIGHT),),
            group=one.id,
            hand=one.hand if half is Half.TARGET else Hand(),
            place=one.place,
            is_confirmed=half is Half.TARGET and one.is_confirmed,
        )


def _pairs(path: Path, told: Sequence[_Told]) -> Pairs:
    done = [one for one in told if one.target and not one.is_undone]
    if not done:
        raise ReadError(path, "has no translations of people", "translate some of it first")
    left_out = len(told) - len(done)
    remark = f"{left_out} without a translation of a person are not learned"
    return Pairs(
        pairs=tuple(
            GivenPair(
                source=pointed_text(one.source), target=pointed_text(one.target), hand=one.hand
            )
            for one in done
        ),
        languages=("zh-Hans", done[0].languages[1] or "en"),
        remarks=(remark,) if left_out else (),
    )
