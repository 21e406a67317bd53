"""How the texts of an entry are formatted: which stretches of them are bold, italic, a link.

A person's formatting of a translation is kept beside it, with that of its source at the time: so
what a person put on other words stays there, and what the source has lost since goes from the
translation too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TypeAlias

from bilingual.formats.ledger import LEARNED_MARKS, is_learned_link
from bilingual.formats.points import POINT, is_point
from bilingual.memory.texts import remembered_text
from bilingual.model import Mark, Span

Feature: TypeAlias = Mark | tuple[str, str]
"""A mark, or a link that leads out of the document: its address and its title."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A stretch of a text that stands out."""

    start: int
    stop: int
    feature: Feature


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFormatting:
    """The formatting of an entry; underlining, which links have of themselves, is none of it."""

    source: tuple[Formatted, ...] | None
    """None where that is not known."""
    target: tuple[Formatted, ...]

    def within(self, source: tuple[int, int], target: tuple[int, int]) -> EntryFormatting:
        """That of a part of both texts."""
        return EntryFormatting(
            source=None if self.source is None else tuple(_within(self.source, *source)),
            target=tuple(_within(self.target, *target)),
        )


def formatted_stretches(paragraphs: Iterable[Sequence[Span]]) -> tuple[Formatted, ...]:
    """What stands out of a text: of paragraphs as `remembered_text` has them, a line each."""
    found, start = list[Formatted](), 0
    for spans in paragraphs:
        text = remembered_text(spans)
        found += (_moved(one, start) for one in _stretches(spans, len(text)))
        start += len(text) + 1
    return tuple(found)


def dump_formatting(formatting: EntryFormatting) -> str:
    """The formatting as an entry has it: JSON in one line."""

    def listed(stretches: Iterable[Formatted]) -> list[list[object]]:
        return [[one.start, one.stop, one.feature] for one in stretches]

    source = None if formatting.source is None else listed(formatting.source)
    facts = {"source": source, "target": listed(formatting.target)}
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def load_formatting(text: str) -> EntryFormatting | None:
    """The formatting of a text that `dump_formatting` made; None of any other."""
    try:
        facts = json.loads(text) if text else None
        if not isinstance(facts, Mapping):
            return None
        source, target = facts["source"], facts["target"]
        return EntryFormatting(
            source=None if source is None else tuple(map(_loaded, source)),
            target=tuple(map(_loaded, target)),
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _loaded(fact: Sequence[object]) -> Formatted:
    start, stop, feature = fact
    if isinstance(feature, str):
        return Formatted(int(str(start)), int(str(stop)), Mark(feature))
    if not isinstance(feature, list):
        raise TypeError(feature)
    address, title = feature
    return Formatted(int(str(start)), int(str(stop)), (str(address), str(title)))


def _stretches(spans: Sequence[Span], length: int) -> Iterator[Formatted]:
    """The stretches of one paragraph, whose text without white space at its ends is so long."""
    texts = [POINT if is_point(span) else span.text for span in spans]
    whole = "".join(texts)
    starts = accumulate(map(len, texts), initial=len(whole.lstrip()) - len(whole))
    features = dict.fromkeys(feature for span in spans for feature in _features(span))
    placed = list(zip(starts, texts, spans, strict=False))
    for feature in features:
        runs = list[tuple[int, int]]()
        for at, text, span in placed:
            if feature not in _features(span) or not text:
                continue
            if runs and runs[-1][1] == at:
                runs[-1] = (runs[-1][0], at + len(text))
            else:
                runs.append((at, at + len(text)))
        for run in runs:
            yield from _within([Formatted(*run, feature)], 0, length)


def _features(span: Span) -> list[Feature]:
    if is_point(span):
        return []
    marks: list[Feature] = [mark for mark in Mark if mark in span.marks & LEARNED_MARKS]
    return [*marks, (span.href, span.title)] if is_learned_link(span.href) else marks


def _within(stretches: Iterable[Formatted], start: int, stop: int) -> Iterator[Formatted]:
    """What of stretches is between two places, counted from the first."""
    for one in stretches:
        low, high = max(one.start, start), min(one.stop, stop)
        if low < high:
            yield Formatted(low - start, high - start, one.feature)


def _moved(one: Formatted, by: int) -> Formatted:
    return replace(one, start=one.start + by, stop=one.stop + by)
