"""Translating documents: the one place where segments, engine and checks meet.

All segments of all documents go to the engine together, each text once. Those that a check
finds fault with are tried again with other decoding settings; what still fails is kept with
its findings. Code, addresses and images inside a sentence travel as placeholders; where the
model does not bring them all back, the text around them is translated piece by piece, so that
they are never lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bilingual.checks import check_translation, is_garbage
from bilingual.chinese.characters import has_han
from bilingual.chinese.punctuation import to_western
from bilingual.engines.base import Translator
from bilingual.model import (
    BilingualDocument,
    Finding,
    Mark,
    NormalizedBlock,
    NormalizedDocument,
    Origin,
    Pair,
    Span,
    SpanKind,
    Translation,
)
from bilingual.segments import PLACEHOLDER, Segment, segments_of

_GLUE = "([{“‘\"'/>"  # after these, a word goes on without a space


@dataclass(frozen=True, slots=True)
class _Result:
    text: str
    score: float | None
    findings: tuple[Finding, ...]


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
    segments = [segment for plan in plans for block in plan for segment in block]
    done = _translate_texts((s.masked for s in segments if s.pieces), translator, advance)
    broken = [segment for segment in segments if segment.pieces and not _is_whole(segment, done)]
    done |= _translate_texts(
        (piece for segment in broken for piece in segment.pieces), translator, lambda _: None
    )
    return tuple(
        BilingualDocument(
            document=normalized.document,
            pairs=tuple(
                _pair(block, plan, done)
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
        if segment.pieces
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


def _is_whole(segment: Segment, done: dict[str, _Result]) -> bool:
    """Whether the translation brought each placeholder back, once."""
    wanted = [str(index) for index, fixed in enumerate(segment.is_fixed) if fixed]
    return sorted(PLACEHOLDER.findall(done[segment.masked].text)) == sorted(wanted)


def _pair(block: NormalizedBlock, plan: Sequence[Segment], done: dict[str, _Result]) -> Pair:
    spans: list[Span] = []
    translations = []
    for segment in plan:
        translated, translation = _assemble(segment, done)
        if translated and spans and not spans[-1].text.endswith("\n"):
            spans.append(Span(text=" "))
        spans += translated
        if segment.text.endswith("\n"):
            spans.append(Span(text="\n"))
        translations.append(translation)
    is_translated = any(segment.pieces for segment in plan)
    return Pair(
        source=block.block,
        original=block.original,
        target=_dress(spans, block.block.spans) if is_translated else block.block.spans,
        segments=tuple(translations),
    )


def _assemble(segment: Segment, done: dict[str, _Result]) -> tuple[list[Span], Translation]:
    """The spans of one translated sentence."""
    if not segment.pieces:
        origin, results, spans = Origin.SOURCE, [], list(segment.parts)
    elif _is_whole(segment, done):
        origin, results = Origin.ENGINE, [done[segment.masked]]
        spans = list(_restore(results[0].text, segment.parts))
    else:
        origin, results = Origin.ENGINE, [done[piece] for piece in segment.pieces]
        spans = list(_patch(segment, done))
    spans = _trimmed(spans)
    scores = [result.score for result in results if result.score is not None]
    return spans, Translation(
        source=segment.text,
        text="".join(span.text for span in spans),
        origin=origin,
        score=min(scores, default=None),
        findings=tuple(finding for result in results for finding in result.findings),
    )


def _restore(text: str, parts: Sequence[Span]) -> Iterator[Span]:
    """The translation with each placeholder replaced by what it stood for."""
    for index, piece in enumerate(PLACEHOLDER.split(text)):
        if index % 2:
            yield parts[int(piece)]
        elif piece:
            yield Span(text=piece)


def _patch(segment: Segment, done: dict[str, _Result]) -> Iterator[Span]:
    """The fixed stretches in their order, the texts between translated one by one."""
    before = ""  # the last character so far
    for source, fixed in zip(segment.parts, segment.is_fixed, strict=True):
        part = source
        if not fixed and has_han(part.text):
            part = Span(text=done[part.text.strip()].text)
        elif not fixed:
            part = Span(text=to_western(part.text))
        text = part.text
        is_word = text[:1].isalnum() or (fixed and not text.startswith("</"))
        if text and is_word and before and not before.isspace() and before not in _GLUE:
            yield Span(text=" ")
        yield part
        before = text[-1:] or before


def _trimmed(spans: Sequence[Span]) -> list[Span]:
    """Without white space at both ends; the block puts its own between sentences."""
    trimmed = list(spans)
    if trimmed and not trimmed[0].is_opaque:
        trimmed[0] = replace(trimmed[0], text=trimmed[0].text.lstrip())
    if trimmed and not trimmed[-1].is_opaque:
        trimmed[-1] = replace(trimmed[-1], text=trimmed[-1].text.rstrip())
    return [span for span in trimmed if span.text or span.is_opaque]


def _dress(target: Sequence[Span], source: Sequence[Span]) -> tuple[Span, ...]:
    """Give the translation the formatting that the whole source text has, and join spans."""
    texts = [span for span in source if span.kind is SpanKind.TEXT and span.text.strip()]
    marks: frozenset[Mark] = frozenset.intersection(*(span.marks for span in texts))
    hrefs = {span.href for span in texts}
    href = hrefs.pop() if len(hrefs) == 1 else ""
    dressed: list[Span] = []
    for span in target:
        is_text = span.kind is SpanKind.TEXT
        worn = replace(span, marks=span.marks | marks, href=span.href or href) if is_text else span
        if is_text and dressed and replace(dressed[-1], text="") == replace(worn, text=""):
            dressed[-1] = replace(worn, text=dressed[-1].text + worn.text)
        else:
            dressed.append(worn)
    return tuple(dressed)
