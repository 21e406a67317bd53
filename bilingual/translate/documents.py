"""Translating documents: the one place where segments, engine, checks and formatting meet.

All segments of all documents go to the engine together, each text once (`texts`). Code and
addresses inside a sentence travel as placeholders; where the model does not bring them all back,
the text around them is translated piece by piece, so that they are never lost. Then the
formatting of parts of sentences is placed in their translations (`assembly`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from bilingual.engines.alignment import Alignment
from bilingual.engines.base import QUICK, Request, Translator, requests_for
from bilingual.model import BilingualDocument, BlockKind, NormalizedDocument, Pair
from bilingual.translate.assembly import Answers, Unit, assemble_pair, plan_units, result_of
from bilingual.translate.by_rule import translate_by_rule
from bilingual.translate.checks import Row
from bilingual.translate.in_order import Asked, translate_in_order
from bilingual.translate.options import TranslateOptions
from bilingual.translate.plans import Plan, plan_document, with_markers
from bilingual.translate.repair import align_all
from bilingual.translate.requests import requests_of
from bilingual.translate.results import TextResult
from bilingual.translate.texts import translate_texts


def translate_documents(
    documents: Sequence[NormalizedDocument],
    translator: Translator,
    options: TranslateOptions = TranslateOptions(),  # noqa: B008  # frozen
) -> tuple[BilingualDocument, ...]:
    """Translate ``documents`` together; a pair for every block, in order."""
    plans = [plan_document(document) for document in documents]
    return translate_plans(plans, translator, options)


def translate_plans(
    plans: Sequence[Plan],
    translator: Translator,
    options: TranslateOptions = TranslateOptions(),  # noqa: B008  # frozen
    *,
    advance: Callable[[int], None] = lambda characters: None,
) -> tuple[BilingualDocument, ...]:
    """Translate the documents of ``plans`` together; a pair for every block, in order.

    ``advance`` is told how many more source characters are done; they sum up to the sizes of
    the plans.
    """
    plans = [with_markers(plan, translator.info.target_language) for plan in plans]
    asked: list[Asked] = [
        requests_of(plan, translator.abilities, options.glossary) for plan in plans
    ]
    if translator.abilities.uses_pairs:
        asked, texts = translate_in_order(
            asked, lambda requests: translate_texts(requests, translator, options, advance)
        )
    else:
        requests = (
            request
            for blocks in asked
            for block in blocks
            for segment, request in block
            if segment.needs_engine
        )
        texts = translate_texts(requests, translator, options, advance)
    planned = [[[plan_units(*one, texts) for one in block] for block in blocks] for blocks in asked]
    units = [
        unit
        for blocks in planned
        for block in blocks
        for segment in block
        for unit in segment.units
        if unit.is_translated
    ]
    rest = [
        unit.request for unit in units if unit.segment.needs_engine and unit.request not in texts
    ]
    texts |= translate_texts(rest, translator, options)
    alignments, hints = _find_places(units, texts, translator)
    answers = Answers(texts=texts, alignments=alignments, hints=hints)
    return tuple(
        BilingualDocument(
            document=plan.document.document,
            pairs=_checked_across(
                translate_by_rule(
                    [
                        assemble_pair(block, segments, answers)
                        for block, segments in zip(plan.document.blocks, blocks, strict=True)
                    ],
                    translator.info.target_language,
                ),
                translator.info.target_language,
                options,
            ),
            source_language=plan.document.language,
            target_language=translator.info.target_language,
            engine=translator.info,
            title=plan.document.title,
        )
        for plan, blocks in zip(plans, planned, strict=True)
    )


def _checked_across(
    pairs: Sequence[Pair], language: str, options: TranslateOptions
) -> tuple[Pair, ...]:
    """The pairs, with what only their comparison shows as findings of their first segments, and
    without what checks that are switched off found meanwhile."""
    checked = [_without_findings(pair, options.checks_off) for pair in pairs]
    rows = [
        Row(
            source=pair.source.text,
            target=pair.target_text,
            is_heading=pair.source.kind is BlockKind.HEADING,
            number=number,
        )
        for number, pair in enumerate(pairs, 1)
    ]
    for index, finding in options.judge_rows(language, rows):
        if segments := checked[index].segments:
            first = replace(segments[0], findings=(*segments[0].findings, finding))
            checked[index] = replace(checked[index], segments=(first, *segments[1:]))
    return tuple(checked)


def _without_findings(pair: Pair, codes: frozenset[str]) -> Pair:
    if codes.isdisjoint(finding.code for finding in pair.findings):
        return pair
    kept = (
        replace(one, findings=tuple(f for f in one.findings if f.code not in codes))
        for one in pair.segments
    )
    return replace(pair, segments=tuple(kept))


def _find_places(
    units: Iterable[Unit], texts: Mapping[Request, TextResult], translator: Translator
) -> tuple[dict[tuple[str, str], Alignment | None], dict[str, str]]:
    """What it takes to place formatting: the alignments and the hints of `Answers`."""
    wanted = list[tuple[str, TextResult]]()
    hinted: dict[str, None] = {}  # a set that keeps its order
    for unit in units:
        source, result = unit.request.text, result_of(unit, texts)
        if unit.formatting.needs_places and result.text != source:
            wanted.append((source, result))
            hinted |= dict.fromkeys(unit.formatting.hints)
    hints = requests_for(hinted)
    hypotheses = (
        translator.translate(hints, attempt=QUICK, advance=lambda indices: None) if hints else []
    )
    return (
        align_all(wanted, translator),
        {hint.text: h.text for hint, h in zip(hints, hypotheses, strict=True)},
    )
