"""Documents: a seed as it was read, and after normalising."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from bilingual.model.blocks import Block


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
    remarks: tuple[str, ...] = ()
    """What the reader left out, or is not sure of, that no block can say: plain English sentences
    with counts. Runs print them, documents and ``--json`` have them."""
    shows_hidden: bool = False
    """Whether text that the source hides is read as any other."""
    source: bytes = field(default=b"", repr=False)
    """The file itself, for formats of which a copy can be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing the normaliser did to a block."""

    rule: str
    """``characters``, ``pinyin``, ``script`` or ``punctuation``."""
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
