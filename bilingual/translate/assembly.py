"""Assembling a block's translation from those of its segments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from bilingual.chinese.edits import move_range
from bilingual.chinese.punctuation import to_western
from bilingual.engines.alignment import Alignment
from bilingual.engines.base import Request
from bilingual.model import Finding, NormalizedBlock, Origin, Pair, Repair, Span, Translation
from bilingual.spans import joined_text, merge_spans, trim_spans
from bilingual.translate.applying import format_translation
from bilingual.translate.checks import FELL_BACK, check_links, check_recognition
from bilingual.translate.formatting import Formatting, formatting_of, remembered_formatting
from bilingual.translate.recall import suggest
from bilingual.translate.results import TextResult
from bilingual.translate.segments import Role, Segment

_GLUE = "([{“‘\"'/>"  # after these, a word goes on without a space


@dataclass(frozen=True, slots=True)
class Unit:
    """What of a segment is translated in one go."""

    segment: Segment
    request: Request
    formatting: Formatting

    @property
    def is_translated(self) -> bool:
        """Whether there is a translation of it, known or asked for; not so for a word that passes
        untouched."""
        return self.segment.known is not None or self.segment.is_translatable


@dataclass(frozen=True, slots=True)
class Planned:
    """A segment with its units: itself, or the texts and words that it is cut into where its
    translation lost a placeholder. None where there is nothing to translate."""

    segment: Segment
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All that the engine said."""

    texts: Mapping[Request, TextResult]
    alignments: Mapping[tuple[str, str], Alignment | None]
    """By `Segment.masked` and its translation, where formatting needs them."""
    hints: Mapping[str, str]
    """Translations of formatted stretches by themselves."""


def plan_units(segment: Segment, request: Request, texts: Mapping[Request, TextResult]) -> Planned:
    """``segment``, for which there is a ``request``, with what of it is translated in one go,
    given its first translation."""
    if segment.known:  # a person may have left out what must not be lost by an engine
        formatting = remembered_formatting(formatting_of(segment), segment.known.formatting)
        return Planned(segment, (Unit(segment, request, formatting),))
    if not segment.is_translatable:
        return Planned(segment)
    is_whole = segment.is_whole_in(texts[request].text)
    parts = (segment,) if is_whole else segment.without_words()
    units = (Unit(part, replace(request, text=part.masked), formatting_of(part)) for part in parts)
    return Planned(segment, tuple(units))


def result_of(unit: Unit, texts: Mapping[Request, TextResult]) -> TextResult:
    """What became of a unit: what was known before an engine was asked, first of all."""
    if known := unit.segment.known:
        return TextResult(text=known.text, score=None, findings=known.findings)
    return texts[unit.request]


def assemble_pair(block: NormalizedBlock, plan: Sequence[Planned], answers: Answers) -> Pair:
    """The block with its translation: sentences joined by spaces, line breaks where they were."""
    spans: list[Span] = []
    translations = []
    for planned in plan:
        translated, translation = _assemble(planned, answers)
        if translated and spans and not spans[-1].text.endswith("\n"):
            spans.append(_between(" ", spans[-1], translated[0]))
        spans += translated
        if planned.segment.text.endswith("\n"):
            spans.append(Span(text="\n"))
        translations.append(translation)
    doubtful = check_recognition(block.original)
    links = () if plan else check_links(block.block.spans)  # of a picture that is one
    if links or (doubtful and not plan):
        text = block.block.text
        translations.append(
            Translation(source=text, text=text, origin=Origin.SOURCE, findings=links)
        )
    is_translated = any(planned.units for planned in plan)
    return Pair(
        source=block.block,
        original=block.original,
        target=merge_spans(spans) if is_translated else block.block.spans,
        segments=tuple(_with_doubts(translations, doubtful, len(block.original.text))),
    )


