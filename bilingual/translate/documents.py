"""Translating documents: the one place where segments, engine, checks and formatting meet.

All segments of all documents go to the engine together, each text once. Those that a check
finds fault with are tried again with other decoding settings; what still fails is kept with
its findings. Code and addresses inside a sentence travel as placeholders; where the model does
not bring them all back, the text around them is translated piece by piece, so that they are
never lost. Then the formatting of parts of sentences is placed in their translations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bilingual.chinese.punctuation import to_western
from bilingual.engines.alignment import Alignment
from bilingual.engines.base import Translator
from bilingual.model import (
    BilingualDocument,
    Finding,
    NormalizedBlock,
    NormalizedDocument,
    Origin,
    Pair,
    Span,
    Translation,
)
from bilingual.spans import merge_spans
from bilingual.translate.checks import check_translation, is_garbage
from bilingual.translate.formatting import format_translation, formatting_of
from bilingual.translate.segments import Role, Segment, segments_of

_GLUE = "([{“‘\"'/>"  # after these, a word goes on without a space


@dataclass(frozen=True, slots=True)
class _Result:
    text: str
    score: float | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Work:
    """All that the engine gave, by source text."""

    done: dict[str, _Result]
    alignments: dict[str, Alignment | None]
    hints: dict[str, str]
    """Translations of formatted stretches by themselves."""


def translate_documents(
    documents: Sequence[NormalizedDocument],
    translator: Translator,
    *,
    advance: Callable[[int], None] = lambda characters: None,
) -> tuple[BilingualDocument, ...]:
    """Translate ``documents`` together; a pair for every block, in order.

    ``advance`` is told how many more source characters are done.
    """
    plans = [[segments_of(block.block) for block in document.blocks] for document in documents]
    segments = [
        segment for plan in plans for block in plan for segment in block if segment.is_translatable
    ]
    done = _translate_texts((segment.masked for segment in segments), translator, advance)
    broken = [s for s in segments if not s.is_whole_in(done[s.masked].text)]
    parts = [p for segment in broken for p in segment.without_words() if p.is_translatable]
    done |= _translate_texts((part.masked for part in parts), translator, lambda _: None)
    work = _Work(done, *_places(segments + parts, done, translator))
    return tuple(
        BilingualDocument(
            document=normalized.document,
            pairs=tuple(
                _pair(block, plan, work)
                for block, plan in zip(normalized.blocks, block_plans, strict=True)
            ),
            source_language=normalized.language,
            target_language=translator.info.target_language,
            engine=translator.info,
            title=normalized.title,
        )
        for normalized, block_plans in zip(documents, plans, strict=True)
    )


def count_work(document: NormalizedDocument) -> int:
    """How many source characters `translate_documents` will report for ``document``."""
    return sum(
        len(segment.masked)
        for block in document.blocks
        for segment in segments_of(block.block)
        if segment.is_translatable
    )


def _translate_texts(
    texts: Iterable[str], translator: Translator, advance: Callable[[int], None]
) -> dict[str, _Result]:
    """Each text translated once, checked, and tried again where a check found fault."""
    check = partial(check_translation, language=translator.info.target_language)
    counts = Counter(texts)
    todo = list(counts)
    results: dict[str, _Result] = {}
    for attempt in range(max(1, translator.attempts)):
        if not todo:
            break

        def report(
            indices: Sequence[int], todo: list[str] = todo, first: bool = not attempt
        ) -> None:
            if first:
                advance(sum(len(todo[index]) * counts[todo[index]] for index in indices))

        hypotheses = translator.translate(todo, attempt=attempt, advance=report)
        for source, hypothesis in zip(todo, hypotheses, strict=True):
            findings = check(source, hypothesis.text) if translator.attempts else ()
            result = _Result(hypothesis.text, hypothesis.score, findings)
            if source not in results or len(findings) < len(results[source].findings):
                results[source] = result
        todo = [source for source in todo if is_garbage(results[source].findings)]
    return results


def _places(
    segments: Iterable[Segment], done: dict[str, _Result], translator: Translator
) -> tuple[dict[str, Alignment | None], dict[str, str]]:
    """What it takes to place formatting: alignments and hints, see `_Work`."""
    wanted: dict[str, None] = {}  # sets that keep their order
    hinted: dict[str, None] = {}
    for segment in segments:
        formatting, source = formatting_of(segment), segment.masked
        if formatting.needs_places and done[source].text != source:
            wanted[source] = None
            hinted |= dict.fromkeys(formatting.hints)
    if not wanted:
        return {}, {}
    sources, hints = list(wanted), list(hinted)
    alignments = translator.align([(source, done[source].text) for source in sources])
    hypotheses = translator.translate(hints, advance=lambda indices: None) if hints else []
    return (
        dict(zip(sources, alignments, strict=True)),
        {hint: h.text for hint, h in zip(hints, hypotheses, strict=True)},
    )


def _pair(block: NormalizedBlock, plan: Sequence[Segment], work: _Work) -> Pair:
    spans: list[Span] = []
    translations = []
    for segment in plan:
        translated, translation = _assemble(segment, work)
        if translated and spans and not spans[-1].text.endswith("\n"):
            spans.append(_between(" ", spans[-1], translated[0]))
        spans += translated
        if segment.text.endswith("\n"):
            spans.append(Span(text="\n"))
        translations.append(translation)
    is_translated = any(segment.is_translatable for segment in plan)
    return Pair(
        source=block.block,
        original=block.original,
        target=merge_spans(spans) if is_translated else block.block.spans,
        segments=tuple(translations),
    )


def _assemble(segment: Segment, work: _Work) -> tuple[list[Span], Translation]:
    """The spans of one translated sentence."""
    if not segment.is_translatable:
        spans, results = [piece.span for piece in segment.pieces], []
    elif segment.is_whole_in(work.done[segment.masked].text):
        spans, result = _formatted(segment, work)
        results = [result]
    else:
        spans, results = _patched(segment, work)
    spans = _trimmed(spans)
    scores = [result.score for result in results if result.score is not None]
    return spans, Translation(
        source=segment.text,
        text=_text(spans),
        origin=Origin.ENGINE if results else Origin.SOURCE,
        score=min(scores, default=None),
        findings=tuple(finding for result in results for finding in result.findings),
    )


def _formatted(segment: Segment, work: _Work) -> tuple[list[Span], _Result]:
    """A translation with the formatting of its source."""
    result = work.done[segment.masked]
    alignment = work.alignments.get(segment.masked)
    spans, findings = format_translation(segment, result.text, alignment, work.hints)
    return spans, replace(result, findings=result.findings + findings)


def _patched(segment: Segment, work: _Work) -> tuple[list[Span], list[_Result]]:
    """The words that pass untouched in their order, the texts between translated one by one."""
    spans: list[Span] = []
    results = []
    for part in segment.without_words():
        added = [piece.span for piece in part.pieces]
        is_word = part.pieces[0].role is Role.WORD
        if part.is_translatable:
            added, result = _formatted(part, work)
            results.append(result)
        elif not is_word:
            added = [span if span.is_opaque else _westernised(span) for span in added]
        before, after = _text(spans)[-1:], _text(added)[:1]
        starts_word = is_word or after.isalnum()
        if starts_word and before and not before.isspace() and before not in _GLUE:
            spans.append(_between(" ", spans[-1], added[0]))
        spans += added
    return spans, results


def _text(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)


def _westernised(span: Span) -> Span:
    return replace(span, text=to_western(span.text))


def _trimmed(spans: Sequence[Span]) -> list[Span]:
    """Without white space at both ends; the block puts its own between sentences."""
    trimmed = list(spans)
    if trimmed and not trimmed[0].is_opaque:
        trimmed[0] = replace(trimmed[0], text=trimmed[0].text.lstrip())
    if trimmed and not trimmed[-1].is_opaque:
        trimmed[-1] = replace(trimmed[-1], text=trimmed[-1].text.rstrip())
    return [span for span in trimmed if span.text or span.is_opaque]


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
