"""What a translation memory knows of a document, before an engine is asked.

A paragraph that a person translated is taken whole, and else sentence by sentence. What is the
same but for figures and names is taken with those of the source put in. What is only alike is never
taken: it is told as a suggestion, with what the source was.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from bilingual.chinese.edits import apply_edits
from bilingual.files import hash_bytes
from bilingual.memory import (
    EntryFormatting,
    Match,
    Memory,
    bare_text,
    contexts_of,
    dump_formatting,
    load_formatting,
    remembered_text,
)
from bilingual.memory.entries import EntryOrigin
from bilingual.model import Finding, Origin, Recalled, Severity
from bilingual.translate.checks import CHANGED, CONFLICT, SWAPPED
from bilingual.translate.fitting import (
    masked_formatting,
    masks_of,
    parts_of,
    places_of,
    points_of,
)
from bilingual.translate.options import TranslateOptions
from bilingual.translate.plans import Plan
from bilingual.translate.segments import Known, Segment
from bilingual.translate.swapping import swap

_SHOWN = 160  # characters of a text in a message
_LEAST_IMPORTED = 85.0
"""How like a text of nobody in particular must be to be worth telling; a person's, 75."""

_Context = tuple[str, str]


def recall_plan(
    plan: Plan, memory: Memory, options: TranslateOptions, target_language: str
) -> Plan:
    """The plan with what the memory knows of its segments. A block that is known as a whole is
    one segment, unless its sentences are clearly those of its translation."""
    recall = _Recall(memory, options, target_language)
    texts = [_text(segments) for segments in plan.blocks]
    filled = [index for index, text in enumerate(texts) if bare_text(text)]
    contexts = dict(zip(filled, contexts_of([texts[index] for index in filled]), strict=True))
    is_contents = [one.block.is_contents for one in plan.document.blocks]  # rules word these
    return replace(
        plan,
        blocks=tuple(
            segments
            if is_contents[index] or index not in contexts
            else recall.block(segments, contexts[index])
            for index, segments in enumerate(plan.blocks)
        ),
    )


def recalled_hash(plan: Plan) -> str:
    """Names all that the memory said of a plan; empty if it said nothing."""
    said = [
        (block, number, segment.known and segment.known.text, _facts(segment))
        for block, segments in enumerate(plan.blocks)
        for number, segment in enumerate(segments)
        if segment.known or segment.suggestion
    ]
    return hash_bytes(json.dumps(said).encode()) if said else ""


