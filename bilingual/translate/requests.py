"""Requests: what an engine is asked for each segment of a document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from bilingual.engines.base import Abilities, Paragraph, Request
from bilingual.translate.formatting import formatting_of
from bilingual.translate.glossary import Glossary
from bilingual.translate.plans import Plan
from bilingual.translate.segments import Segment

_BEFORE = 3  # sentences
_AFTER = 1


def requests_of(
    plan: Plan, abilities: Abilities, glossary: Glossary
) -> list[list[tuple[Segment, Request]]]:
    """Each segment of each block of ``plan``, and a request with what the engine can use of what
    stands around it.

    For an engine that uses no context, equal sentences make equal requests, but for what needs
    places in their translations.
    """
    texts = [tuple(segment.masked for segment in block) for block in plan.blocks]
    heeded = glossary if abilities.takes_terms else Glossary()
    paragraphs = _paragraphs(plan, texts, heeded) if abilities.uses_context else [None] * len(texts)
    return [
        [
            (
                segment,
                Request(
                    text=text,
                    paragraph=paragraph,
                    terms=_terms(text, heeded),
                    needs_alignment=abilities.has_attention and formatting_of(segment).needs_places,
                ),
            )
            for segment, text in zip(block, own, strict=True)
        ]
        for block, own, paragraph in zip(plan.blocks, texts, paragraphs, strict=True)
    ]


def _paragraphs(
    plan: Plan, texts: Sequence[tuple[str, ...]], glossary: Glossary
) -> list[Paragraph]:
    """The paragraph of each block."""
    sentences = list(chain.from_iterable(texts))
    paragraphs, start = list[Paragraph](), 0
    for block, own in zip(plan.document.blocks, texts, strict=True):
        stop = start + len(own)
        paragraphs.append(
            Paragraph(
                kind=block.block.kind,
                sentences=own,
                before=tuple(sentences[max(0, start - _BEFORE) : start]),
                after=tuple(sentences[stop : stop + _AFTER]),
                title=plan.document.title,
                terms=tuple(dict.fromkeys(chain.from_iterable(_terms(t, glossary) for t in own))),
            )
        )
        start = stop
    return paragraphs


def _terms(text: str, glossary: Glossary) -> tuple[tuple[str, str], ...]:
    """The terms in ``text``, each once, with their first renderings."""
    hits = glossary.find(text)
    return tuple(dict.fromkeys((text[slice(*hit.place)], hit.term.target) for hit in hits))
