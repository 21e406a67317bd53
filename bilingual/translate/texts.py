"""Texts to their translations: each once, checked, tried again where a check found garbage, and
repaired where it found a mistake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from bilingual.engines.base import Translator
from bilingual.translate.options import TranslateOptions
from bilingual.translate.repair import repair_texts
from bilingual.translate.results import TextResult, choose_translation


def translate_texts(
    texts: Iterable[str],
    translator: Translator,
    options: TranslateOptions,
    advance: Callable[[int], None] = lambda characters: None,
) -> dict[str, TextResult]:
    """The translation of each text, by text.

    ``advance`` is told how many more source characters have a first translation; equal texts
    count each.
    """
    counts = Counter(texts)
    todo = list(counts)

    def report(indices: Sequence[int]) -> None:
        advance(sum(len(todo[index]) * counts[todo[index]] for index in indices))

    hypotheses = translator.translate(todo, advance=report) if todo else []
    answered = list(zip(todo, hypotheses, strict=True))
    if not translator.attempts:
        return {source: TextResult(text=h.text, score=h.score) for source, h in answered}
    check = partial(options.judge, translator.info.target_language)
    choose = partial(choose_translation, check=check, is_choosing=options.repair.is_choosing)
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
    return repair_texts(results, translator, check, options.repair)
