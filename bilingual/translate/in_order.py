"""Documents paragraph by paragraph, for an engine that is shown what was said before.

Each document has a chain of its own, so that what else is in the batch makes no difference: the
first paragraphs of all documents are translated together, then the second ones, and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bilingual.engines.base import Request
from bilingual.translate.results import TextResult, count_faults
from bilingual.translate.segments import Segment

Asked = Sequence[Sequence[tuple[Segment, Request]]]
"""A document's blocks, with a request for each segment."""


def translate_in_order(
    documents: Sequence[Asked],
    translate: Callable[[Sequence[Request]], Mapping[Request, TextResult]],
) -> tuple[list[Asked], dict[Request, TextResult]]:
    """The documents with requests that have `Paragraph.pairs`, and the translation of each."""
    filled: list[list[list[tuple[Segment, Request]]]] = [[] for _ in documents]
    known: list[dict[str, str]] = [{} for _ in documents]
    texts: dict[Request, TextResult] = {}
    for number in range(max(map(len, documents), default=0)):
        for blocks, done, pairs in zip(documents, filled, known, strict=True):
            if number < len(blocks):
                done.append([(segment, _filled(one, pairs)) for segment, one in blocks[number]])
        asked = [
            [one for segment, one in done[number] if segment.needs_engine]
            for done in filled
            if number < len(done)
        ]
        texts |= translate([one for requests in asked for one in requests])
        for done, pairs in zip(filled, known, strict=True):
            if number < len(done):
                pairs.update(_sound_pairs(done[number], texts))
    return list(filled), texts


def _filled(request: Request, known: Mapping[str, str]) -> Request:
    paragraph = request.paragraph
    if paragraph is None:
        return request
    pairs = tuple((one, known[one]) for one in paragraph.before if one in known)
    return replace(request, paragraph=replace(paragraph, pairs=pairs))


def _sound_pairs(
    block: Sequence[tuple[Segment, Request]], texts: Mapping[Request, TextResult]
) -> dict[str, str]:
    """The sentences whose translations may be shown: nothing learns from garbage."""
    pairs: dict[str, str] = {}
    for segment, request in block:
        if segment.known:
            pairs[request.text] = segment.known.text
        elif segment.needs_engine and not any(count_faults(request.text, texts[request])[:2]):
            pairs[request.text] = texts[request].text
    return pairs
