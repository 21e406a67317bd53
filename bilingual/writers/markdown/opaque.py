"""Blocks that pass through a Markdown document as they are."""

from __future__ import annotations

import re

from bilingual.formats.shown import printable
from bilingual.model import OPAQUE_KINDS, Block, BlockKind, SpanKind
from bilingual.writers.markdown.escape import flat
from bilingual.writers.markdown.span_markup import inline

_ENDS = (
    (re.compile(r"<(script|pre|style|textarea)(?:\s|>|$)", re.IGNORECASE), "</{}>"),
    (re.compile("<!--"), "-->"),
    (re.compile(r"<\?"), "?>"),
    (re.compile(r"<!\[CDATA\["), "]]>"),
    (re.compile("<![A-Za-z]"), ">"),
)
"""HTML blocks that end at a mark only, not at a blank line (CommonMark 0.31, 4.6)."""


def passes_through(block: Block) -> bool:
    """Whether a block of the body comes once, in full width."""
    is_picture = bool(block.spans) and all(span.kind is SpanKind.IMAGE for span in block.spans)
    is_paragraph = block.kind is BlockKind.PARAGRAPH
    return block.kind in OPAQUE_KINDS or (
        is_paragraph and (is_picture or is_displayed_maths(block))
    )


def is_displayed_maths(block: Block) -> bool:
    """Whether a paragraph is one formula between ``$$``."""
    if len(block.spans) != 1 or block.spans[0].kind is not SpanKind.RAW:
        return False
    return block.text.startswith("$$") and block.text.endswith("$$")


def verbatim(block: Block) -> str:
    """The block as the source has it."""
    match block.kind:
        case BlockKind.RULE:
            return "---"
        case BlockKind.CODE:
            return _fenced(block)
        case BlockKind.HTML:
            return _closed(printable(block.text))
        case _:
            return printable(block.text) if is_displayed_maths(block) else inline(block.spans)


def _fenced(block: Block) -> str:
    text, info = printable(block.text), flat(block.info).strip()
    sign = "~" if "`" in info else "`"
    longest = max(map(len, re.findall(f"{sign}+", text)), default=0)
    fence = sign * max(3, longest + 1)
    return f"{fence}{info}\n{text}\n{fence}" if text else f"{fence}{info}\n{fence}"


def _closed(text: str) -> str:
    """HTML whose end is missing would swallow all that follows; it is ended."""
    for start, mark in _ENDS:
        if match := start.match(text.lstrip()):
            end = mark.format(*(name.lower() for name in match.groups()))
            return text if end in text.lower() else f"{text}\n{end}"
    return text
