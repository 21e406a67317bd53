"""The headings of a document and what links call them.

A fragment is made of a heading's text, as GitHub does it, so a link to ``#背景`` must follow where
the heading becomes ``背景 / Background``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bilingual.model import Block, BlockKind, Layout, Pair, Part, Span, SpanKind
from bilingual.writers.content import SHOWN_SIDES, Item, Row

_ATTRIBUTES = re.compile(r"\{#[^{}\s]+\}")
_BETWEEN = Span(text=" / ")
_SILENT = frozenset({SpanKind.RAW, SpanKind.IMAGE, SpanKind.NOTE})


def drawn_headings(row: Row, layout: Layout) -> list[tuple[Span, ...]]:
    """The headings that a heading of the source becomes, with their numbers. Side by side it is
    one of both texts; a fragment written at its end (``{#name}``) does not come twice."""
    halves = [row.marked_spans(side) for side in SHOWN_SIDES[layout]]
    if not row.block.is_translatable and halves[0] == halves[-1]:
        return halves[:1]
    if layout is not Layout.SIDE_BY_SIDE:
        return [halves[0], *map(_without_attributes, halves[1:])]
    source, target = halves
    if _shown_text(source) == _shown_text(target):
        return [source]
    between = (_BETWEEN,) if source and target else ()
    return [(*_without_attributes(source), *between, *target)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The headings of a document."""

    fragments: dict[str, str]
    """Of each heading in the source, its fragment in the document."""
    entries: tuple[tuple[int, str, str], ...]
    """Level, text and fragment of each."""


def outline(
    pairs: Iterable[Pair], items: Iterable[Item], layout: Layout, title: str = ""
) -> Outline:
    """The headings of the body; ``title`` is one that stands before them."""
    before, after = _Anchors(), _Anchors()
    if title:
        after.make(title)
    originals = [pair.original for pair in pairs if is_outlined(pair.source)]
    rows = [item for item in items if isinstance(item, Row) and is_outlined(item.block)]
    fragments, entries = {}, []
    for original, row in zip(originals, rows, strict=True):
        made = [after.make(_shown_text(spans)) for spans in drawn_headings(row, layout)]
        fragments[before.make(_shown_text(original.spans))] = made[0]
        texts = dict.fromkeys(_shown_text(row.marked_spans(side)) for side in SHOWN_SIDES[layout])
        entries.append((row.block.level, " / ".join(filter(None, texts)), made[0]))
    return Outline(fragments=fragments, entries=tuple(entries))


class _Anchors:
    """Anchors of the headings of one document, in order."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def make(self, text: str) -> str:
        """Small letters, no punctuation, ``-`` for a space, and a number where one is taken."""
        base = re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
        name = base
        while name in self._taken:
            self._taken[base] += 1
            name = f"{base}-{self._taken[base]}"
        self._taken[name] = 0
        return name


def is_outlined(block: Block) -> bool:
    """Whether a block is a heading of the text, not of a cell, a note, a header."""
    is_loose = block.cell is None and not block.note and block.part is Part.BODY
    return block.kind is BlockKind.HEADING and is_loose


def _shown_text(spans: Iterable[Span]) -> str:
    text = "".join(span.text for span in spans if span.kind not in _SILENT)
    return " ".join(text.split())


def _without_attributes(spans: Sequence[Span]) -> tuple[Span, ...]:
    if not spans or not (spans[-1].kind is SpanKind.RAW and _ATTRIBUTES.fullmatch(spans[-1].text)):
        return tuple(spans)
    *before, last = [*spans[:-1]] or [Span(text="")]
    return (*before, replace(last, text=last.text.rstrip()))
