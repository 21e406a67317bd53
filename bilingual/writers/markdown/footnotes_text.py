"""Footnotes of Markdown documents: which there are, how they are named and defined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bilingual.model import Span, SpanKind
from bilingual.writers.content import Item, SourceTable

_REFERENCE = re.compile(r"\[\^([^\[\]\s]+)\]")


def known_notes(items: Iterable[Item]) -> frozenset[str]:
    """The notes that the document has."""
    return frozenset(item.block.note for item in items) - {""}


def resolved_note(span: Span, known: frozenset[str]) -> Span:
    """A reference named as Markdown can name it; one to a note that is not there is text."""
    if span.kind is not SpanKind.NOTE:
        return span
    if span.href not in known:
        return replace(span, kind=SpanKind.TEXT, href="")
    return replace(span, href=_name(span.href))


def notes_of(items: Iterable[Item]) -> dict[str, list[Item]]:
    """What each note holds, by its name in Markdown."""
    notes: dict[str, list[Item]] = {}
    for item in items:
        if item.block.note:
            notes.setdefault(_name(item.block.note), []).append(item)
    return notes


def names_referred_to(text: str) -> frozenset[str]:
    """The notes that a Markdown text refers to."""
    return frozenset(_REFERENCE.findall(text))


def definition(name: str, text: str, *, is_paragraph: bool) -> str:
    """A note's text, as Markdown defines it. Only a paragraph begins on the first line: how far
    others are indented there, readers of Markdown do not agree on."""
    lines = text.split("\n")
    first = f" {lines.pop(0)}" if is_paragraph else ""
    indented = [f"    {line}" for line in lines]
    return "\n".join([f"[^{name}]:{first}", *(line if line.strip() else "" for line in indented)])


def label_of(items: Sequence[Item]) -> str:
    """The mark by which the source refers to a note; empty where it does not."""
    first = items[0]
    return "" if isinstance(first, SourceTable) else first.label


def _name(note: str) -> str:
    return re.sub(r"[\s\[\]|\\]+", "-", note)
