"""Markdown -> Document: front matter, blocks, and link definitions that nothing uses."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from markdown_it.token import Token

from bilingual.errors import ReadError
from bilingual.formats.encoding import decode_text
from bilingual.formats.front_matter import load_fields, split_front_matter
from bilingual.formats.markdown_ledger import split_ledger
from bilingual.model import Block, BlockKind, Document, Span, with_ids
from bilingual.readers.markdown.syntax import DEEPEST_NESTING, make_parser
from bilingual.readers.markdown.walk import MarkdownWalk
from bilingual.readers.shared.dates import find_date, first_date
from bilingual.spans import first_heading

_NOTE_NAME = re.compile(r"\A(?:\[\^[^\]]+\]:[ \t]*)+")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")


def read_markdown(
    path: Path, data: bytes, *, encoding: str | None = None, replaces_errors: bool = False
) -> Document:
    """Read a Markdown file; ``path`` names it in the document and in errors.

    Raises `ReadError` if it cannot be decoded, or is nested too deeply.
    """
    decoded = decode_text(data, path, encoding=encoding, replaces_errors=replaces_errors)
    front_matter, source = split_front_matter(split_ledger(decoded.text)[0])
    environment: dict[str, Any] = {}
    tokens = make_parser().parse(source, environment)
    if max((token.level for token in tokens), default=0) >= DEEPEST_NESTING - 1:
        raise ReadError(
            path,
            "quotes or lists are nested too deeply",
            "check that it is Markdown or give it the suffix .txt",
        )
    numbered = [*MarkdownWalk().blocks(tokens), *_unused_definitions(source, tokens, environment)]
    numbered.sort(key=lambda pair: pair[0])  # stable: only the definitions move
    blocks = with_ids(block for _, block in numbered)
    fields = load_fields(front_matter) or {}
    return Document(
        name=path.name,
        format="md",
        blocks=blocks,
        title=_words(fields.get("title")) or first_heading(blocks),
        author=_words(fields.get("author") or fields.get("authors")),
        date=_day(fields.get("date")) or first_date(blocks),
        front_matter=front_matter,
        encoding=decoded.encoding,
        remarks=decoded.remarks,
    )


def _unused_definitions(
    source: str, tokens: Sequence[Token], environment: dict[str, Any]
) -> Iterator[tuple[int, Block]]:
    """``[注]: 说明`` is a link definition to CommonMark, and vanishes; here Chinese stays."""
    used = {child.meta.get("label") for token in tokens for child in token.children or ()}
    lines = source.split("\n")
    definitions = [
        *((label, entry) for label, entry in environment.get("references", {}).items()),
        *((None, entry) for entry in environment.get("duplicate_refs", ())),
    ]
    for label, entry in definitions:
        start, after = entry["map"]
        text = _NOTE_NAME.sub("", "\n".join(lines[start:after]).strip())
        if label not in used and _HAN.search(text):
            yield (
                start + 1,
                Block(kind=BlockKind.HTML, spans=(Span(text=text),), locator=f"line {start + 1}"),
            )


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return find_date(value) if isinstance(value, str) else None
