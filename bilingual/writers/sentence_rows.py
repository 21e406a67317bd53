"""A bilingual document with a row for each sentence, where it had one for each paragraph.

Only what is read as a running text is divided. Headings, cells of tables, cues of subtitles,
entries of contents and terms with their definitions stay whole, and so does a paragraph of which it
is not certain where its translation's sentences stand.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import accumulate, pairwise, zip_longest

from bilingual.formats.markers import DEFINITION
from bilingual.model import BilingualDocument, Block, BlockKind, Pair, SourceText, Span
from bilingual.spans import cut_spans, joined_text, trim_spans

_DIVIDED = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_SUBTITLES = frozenset({"srt", "vtt", "ass", "ssa"})
_LONGEST = 3000
"""Characters of a paragraph whose original form is compared with the normalised one; that takes
quadratic time."""


def by_sentence(document: BilingualDocument, source_text: SourceText) -> BilingualDocument:
    """The document with its paragraphs divided. With ``ORIGINAL``, their original forms are divided
    where the normalised ones are; else the rows have no original form of their own."""
    if document.document.format in _SUBTITLES:
        return document
    names = Counter(pair.source.id for pair in document.pairs)
    pairs = zip_longest(document.pairs, document.pairs[1:])
    rows = (
        row
        for pair, following in pairs
        for row in _rows(pair, following, source_text is SourceText.ORIGINAL, names)
    )
    return replace(document, pairs=tuple(rows))


def _rows(
    pair: Pair, following: Pair | None, has_original: bool, names: Counter[str]
) -> Iterator[Pair]:
    places = _places(pair, following)
    texts = pair.source.text
    edges = list(accumulate((len(one.source) for one in pair.segments), initial=0))
    starts = edges[:-1]
    originals = _originals(pair, starts) if has_original else starts
    if len(starts) < 2 or places is None or originals is None or edges[-1] != len(texts):
        yield pair
        return
    sources = _cut(pair.source.spans, starts)
    shown = _cut(pair.original.spans, originals) if has_original else sources
    targets = _cut(pair.target, places)
    parts = zip(pair.segments, sources, shown, targets, strict=True)
    for number, (segment, source, original, target) in enumerate(parts):
        block = _part(pair.source, source, number, names)
        yield Pair(
            source=block,
            original=replace(block, spans=original),
            target=target,
            target_marker="" if number else pair.target_marker,
            segments=(replace(segment, source=block.text, text=joined_text(target)),),
        )


def _places(pair: Pair, following: Pair | None) -> list[int] | None:
    """Where the translation of each sentence begins; None if the pair is to stay whole."""
    block = pair.source
    is_term = following is not None and following.source.marker == DEFINITION
    if block.kind not in _DIVIDED or block.cell or block.is_contents or is_term:
        return None
    text, starts = pair.target_text, list[int]()
    for segment, (_, (start, stop)) in zip(pair.segments, pair.sentence_ranges(), strict=True):
        if not segment.text.strip() or text[start:stop] != segment.text:
            return None
        starts.append(start)
    return [0, *starts[1:]]


def _originals(pair: Pair, starts: Sequence[int]) -> list[int] | None:
    """Where the sentences begin in the paragraph as it was read."""
    before, after = pair.original.text, pair.source.text
    if before == after:
        return list(starts)
    if max(len(before), len(after)) > _LONGEST:
        return None
    same = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    found = [
        next((i1 + min(at - j1, i2 - i1) for _, i1, i2, j1, j2 in same if j1 < at <= j2), 0)
        for at in starts
    ]
    return found if all(one < other for one, other in pairwise(found)) else None


def _cut(spans: tuple[Span, ...], starts: Sequence[int]) -> list[tuple[Span, ...]]:
    """The spans from each start to the next one, without white space around them."""
    parts: list[list[Span]] = [[] for _ in starts]
    number, placed = 0, list(cut_spans(spans, starts))
    for at, span in placed:
        while number + 1 < len(starts) and at >= starts[number + 1]:
            number += 1
        parts[number].append(span)
    return [trim_spans(part) for part in parts]


def _part(block: Block, spans: tuple[Span, ...], number: int, names: Counter[str]) -> Block:
    """One row of a block: the first has its marker, its gap and the start of its quotation."""
    name = hashlib.sha256(f"{block.id}\0{joined_text(spans)}".encode("utf-8", "surrogatepass"))
    id_ = name.hexdigest()[:8] if block.id else ""
    names[id_] += 1
    if id_ and names[id_] > 1:
        id_ = f"{id_}-{names[id_]}"
    first = replace(block, spans=spans, id=id_)
    return replace(first, marker="", blank_before=0, quote_start=0) if number else first
