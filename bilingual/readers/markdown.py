"""Markdown -> Document.

The parser's tokens are a walk through nested containers. Blocks are flat, so the walk keeps
the containers it stands in (quotes, list items, the table cell) and writes them on each block.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from markdown_it.token import Token

from bilingual.errors import ReadError
from bilingual.model import Block, BlockKind, Cell, Document, Span, SpanKind, with_ids
from bilingual.readers.dates import find_date, first_date
from bilingual.readers.encoding import decode_text
from bilingual.readers.markdown_inline import read_inline
from bilingual.readers.markdown_syntax import DEEPEST_NESTING, make_parser
from bilingual.readers.spans import first_heading

_FRONT_MATTER = re.compile(
    r"""---[ \t]*\n
    ((?:[ \t]*\n|\#.*\n)*             # blank lines and comments, then a key:
     [\w"'][^\n]*?:(?:[ \t].*)?\n     # a text between two rules has none
     (?:.*\n)*?)
    (?:---|\.\.\.)[ \t]*(?:\n|\Z)""",
    re.VERBOSE,
)
_STARTS_WITHOUT_PARAGRAPH = frozenset(
    {
        "list_item_open",
        "list_item_close",
        "table_open",
        "heading_open",
        "fence",
        "code_block",
        "html_block",
        "hr",
    }
)
_TASK = re.compile(r"\[([ xX])\]\s+")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")


def read_markdown(path: Path, data: bytes, *, encoding: str | None = None) -> Document:
    """Read a Markdown file; ``path`` names it in the document and in errors."""
    decoded = decode_text(data, path, encoding=encoding)
    source, front_matter = decoded.text, ""
    if match := _FRONT_MATTER.match(source):
        front_matter = match[1]
        source = "\n" * match[0].count("\n") + source[match.end() :]  # keeps line numbers
    environment: dict[str, Any] = {}
    tokens = make_parser().parse(source, environment)
    if max((token.level for token in tokens), default=0) >= DEEPEST_NESTING - 1:
        raise ReadError(
            f"{path}: quotes or lists are nested too deeply; "
            "check that it is Markdown or give it the suffix .txt"
        )
    numbered = [*_Walk().blocks(tokens), *_unused_definitions(source, tokens, environment)]
    numbered.sort(key=lambda pair: pair[0])  # stable: only the definitions move
    blocks = with_ids(block for _, block in numbered)
    fields = _fields(front_matter)
    return Document(
        name=path.name,
        format="md",
        blocks=blocks,
        title=_words(fields.get("title")) or first_heading(blocks),
        author=_words(fields.get("author") or fields.get("authors")),
        date=_day(fields.get("date")) or first_date(blocks),
        front_matter=front_matter,
        encoding=decoded.encoding,
    )


@dataclass(slots=True)
class _Item:
    """A list item that is open; its marker belongs to its first block."""

    marker: str
    is_new: bool = True


@dataclass(slots=True)
class _Walk:
    """Where in the nest of containers the walk stands."""

    items: list[_Item] = field(default_factory=list)
    quote_depth: int = 0
    tables: int = 0
    row: int = -1
    column: int = -1
    line: int = 1

    def blocks(self, tokens: Sequence[Token]) -> Iterator[tuple[int, Block]]:
        """Blocks with the numbers of their lines."""
        opening = tokens[0] if tokens else None
        for token in tokens:
            if token.map and token.nesting >= 0:
                self.line = token.map[0] + 1
            if token.type in _STARTS_WITHOUT_PARAGRAPH:
                yield from self._bare_marker()
            if token.type == "inline":
                yield self._inline(token, opening or token)
            elif token.nesting:
                self._step(token)
            else:
                yield self._leaf(token)
            opening = token

    def _step(self, token: Token) -> None:
        """Into a container or out of it."""
        match token.type:
            case "blockquote_open" | "blockquote_close":
                self.quote_depth += token.nesting
            case "list_item_open":
                self.items.append(_Item(f"{token.info}{token.markup}" if token.info else "•"))
            case "list_item_close":
                self.items.pop()
            case "table_open":
                self.row = -1
            case "table_close":
                self.tables += 1
            case "tr_open":
                self.row, self.column = self.row + 1, -1
            case "th_open" | "td_open":
                self.column += 1

    def _leaf(self, token: Token) -> tuple[int, Block]:
        match token.type:
            case "fence" | "code_block":
                spans = (Span(text=token.content.removesuffix("\n")),)
                return self._block(BlockKind.CODE, spans, info=token.info.strip())
            case "math_block":
                return self._paragraph((Span(text=token.content.strip(), kind=SpanKind.RAW),))
            case "hr":
                return self._block(BlockKind.RULE, ())
            case _:
                return self._block(BlockKind.HTML, (Span(text=token.content.rstrip("\n")),))

    def _inline(self, token: Token, opening: Token) -> tuple[int, Block]:
        children = token.children or []
        if opening.type == "heading_open":
            level = int(opening.tag[1:])
            return self._block(BlockKind.HEADING, read_inline(children), level=level)
        if opening.type in ("th_open", "td_open"):
            return self._block(
                BlockKind.PARAGRAPH,
                read_inline(children),
                cell=Cell(
                    table=self.tables,
                    row=self.row,
                    column=self.column,
                    is_header=opening.type == "th_open",
                ),
            )
        first = children[0] if children else token
        is_item_start = bool(self.items) and self.items[-1].is_new and first.type == "text"
        if is_item_start and (task := _TASK.match(first.content)):
            self.items[-1].marker = "[ ]" if task[1] == " " else "[x]"
            first.content = first.content[task.end() :]
        return self._paragraph(read_inline(children))

    def _paragraph(self, spans: tuple[Span, ...]) -> tuple[int, Block]:
        if not self.items:
            return self._block(BlockKind.PARAGRAPH, spans)
        item = self.items[-1]
        marker, item.is_new = (item.marker if item.is_new else ""), False
        return self._block(BlockKind.LIST_ITEM, spans, level=len(self.items), marker=marker)

    def _bare_marker(self) -> Iterator[tuple[int, Block]]:
        """An item that begins with something else than a paragraph still shows its marker."""
        if self.items and self.items[-1].is_new:
            yield self._paragraph(())

    def _block(
        self,
        kind: BlockKind,
        spans: tuple[Span, ...],
        *,
        level: int = 0,
        marker: str = "",
        cell: Cell | None = None,
        info: str = "",
    ) -> tuple[int, Block]:
        return self.line, Block(
            kind=kind,
            spans=spans,
            level=level,
            marker=marker,
            quote_depth=self.quote_depth,
            cell=cell,
            info=info,
            locator=f"line {self.line}",
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
        text = "\n".join(lines[start:after]).strip()
        if label not in used and _HAN.search(text):
            yield (
                start + 1,
                Block(kind=BlockKind.HTML, spans=(Span(text=text),), locator=f"line {start + 1}"),
            )


def _fields(front_matter: str) -> dict[str, object]:
    """The fields of the front matter; none if it is not sound YAML, it is kept as it stands."""
    try:
        fields = yaml.safe_load(front_matter)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return {str(key): value for key, value in fields.items()} if isinstance(fields, dict) else {}


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
