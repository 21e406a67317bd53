"""What a person changed in a document: row by row, and what cannot be learned and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bilingual.formats.ledger import Ledger, fingerprint, marks_of
from bilingual.formats.shown import count_of
from bilingual.learning.edited import EditedDocument, Hand, Passage, print_of
from bilingual.learning.matching import FoundRow, Matched
from bilingual.learning.sentences import changed_sentences
from bilingual.memory import EntryFormatting, bare_text, formatted_stretches


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
    """Changed ones with those of the source that they translate, as far as that is clear."""
    formatting: EntryFormatting | None = None
    """How both texts are formatted, where the document says so."""
    is_reformatted: bool = False
    """Whether the formatting was changed and nothing else."""


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
    sources: Mapping[str, str] = field(default_factory=dict)
    """The Chinese of the rows, as far as it is known, by their names."""


def read_changes(
    document: EditedDocument, matched: Matched, sources: Mapping[str, str], known: Mapping[str, str]
) -> Reading:
    """What was changed. ``sources`` are texts of the source by the row's name, where its file was
    found, ``known`` what targets were, by their fingerprints."""
    changes, problems = list[Change](), list[Problem]()
    missing = list[int]()
    ledger = document.ledger
    others = {found.row.target: found.number for found in matched.rows}
    told = {found.row.id: _source_of(found, sources, ledger) for found in matched.rows}
    needs_source = False
    for found in matched.rows:
        if not found.is_found:
            if not found.merged_with and document.is_whole:
                missing.append(found.number)
            continue
        problems += _remarks_on(found, ledger)
        target = _joined(found.target)
        if found.merged_with:
            continue
        is_confirmed = any(one.is_confirmed for one in found.target)
        has_marks = document.has_marks and bool(found.row.marks)
        print_ = print_of(found.target, ledger)
        is_same = print_ == found.row.target and not is_confirmed
        if is_same and not (has_marks and _is_reformatted(found)):
            continue
        other = others.get(print_, found.number)
        if not found.is_marked and other != found.number:
            problems.append(
                Problem(
                    row=found.number,
                    message=f"has the translation of row {other}, so neither is learned",
                    text=target,
                )
            )
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
        if not found.row.sentences:
            problems.append(
                Problem(
                    row=found.number,
                    message="has nothing to translate, as code has; correct it in the source file",
                    text=target,
                )
            )
            continue
        source = told[found.row.id]
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
        change = _change(found, source, target, document.hand, known)
        formatting = _formatting(found, source) if has_marks else None
        changes.append(replace(change, formatting=formatting, is_reformatted=is_same))
    if missing:
        numbers = ", ".join(map(str, missing[:12])) + (", …" if len(missing) > 12 else "")
        problems.append(
            Problem(
                row=0,
                message=f"{count_of(len(missing), 'row')} of the document not found any more "
                f"({numbers}): nothing is learned of them",
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
        sources=told,
    )


def _is_reformatted(found: FoundRow) -> bool:
    """Whether other words stand out than did."""
    spans = [span for one in found.target for span in one.spans]
    return not marks_of(spans).startswith(found.row.marks)


def _formatting(found: FoundRow, source: str) -> EntryFormatting:
    """How a row is formatted now. Where its Chinese is not shown as it is remembered, what stands
    out of it is taken to be anywhere in it."""
    shown = formatted_stretches(one.spans for one in found.source)
    if _joined(found.source) != source:
        shown = tuple(replace(one, start=0, stop=len(source)) for one in shown)
    return EntryFormatting(
        source=shown if found.source else None,
        target=formatted_stretches(one.spans for one in found.target),
    )


def _remarks_on(found: FoundRow, ledger: Ledger) -> list[Problem]:
    """What of a row cannot be learned besides its translation."""
    problems = []
    if found.merged_with:
        problems.append(
            Problem(
                row=found.number,
                message="merged with another row, or with its other half; "
                "give each its own paragraph again",
                text=_joined(found.target),
            )
        )
    source = _joined(found.source)
    is_same = print_of(found.source, ledger) == found.row.source
    if source and not is_same and not found.merged_with:
        problems.append(
            Problem(
                row=found.number,
                message="its Chinese was changed; correct it in the source file and translate that",
                text=source,
            )
        )
    known = {found.row.target, found.row.source, print_of(found.target, ledger)}
    copied = _joined([one for one in found.copies if one.print_in(ledger) not in known])
    if copied:
        problems.append(
            Problem(
                row=found.number,
                message="a copy of the row says otherwise than the row; only the row counts",
                text=copied,
            )
        )
    return problems


def _source_of(found: FoundRow, sources: Mapping[str, str], ledger: Ledger) -> str:
    """The Chinese of a row as it was written; empty where nothing says it."""
    if found.row.id in sources:
        return sources[found.row.id]
    if print_of(found.source, ledger) == found.row.source:
        return _joined(found.source)
    if print_of(found.target, ledger) == found.row.source:  # shown once, as it is the same
        return _joined(found.target)
    before = (passage.before for passage in found.source)
    return next((text for text in before if fingerprint(text) == found.row.source), "")


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
        sentences=tuple(changed_sentences(source, target, found.row.sentences)),
    )


def _joined(passages: list[Passage]) -> str:
    """A half as one text: a paragraph that was divided has a line break there."""
    return "\n".join(one.text for one in passages)


def _joined_before(passages: list[Passage]) -> str:
    return " ".join(one.before or one.text for one in passages)