def _with_doubts(
    translations: Sequence[Translation], doubtful: Sequence[tuple[int, Finding]], length: int
) -> Sequence[Translation]:
    """The translations, each finding at the sentence that it is about: normalising changes the
    length of a text of ``length`` characters, but hardly the share at which a line begins."""
    if not doubtful:
        return translations
    ends = list(accumulate(len(one.source) for one in translations))
    added: dict[int, list[Finding]] = {}
    for at, finding in doubtful:
        index = bisect_right(ends, at * ends[-1] / max(length, 1))
        added.setdefault(min(index, len(ends) - 1), []).append(finding)
    return [
        replace(one, findings=(*one.findings, *added.get(index, ())))
        for index, one in enumerate(translations)
    ]


def _assemble(planned: Planned, answers: Answers) -> tuple[Sequence[Span], Translation]:
    """The spans of one segment's translation, without white space at its ends."""
    spans: list[Span] = []
    before = ""
    scores: list[float] = []
    findings: list[Finding] = []
    repairs: tuple[Repair, ...] = ()
    others: list[str] = []
    passed = [0, 0]  # characters of the source and of its translation
    for unit in planned.units:
        added = [piece.span for piece in unit.segment.pieces]
        found: Sequence[Finding] = ()
        is_word = unit.segment.pieces[0].role is Role.WORD
        if unit.is_translated:
            added, found = _with_formatting(unit, answers)
            result = result_of(unit, answers.texts)
            repairs += result.repairs
            others += [result.engine] if result.engine else []
            if result.score is not None:
                scores.append(result.score)
        elif not is_word:
            added = [span if span.is_opaque else _westernised(span) for span in added]
        text = joined_text(added)
        starts_word = is_word or text[:1].isalnum()
        if starts_word and before and not before.isspace() and before not in _GLUE:
            spans.append(_between(" ", spans[-1], added[0]))
            passed[1] += 1
        findings += (_moved(finding, *passed) for finding in found)
        passed = [passed[0] + len(unit.segment.text), passed[1] + len(text)]
        spans += added
        before = text[-1:] or before
    if not planned.units:
        spans = [piece.span for piece in planned.segment.pieces]
    trimmed = trim_spans(spans)  # the block puts its own white space between sentences
    text = joined_text(trimmed)
    lead = joined_text(spans).index(text)
    known, suggestion = planned.segment.known, planned.segment.suggestion
    return trimmed, Translation(
        source=planned.segment.text,
        text=text,
        origin=_origin(planned, others),
        score=min(scores, default=None),
        findings=(
            *(_moved(finding, 0, -lead) for finding in findings),
            *check_links(piece.span for piece in planned.segment.pieces),
            *([suggest(suggestion)] if suggestion else ()),
            *(FELL_BACK.finding(f"translated by {other} instead") for other in others[:1]),
        ),
        repairs=repairs,
        recalled=known.recalled if known else suggestion,
    )


def _origin(planned: Planned, others: Sequence[str]) -> Origin:
    """Where the translation came from; ``others`` are the engines asked instead of the first."""
    if planned.segment.known:
        return planned.segment.known.origin
    if not planned.units:
        return Origin.SOURCE
    return Origin.FALLBACK if others else Origin.ENGINE


def _with_formatting(unit: Unit, answers: Answers) -> tuple[list[Span], tuple[Finding, ...]]:
    """A translation with the formatting of its source, and its findings."""
    result = result_of(unit, answers.texts)
    alignment = answers.alignments.get((unit.request.text, result.text))
    return format_translation(unit.segment, unit.formatting, result, alignment, answers.hints)


def _moved(finding: Finding, source: int, target: int) -> Finding:
    """The finding with its places so many characters further on."""
    return replace(
        finding,
        source=finding.source and move_range(finding.source, [(0, source)]),
        target=finding.target and move_range(finding.target, [(0, target)]),
    )


def _westernised(span: Span) -> Span:
    return replace(span, text=to_western(span.text))


def _between(text: str, before: Span, after: Span) -> Span:
    """A text with the formatting that its neighbours share."""
    is_one_link = (before.href, before.title) == (after.href, after.title)
    is_linked = is_one_link and not (before.is_opaque or after.is_opaque)
    return Span(
        text=text,
        marks=before.marks & after.marks,
        href=before.href if is_linked else "",
        title=before.title if is_linked else "",
    )
