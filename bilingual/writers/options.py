"""What a person can choose about a document."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bilingual.model import Layout, SourceText


class PageSize(StrEnum):
    """The paper of a paged document."""

    SOURCE = "source"
    """As the source has it; A4 where it has none."""
    A4 = "a4"
    LETTER = "letter"


class Orientation(StrEnum):
    """Which way the paper is held."""

    SOURCE = "source"
    """As the source has it; upright where it has none."""
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class ShownFindings(StrEnum):
    """How a document shows what checks found."""

    COMMENTS = "comments"
    """As comments on the translation, in formats that have them; else as notes."""
    NOTES = "notes"
    """As a line below the translation."""
    NONE = "none"


class RowNumbers(StrEnum):
    """What stands before each row of a side-by-side document."""

    NONE = "none"
    NUMBER = "number"
    """Its number, from 1."""
    ID = "id"
    """The block's stable name."""


class Rows(StrEnum):
    """What a row holds."""

    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    """Where both languages are shown, and the format is laid out in rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOptions:
    """How a document is to be written."""

    layout: Layout = Layout.SIDE_BY_SIDE
    rows: Rows = Rows.PARAGRAPH
    source_text: SourceText = SourceText.NORMALIZED
    page: PageSize = PageSize.SOURCE
    orientation: Orientation = Orientation.SOURCE
    columns: tuple[int, int] = (50, 50)
    """Shares of the source and the target in the width of a side-by-side page, in percent."""
    row_numbers: RowNumbers = RowNumbers.NONE
    findings: ShownFindings = ShownFindings.COMMENTS
    has_cover: bool = True
    """Whether a block with title, source, date, translator and how to read the marks opens it."""
    has_contents: bool = False
    """Whether a table of contents opens it."""
    has_pinyin: bool = False
    """Whether the source has pinyin above it."""
    glosses: int = 0
    """How many words of a paragraph are explained below it, with the dictionary."""
    dictionary: bytes = field(default=b"", repr=False)
    """See `bilingual.formats.cedict`."""
    is_copy: bool = False
    """Whether Word documents that do not stand side by side are written into a copy of the source,
    where that is a Word file: its styles, headers and sections stay."""
    template: bytes = field(default=b"", repr=False)
    """A Word file whose styles (by our names), theme and page take the place of ours."""
