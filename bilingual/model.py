"""The domain: what a document, a segment and a translation are.

Plain frozen values without I/O. Containers that a paragraph stands in (a quotation, a
table cell) are attributes of its block, so a list item in a quoted table cell is still
one block of kind ``LIST_ITEM``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Mark(StrEnum):
    """Inline formatting of a span."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKE = "strike"
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
    anchor: str = ""
    """Opaque spans: which element of the source file it was read from, for writers that work on
    a copy of that file."""

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
    of the same item."""
    quote_depth: int = 0
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
    blank_before: int = 0
    """Blank lines (empty Word paragraphs) before the block."""
    info: str = ""
    """Code blocks: the language named at the fence."""
    locator: str = ""
    """Where in the source, for messages: ``line 12``, ``table 2, row 1``."""
    anchor: str = ""
    """Which element of the source file it was read from, for writers that work on a copy of it."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The paper of a section, in twentieths of a point (twips)."""

    width: int
    height: int
    margins: tuple[int, int, int, int]
    """Top, right, bottom, left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """An image that came with the document."""

    name: str
    """What image spans name it by in ``href``."""
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A seed, read."""

    name: str
    """The seed's file name, without folders (documents travel; paths are private)."""
    format: str
    """The kind of file: ``txt``, ``md``, ``docx``, …"""
    blocks: tuple[Block, ...]
    title: str = ""
    author: str = ""
    date: dt.date | None = None
    """When the source was published, as far as it says so itself."""
    front_matter: str = ""
    """YAML or TOML between the fences of a Markdown file, as it stands."""
    encoding: str = ""
    """How a text file was decoded; empty for formats that fix it."""
    sections: tuple[Page, ...] = ()
    """The paper of each section, for formats that know paper."""
    media: tuple[Media, ...] = ()
    source: bytes = field(default=b"", repr=False)
    """The file itself, for formats of which a copy can be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing the normaliser did to a block."""

    rule: str
    """``pinyin``, ``script`` or ``punctuation``."""
    before: str
    after: str
    context: str
    """A few characters around the place, as they were before the change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalizedBlock:
    """A block before and after normalising."""

    original: Block
    block: Block
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalizedDocument:
    """A document before and after normalising."""

    document: Document
    """As read."""
    blocks: tuple[NormalizedBlock, ...]
    language: str
    """BCP-47 tag of the text after normalising: ``zh-Hans``, ``zh-Hant`` or ``zh``."""
    title: str = ""
    """The document's title, normalised."""


class FindingCode(StrEnum):
    """What a check can find about a translation."""

    EMPTY = "empty"
    LOOP = "loop"
    UNKNOWN = "unknown"
    """The model wrote ``⁇`` for a piece it has no character for."""
    LENGTH = "length"
    UNTRANSLATED = "untranslated"
    """Chinese characters are left in the translation."""
    NUMBER = "number"
    """A number of the source is not in the translation."""
    FORMAT = "format"
    """Formatting of a part of the source could not be placed in the translation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a check cannot vouch for; shown to the reader."""

    code: FindingCode
    message: str


class Origin(StrEnum):
    """Where a translation came from."""

    ENGINE = "engine"
    SOURCE = "source"
    """Nothing to translate: the source text itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The translation of one segment."""

    source: str
    """The segment; joined in order, a block's segments are its text."""
    text: str
    origin: Origin
    score: float | None = None
    """The engine's log probability per target token; higher is better."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Source and target of one block."""

    source: Block
    """As normalised."""
    original: Block
    """As read."""
    target: tuple[Span, ...]
    segments: tuple[Translation, ...] = ()

    @property
    def target_text(self) -> str:
        return "".join(span.text for span in self.target)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for segment in self.segments for finding in segment.findings)

    def sentence_ranges(self) -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
        """For each segment, its start and stop in the source's text and in `target_text`."""
        ranges, source, target, text = [], 0, 0, self.target_text
        for segment in self.segments:
            start = max(target, text.find(segment.text, target))
            stop = start + len(segment.text)
            ranges.append(((source, source + len(segment.source)), (start, stop)))
            source, target = source + len(segment.source), stop
        return tuple(ranges)


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineInfo:
    """Who translated; goes into every document."""

    name: str
    """``argos`` or ``identity``."""
    package: str = ""
    """The package's folder name, such as ``translate-zh_en-1_9``; empty without one."""
    version: str = ""
    checksum: str = ""
    """SHA-256 of the package's files."""
    quality: str = ""
    """``draft`` where the package declares that its output must not be trusted."""
    target_language: str = "en"
    """BCP-47 tag of what it translates to."""
    target_name: str = "English"
    """English name of that language."""

    @property
    def is_draft(self) -> bool:
        return self.quality == "draft"

    @property
    def label(self) -> str:
        """How documents name the translator, such as ``argos, translate-zh_en-0_1 (draft)``."""
        named = f"{self.name}, {self.package}" if self.package else self.name
        return f"{named} (draft)" if self.is_draft else named


@dataclass(frozen=True, slots=True, kw_only=True)
class BilingualDocument:
    """A seed with its translation: what every writer gets."""

    document: Document
    """The source as read, for title, author, date and front matter."""
    pairs: tuple[Pair, ...]
    source_language: str
    target_language: str
    engine: EngineInfo
    title: str = ""
    """The title, normalised."""


class Layout(StrEnum):
    """How source and target stand to each other."""

    SIDE_BY_SIDE = "side-by-side"
    INTERLEAVED = "interleaved"
    TARGET_ONLY = "target-only"


class SourceText(StrEnum):
    """Which form of the source a document shows."""

    NORMALIZED = "normalized"
    ORIGINAL = "original"
