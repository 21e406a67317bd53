"""Texts to their translations: each once, whole or in parts, checked, tried again where a check
found garbage, and repaired where it found a mistake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from bilingual.engines.base import Translator
from bilingual.translate.clauses import join_parts, ways
from bilingual.translate.options import TranslateOptions
from bilingual.translate.repair import repair_texts
from bilingual.translate.results import Judge, TextResult, choose_translation, count_faults


def translate_texts(
    texts: Iterable[str],
    translator: Translator,
    options: TranslateOptions,
    advance: Callable[[int], None] = lambda characters: None,
) -> dict[str, TextResult]:
    """The translation of each text, by text: the one with the fewest faults among the ways to
    translate it. Ways after the first are taken for texts with faults alone.

    ``advance`` is told how many more source characters have a first translation; equal texts
    count each.
    """
    counts = Counter(texts)
    judge = partial(options.judge, translator.info.target_language)
    results: dict[str, TextResult] = {}
    done: dict[str, TextResult] = {}
    taken = set[tuple[str, ...]]()
    for way in ways(translator.info.cut_length):
        parts = {source: way.parts_of(source) for source in counts if _has_faults(source, results)}
        parts = {source: some for source, some in parts.items() if some not in taken}
        taken.update(parts.values())
        todo = list(
            dict.fromkeys(one for some in parts.values() for one in some if one not in done)
        )
        weights = _weights(parts, counts) if not results else {}
        report = partial(_report, todo, weights, advance)
        done |= _translate_parts(todo, translator, judge, options, report)
        for source, some in parts.items():
            result = _joined(source, [done[part] for part in some], judge)
            before = results.get(source)
            if before is None or count_faults(source, result) < count_faults(source, before):
                results[source] = result
    return results


def _has_faults(source: str, results: Mapping[str, TextResult]) -> bool:
    """Whether another way may do better; so for a text that no way was taken for."""
    return source not in results or any(count_faults(source, results[source]))


def _weights(parts: Mapping[str, Sequence[str]], counts: Mapping[str, int]) -> dict[str, int]:
    """How many source characters each part stands for."""
    weights = Counter[str]()
    for source, some in parts.items():
        for part in some:
            weights[part] += len(part) * counts[source]
        weights[some[-1]] += (len(source) - sum(map(len, some))) * counts[source]
    return weights


def _report(
    todo: Sequence[str],
    weights: Mapping[str, int],
    advance: Callable[[int], None],
    indices: Sequence[int],
) -> None:
    if weights:
        advance(sum(weights[todo[index]] for index in indices))


def _translate_parts(
    texts: Sequence[str],
    translator: Translator,
    judge: Judge,
    options: TranslateOptions,
    report: Callable[[Sequence[int]], None],
) -> dict[str, TextResult]:
    """The translation of each part, by part."""
    if not texts:
        return {}
    hypotheses = translator.translate(texts, advance=report)
    answered = list(zip(texts, hypotheses, strict=True))
    if not translator.attempts:
        return {source: TextResult(text=h.text, score=h.score) for source, h in answered}
    choose = partial(choose_translation, check=judge, is_choosing=options.repair.is_choosing)
    results = {source: choose(source, hypothesis) for source, hypothesis in answered}
    for attempt in range(1, translator.attempts):
        todo = [source for source, result in results.items() if result.garbage]
        if not todo:
            break
        hypotheses = translator.translate(todo, attempt=attempt, advance=lambda indices: None)
        for source, hypothesis in zip(todo, hypotheses, strict=True):
            result = choose(source, hypothesis)
            if len(result.findings) < len(results[source].findings):
                results[source] = result
    return repair_texts(results, translator, judge, options.repair)


def _joined(source: str, parts: Sequence[TextResult], judge: Judge) -> TextResult:
    """The translation of a text whose parts are translated."""
    if len(parts) == 1:
        return parts[0]
    text = join_parts([part.text for part in parts])
    scores = [part.score for part in parts if part.score is not None]
    return TextResult(
        text=text,
        score=sum(scores) / len(scores) if scores else None,
        findings=judge(source, text),
        repairs=tuple(repair for part in parts for repair in part.repairs),
    )