def _facts(segment: Segment) -> list[object]:
    known = segment.known
    found = [known.recalled if known else None, segment.suggestion]
    findings = [one.message for one in known.findings] if known else []
    formatting = [dump_formatting(known.formatting)] if known and known.formatting else []
    return [*(asdict(one) for one in found if one), findings, *formatting]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the memory says to a text."""

    translation: str
    origin: Origin
    recalled: Recalled
    findings: tuple[Finding, ...] = ()
    formatting: EntryFormatting | None = None


class _Recall:
    """The questions to one memory about one document."""

    def __init__(self, memory: Memory, options: TranslateOptions, language: str) -> None:
        self._memory, self._options, self._language = memory, options, language

    def block(self, segments: Sequence[Segment], context: _Context) -> tuple[Segment, ...]:
        """The segments of a block, known as far as the memory knows them."""
        if len(segments) == 1:
            return (self._sentence(segments[0], context),)
        text = _text(segments)
        if answer := self._exact(text, context):
            return self._told(segments, answer)
        similar = self._similar(text, context)
        if answer := self._swapped(text, similar):
            return self._told(segments, answer)
        found = tuple(
            self._sentence(segment, around)
            for segment, around in zip(segments, contexts_of(_texts(segments)), strict=True)
        )
        if any(one.known or one.suggestion for one in found):
            return found
        return (replace(found[0], suggestion=_suggestion(similar)), *found[1:])

    def _sentence(self, segment: Segment, context: _Context) -> Segment:
        text = _text([segment])
        if not bare_text(text):
            return segment
        if answer := self._exact(text, context):
            return replace(segment, known=self._known(segment, answer))
        if not segment.is_translatable:
            return segment
        similar = self._similar(text, context)
        if answer := self._swapped(text, similar):
            return replace(segment, known=self._known(segment, answer))
        return replace(segment, suggestion=_suggestion(similar))

    def _exact(self, text: str, context: _Context) -> _Answer | None:
        """The best that the memory has for this very text, with what others said instead."""
        before, after = context
        matches = self._memory.find(text, self._language, before=before, after=after)
        if not matches:
            return None
        best, *others = map(_recalled, matches)
        told = dict.fromkeys(
            f"{one.label} has “{_shown(one.target)}”"
            for one in others
            if one.origin == EntryOrigin.HUMAN and bare_text(one.target) != bare_text(best.target)
        )
        is_human = best.origin == EntryOrigin.HUMAN
        return _Answer(
            best.target,
            Origin.HUMAN if is_human else Origin.MEMORY,
            best,
            findings=tuple(map(CONFLICT.finding, told)),
            formatting=load_formatting(matches[0].entry.formatting),
        )

    def _swapped(self, text: str, similar: Sequence[Match]) -> _Answer | None:
        """What the memory has for a text that differs in figures and names alone."""
        for match in similar:
            entry = match.entry
            swapped = swap(text, entry.source, entry.target, self._options.glossary)
            if swapped:
                put = ", ".join(f"{one.after} for {one.before}" for one in swapped.repairs)
                finding = SWAPPED.finding(f"from {_recalled(match).label}, with {put}")
                return _Answer(swapped.text, Origin.MEMORY, _recalled(match), (finding,))
        return None

    def _similar(self, text: str, context: _Context) -> tuple[Match, ...]:
        before, after = context
        return self._memory.find_similar(text, self._language, before=before, after=after)

    def _told(self, segments: Sequence[Segment], answer: _Answer) -> tuple[Segment, ...]:
        """A block's segments with their parts of its translation, where it is clear which these
        are; else the block as one segment."""
        texts = _texts(segments)
        parts = parts_of(texts, answer.translation)
        if not parts:
            whole = Segment(tuple(piece for one in segments for piece in one.pieces))
            return (replace(whole, known=self._known(whole, answer)),)
        places = zip(places_of(texts, 0), places_of(parts, len(" ")), strict=True)
        answers = [
            replace(
                answer,
                translation=part,
                findings=(),
                formatting=answer.formatting and answer.formatting.within(*place),
            )
            for part, place in zip(parts, places, strict=True)
        ]
        answers[0] = replace(answers[0], findings=answer.findings)
        return tuple(
            replace(segment, known=self._known(segment, one))
            for segment, one in zip(segments, answers, strict=True)
        )

    def _known(self, segment: Segment, answer: _Answer) -> Known:
        edits = masks_of(segment, answer.translation)
        text = apply_edits(answer.translation, edits)
        judged = self._options.judge(self._language, segment.masked, text)
        if answer.origin is Origin.HUMAN:  # who wrote it knew better, or will look at it
            judged = tuple(replace(one, severity=Severity.NOTE) for one in judged)
        return Known(
            text=text,
            points=points_of(segment, answer.translation, edits),
            origin=answer.origin,
            recalled=answer.recalled,
            findings=(*judged, *answer.findings),
            formatting=answer.formatting and masked_formatting(answer.formatting, edits),
        )


def suggest(suggestion: Recalled) -> Finding:
    """What is told of a text like this one: what it was, and its translation then."""
    return CHANGED.finding(
        f"{suggestion.score:.0f} % like “{_shown(suggestion.source)}”, which {suggestion.label} "
        f"translated as “{_shown(suggestion.target)}”"
    )


def _suggestion(similar: Sequence[Match]) -> Recalled | None:
    """The likest text, if it is worth telling."""
    for match in similar:
        is_human = match.entry.origin is EntryOrigin.HUMAN
        if is_human or match.score >= _LEAST_IMPORTED:
            return _recalled(match)
    return None


def _recalled(match: Match) -> Recalled:
    entry = match.entry
    return Recalled(
        source=entry.source,
        target=entry.target,
        score=match.score,
        origin=entry.origin,
        author=entry.author,
        date=entry.date,
        document=entry.document,
        note=entry.note,
    )


def _texts(segments: Sequence[Segment]) -> list[str]:
    return [_text([segment]) for segment in segments]


def _text(segments: Sequence[Segment]) -> str:
    """The text of segments as entries have it."""
    return remembered_text(piece.span for segment in segments for piece in segment.pieces)


def _shown(text: str) -> str:
    """A text in one line of a message."""
    line = bare_text(text)
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
