"""What a document leaves out of its source on purpose: a table of rules for `benchmarks.loss`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from benchmarks.plain_text import hidden_by_class, note_pictures, plain_text, text_around
from bilingual.model import BilingualDocument, Layout, NormalizedDocument, Origin

_ADDRESS = re.compile(r"\]\(([^()\s]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file with what became of it, as rules see it."""

    path: Path
    data: bytes = field(repr=False)
    normalized: NormalizedDocument
    document: BilingualDocument
    format: str
    layout: Layout

    @property
    def is_markdown(self) -> bool:
        return self.document.document.format == "md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A kind of text that is left out on purpose."""

    name: str
    reason: str
    explained: Callable[[Made], str]
    """The text that may be missing."""


def _readings(made: Made) -> str:
    changes = (change for block in made.normalized.blocks for change in block.changes)
    return "".join(change.before for change in changes if change.rule == "pinyin")


def _said_by_rule(made: Made) -> str:
    if made.layout is not Layout.TARGET_ONLY:
        return ""
    pairs = made.document.pairs
    segments = (segment for pair in pairs for segment in pair.segments)
    ruled = [one.source for one in segments if one.origin is Origin.RULE]
    return "".join([*ruled, *(pair.source.marker for pair in pairs)])


def _addresses(made: Made) -> str:
    spans = (span for pair in made.document.pairs for span in pair.source.spans)
    written = _ADDRESS.findall(plain_text(made.path, made.data)) if made.is_markdown else []
    return "".join([*(unquote(span.href + span.link) for span in spans), *written])


def _note_pictures(made: Made) -> str:
    text = "\n".join(block.text for block in made.document.document.blocks)
    shown = note_pictures(made.path, made.data)
    return "".join(one for one in shown if len(one) == 1 or one in text)


RULES = (
    Rule(
        name="pinyin",
        reason="readings beside characters are no text",
        explained=_readings,
    ),
    Rule(
        name="numbering",
        reason="markers and page counts are worded in English by rule: 第一章, Chapter 1",
        explained=_said_by_rule,
    ),
    Rule(
        name="front matter",
        reason="only Markdown has a place for it",
        explained=lambda made: "" if made.format == "md" else made.document.document.front_matter,
    ),
    Rule(
        name="addresses",
        reason="where a link leads, and where a picture lies, is no text; pictures are packed",
        explained=_addresses,
    ),
    Rule(
        name="note marks",
        reason="pictures that lead to a note (注, or the note once more) become its mark",
        explained=_note_pictures,
    ),
    Rule(
        name="around the text",
        reason="running headers and footers stand once, or not at all; menus and forms are no text",
        explained=lambda made: text_around(made.path, made.data),
    ),
    Rule(
        name="hidden by a class",
        reason="what the page's own style sheet hides nobody sees",
        explained=lambda made: hidden_by_class(made.path, made.data),
    ),
)
"""Hidden text has no row: the remark of the document that counts it explains as many."""
