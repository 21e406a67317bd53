"""Blocks and spans: what a document is made of.

Containers that a paragraph stands in (a quotation, a table cell) are attributes of its block, so
a list item in a quoted table cell is still one block of kind ``LIST_ITEM``.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Mark(StrEnum):
    """Inline formatting of a span."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKE = "strike"
    HIGHLIGHT = "highlight"
    """In a colour behind the text; which one is not kept."""
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"


class SpanKind(StrEnum):
    """What a span holds. All but ``TEXT`` are opaque: never normalised, never translated."""

    TEXT = "text"
    CODE = "code"
    """Inline code; ``text`` is the code without its delimiters."""
    IMAGE = "image"
    """``text`` is the alternative text, ``href`` the image's address or its `Media.name`."""
    NOTE = "note"
    """Reference to a footnote or endnote; ``text`` is the mark as shown (``[1]``), ``href`` the
    `Block.note` of the note's blocks."""
    RAW = "raw"
    """Markup shown as it stands: inline HTML, template tags, maths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of characters with one formatting."""

    text: str
    """The characters; ``\\n`` is a hard line break."""
    kind: SpanKind = SpanKind.TEXT
    marks: frozenset[Mark] = frozenset()
    href: str = ""
    """Link target (or image address); empty where there is none."""
    title: str = ""
    """Title of a link or image, as Markdown and HTML have it."""
    link: str = ""
    """Images: the address they lead to; empty where there is none."""
    extent: tuple[int, int] | None = None
    """Images: width and height as shown, in EMU (914,400 to the inch), where the source says."""
    reading: str = ""
    """What documents show above the text: pinyin."""
    element: str = ""
    """Opaque spans: locator of the element of the source file that it was read from, for writers
    that work on a copy of that file."""

    @property
    def is_opaque(self) -> bool:
        return self.kind is not SpanKind.TEXT


class BlockKind(StrEnum):
    """The nature of a paragraph-level unit."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    CODE = "code"
    HTML = "html"
    RULE = "rule"
    """A thematic break; it has no text."""


class Part(StrEnum):
    """The part of its document that a block stands in."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    COMMENT = "comment"


OPAQUE_KINDS = frozenset({BlockKind.CODE, BlockKind.HTML, BlockKind.RULE})
"""Blocks that pass through untouched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where in which table a block stands. Merged cells appear once, at their top left."""

    table: int
    """Number of the table in its document, from 0."""
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False
    align: str = ""
    """``left``, ``center`` or ``right``, where the source says."""
    outer: Cell | None = None
    """The cell that its table stands in; None for a table that stands in none."""

    @property
    def path(self) -> tuple[Cell, ...]:
        """The cells around a block in it, from the outermost to this one."""
        return (*(self.outer.path if self.outer else ()), self)


LEAST_SURE = 0.8
"""A line of which text recognition is less sure may well be another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedLine:
    """A line of a block that was not stored as text, but recognised in a picture."""

    text: str
    """As it was recognised, before normalising."""
    sure: float
    """How sure that is, from 0 to 1, which nothing recognised ever is."""

    @property
    def is_doubtful(self) -> bool:
        return self.sure < LEAST_SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph-level unit: one row of the bilingual document."""

    kind: BlockKind = BlockKind.PARAGRAPH
    spans: tuple[Span, ...] = ()
    level: int = 0
    """Headings: 1 to 9. List items: nesting depth from 1. Otherwise 0."""
    list_depth: int = 0
    """Other blocks that stand in a list item, such as code: its nesting depth, from 1."""
    marker: str = ""
    """List items: the marker as shown (``•``, ``3.``, ``[x]``); empty for a further paragraph
    of the same item. Cues of subtitles: their time code."""
    quote_depth: int = 0
    quote_start: int = 0
    """The depth, from 1, of the outermost quotation that begins with the block; 0 where it goes on
    in the quotation of the block before."""
    cell: Cell | None = None
    note: str = ""
    """Name of the footnote or endnote that it is (a part of) the text of."""
    part: Part = Part.BODY
    section: int = 0
    """Index in `Document.sections`."""
    is_contents: bool = False
    """Whether it is an entry of a table of contents."""
    is_caption: bool = False
    """Whether it is the caption of an image or table."""
    recognised: tuple[RecognisedLine, ...] = ()
    """Its lines, where it was recognised in a picture."""
    blank_before: int = 0
    """Blank lines (empty Word paragraphs) before the block."""
    info: str = ""
    """Code blocks: the language named at the fence."""
    locator: str = ""
    """Where in the source, for messages: ``line 12``, ``table 2, row 1``."""
    element: str = ""
    """Locator of the element of the source file that it was read from (``word/document.xml#14``),
    for writers that work on a copy of that file."""
    id: str = ""
    """Stable name, see `with_ids`."""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def is_translatable(self) -> bool:
        """Whether there is anything to hand to an engine."""
        return self.kind not in OPAQUE_KINDS and any(
            not span.is_opaque and span.text.strip() for span in self.spans
        )


def with_ids(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Name each block by its kind and text, so that a paragraph keeps its name when others
    are added around it. Equal blocks are told apart by their order (``3f2a9c1b-2``)."""
    seen: Counter[str] = Counter()
    named = []
    for block in blocks:
        digest = hashlib.sha256(f"{block.kind}\0{block.text}".encode("utf-8", "surrogatepass"))
        name = digest.hexdigest()[:8]
        seen[name] += 1
        named.append(replace(block, id=name if seen[name] == 1 else f"{name}-{seen[name]}"))
    return tuple(named)
