"""Segments of a block: its sentences, with what must pass through them untouched.

Code, addresses and images inside a sentence are fixed stretches. A sentence goes to an engine
with a placeholder for each, so that it is translated whole.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from bilingual.chinese.characters import has_han
from bilingual.chinese.edits import Range, overlapping
from bilingual.chinese.sentences import split_sentences
from bilingual.model import Block, Span
from bilingual.normalize import fixed_ranges

PLACEHOLDER = re.compile(r"X(\d+)X")


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence as spans: text, and the fixed stretches between."""

    parts: tuple[Span, ...]
    is_fixed: tuple[bool, ...]

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def masked(self) -> str:
        """The sentence with a placeholder for each fixed stretch."""
        return "".join(
            f"X{index}X" if fixed else part.text
            for index, (part, fixed) in enumerate(zip(self.parts, self.is_fixed, strict=True))
        ).strip()

    @property
    def pieces(self) -> tuple[str, ...]:
        """The texts between the fixed stretches that need translating."""
        return tuple(
            part.text.strip()
            for part, fixed in zip(self.parts, self.is_fixed, strict=True)
            if not fixed and has_han(part.text)
        )


def segments_of(block: Block) -> tuple[Segment, ...]:
    """The block's sentences; none for a block without anything to translate."""
    if not block.is_translatable:
        return ()
    fixed = fixed_ranges(block.spans)
    rest = deque(_parts(block.spans, fixed))
    segments = []
    for sentence in split_sentences(block.text, fixed=fixed):
        parts, wanted = list[tuple[Span, bool]](), len(sentence)
        while wanted:
            span, is_fixed = rest.popleft()
            if len(span.text) > wanted:  # a text that reaches into the next sentence
                rest.appendleft((replace(span, text=span.text[wanted:]), is_fixed))
                span = replace(span, text=span.text[:wanted])
            parts.append((span, is_fixed))
            wanted -= len(span.text)
        segments.append(parts)
    segments[-1] += rest  # an image without a text at the very end
    return tuple(_segment(parts) for parts in segments)


def _parts(spans: Sequence[Span], fixed: Sequence[Range]) -> Iterator[tuple[Span, bool]]:
    """The spans, cut where fixed stretches start and end, and whether each piece is fixed."""
    at = 0
    for span in spans:
        stop = at + len(span.text)
        if span.is_opaque:
            yield span, True
        else:
            inside = [(max(low, at), min(high, stop)) for low, high in overlapping(fixed, at, stop)]
            edges = [at, *chain.from_iterable(inside), stop]
            for number, (left, right) in enumerate(pairwise(edges)):
                if left < right:
                    piece = replace(span, text=span.text[left - at : right - at])
                    yield piece, number % 2 == 1
        at = stop


def _segment(parts: Sequence[tuple[Span, bool]]) -> Segment:
    """A sentence of these parts. One to translate is translated whole, not run by run, so its
    neighbouring texts are joined; any other keeps its formatting."""
    if not any(has_han(span.text) for span, is_fixed in parts if not is_fixed):
        return Segment(tuple(span for span, _ in parts), tuple(is_fixed for _, is_fixed in parts))
    spans, fixed = list[Span](), list[bool]()
    for span, is_fixed in parts:
        if is_fixed:
            spans.append(span)
        elif spans and not fixed[-1]:
            spans[-1] = Span(text=spans[-1].text + span.text)
            continue
        else:
            spans.append(Span(text=span.text))
        fixed.append(is_fixed)
    return Segment(tuple(spans), tuple(fixed))
