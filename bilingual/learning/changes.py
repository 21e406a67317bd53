"""What a person changed in a document: row by row, and what cannot be learned and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bilingual.formats.ledger import fingerprint
from bilingual.learning.edited import EditedDocument, Half, Hand, Passage
from bilingual.learning.matching import FoundRow, Matched
from bilingual.learning.sentences import sentence_pairs
from bilingual.memory import bare_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A row whose translation a person changed."""

    row: int
    """Its number among the rows that can be learned from, from 1; 0 outside of our documents."""
    id: str
    source: str
    before: str
    """The translation as it was written; empty where that is not known any more."""
    after: str
    hand: Hand
    note: str = ""
    """Comments that people left on it."""
    sentences: tuple[tuple[str, str], ...] = ()
    """Sentences of the source and their translations, as far as it is clear which belong together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a document that cannot be learned."""

    row: int
    """0 where it is of no row."""
    message: str
    """What was found, and what to do about it."""
    text: str = ""
    """The text that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that a document tells."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    rows: int
    """That can be learned from."""
    found: int
    """Of these."""
    needs_source: bool = False
    """Whether more could be learned if the source were known."""


def read_changes(
    document: EditedDocument, matched: Matched, sources: Mapping[str, str], known: Mapping[str, str]
) -> Reading:
    """What was changed. ``sources`` are texts of the source by the row's name, where its file was
    found, ``known`` what targets were, by their fingerprints."""
    changes, problems = list[Change](), list[Problem]()
    missing = list[int]()
    needs_source = False
    for found in matched.rows:
        if not found.is_found:
            if not found.merged_with:
                missing.append(found.number)
            continue
        problems += _remarks_on(found)
        target = _joined(found.target)
        if found.merged_with or fingerprint(target) == found.row.target:
            continue
        if not bare_text(target):
            problems.append(
                Problem(
                    row=found.number,
                    message="its translation is gone; write one, or leave the row as it was",
                    text=_joined(found.source),
                )
            )
            continue
        source = _source_of(found, sources)
        if not source:
            needs_source = True
            problems.append(
                Problem(
                    row=found.number,
                    message="changed, but the document does not show its Chinese as it was; "
                    "name the source file with --source",
                    text=target,
                )
            )
            continue
        changes.append(_change(found, source, target, document.hand, known))
    if missing:
        numbers = ", ".join(map(str, missing[:12])) + (", …" if len(missing) > 12 else "")
        problems.append(
            Problem(
                row=0,
                message=f"{len(missing)} row{'s' * (len(missing) > 1)} not in the document any more "
                f"(row {numbers}): nothing is learned of them",
            )
        )
    problems += [
        Problem(
            row=0,
            message=f"{one.place}: belongs to no row that bilingual wrote; not learned",
            text=one.text,
        )
        for one in matched.unmatched
    ]
    return Reading(
        changes=tuple(changes),
        problems=tuple(problems),
        rows=len(matched.rows),
        found=sum(row.is_found for row in matched.rows),
        needs_source=needs_source,
    )


def _remarks_on(found: FoundRow) -> list[Problem]:
    """What of a row cannot be learned besides its translation."""
    problems = []
    if found.merged_with:
        problems.append(
            Problem(
                row=found.number,
                message="merged with another row; give each its own paragraph again",
                text=_joined(found.target),
            )
        )
    source = _joined(found.source)
    if source and fingerprint(source) != found.row.source and not found.merged_with:
        problems.append(
            Problem(
                row=found.number,
                message="its Chinese was changed; correct it in the source file and translate that",
                text=source,
            )
        )
    copied = _joined([one for one in found.copies if one.half is not Half.SOURCE])
    if copied and fingerprint(copied) not in (
        found.row.target,
        found.row.source,
        fingerprint(_joined(found.target)),
    ):
        problems.append(
            Problem(
                row=found.number,
                message="a copy of the row says otherwise than the row; only the row counts",
                text=copied,
            )
        )
    return problems


def _source_of(found: FoundRow, sources: Mapping[str, str]) -> str:
    """The Chinese of a row as it was written; empty where nothing says it."""
    if found.row.id in sources:
        return sources[found.row.id]
    shown = _joined(found.source)
    for text in (shown, *(passage.before for passage in found.source)):
        if fingerprint(text) == found.row.source:
            return text
    return ""


def _change(
    found: FoundRow, source: str, target: str, last: Hand, known: Mapping[str, str]
) -> Change:
    hands = [one.hand for one in found.target if one.hand != Hand()]
    before = _joined_before(found.target)
    if fingerprint(before) != found.row.target:
        before = known.get(found.row.target, "")
    remarks = (remark for one in (*found.source, *found.target) for remark in one.remarks)
    return Change(
        row=found.number,
        id=found.row.id,
        source=source,
        before=before,
        after=target,
        hand=max(hands, key=lambda hand: hand.date, default=last),
        note="\n".join(dict.fromkeys(remarks)),
        sentences=tuple(sentence_pairs(source, target, found.row.sentences)),
    )


def _joined(passages: list[Passage]) -> str:
    """A half as one text: a paragraph that was divided has a line break there."""
    return "\n".join(one.text for one in passages)


def _joined_before(passages: list[Passage]) -> str:
    return " ".join(one.before or one.text for one in passages)
