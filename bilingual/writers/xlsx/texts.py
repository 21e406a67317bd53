"""What a cell or a comment says, with a source and a target in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy

from bilingual.formats.office.rich_text import make_runs, make_text, read_marks, read_rich_text
from bilingual.formats.word.names import Element, child, name_of, qualified
from bilingual.model import Mark, Span
from bilingual.spans import joined_text


def rich_text(
    old: Element, source: tuple[Span, ...], target: tuple[Span, ...]
) -> Iterator[Element]:
    """The content of a text that was ``old``, with a source and a target in it."""
    looks = _looks(old)
    if source and source == read_rich_text(old):
        runs = [run for one in old for run in _as_runs(one)]
    else:
        runs = _runs(source, looks)
    made = _runs((Span(text="\n"), *target) if source and target else target, looks)
    has_marks = any(span.marks for span in (*source, *target)) or bool(looks)
    if not source and not has_marks:
        yield make_text(joined_text(target))
        return
    yield from (*runs, *made)
    if source:  # readings count its characters
        yield from (deepcopy(one) for one in old if name_of(one) in ("s:rPh", "s:phoneticPr"))


def _as_runs(one: Element) -> list[Element]:
    """A part of a text as runs: those that it is, or the one that plain text makes."""
    if name_of(one) == "s:t":
        return make_runs([Span(text=one.text or "")], None)
    return [deepcopy(one)] if name_of(one) == "s:r" else []


def _looks(old: Element) -> dict[frozenset[Mark], Element]:
    """The properties of the first run with each formatting."""
    looks: dict[frozenset[Mark], Element] = {}
    for run in old.iterfind(qualified("s:r")):
        properties = child(run, "s:rPr")
        if properties is not None:
            looks.setdefault(read_marks(properties), properties)
    return looks


def _runs(spans: Iterable[Span], looks: dict[frozenset[Mark], Element]) -> list[Element]:
    usual = next(iter(looks.values()), None)
    return [run for span in spans for run in make_runs([span], looks.get(span.marks, usual))]
