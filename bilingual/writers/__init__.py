"""Bilingual documents into files: `BilingualDocument` -> bytes, one module a format.
A new format is a module here and a row of `OUTPUT_FORMATS`; docs/adding.md shows one.

Writers are pure and repeatable: the same document and options give the same bytes. What a
document shows is arranged once, in `content`; a writer only lays it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import PurePath
from typing import Any, TypeAlias

from bilingual.errors import UsageError, WriteError
from bilingual.model import BilingualDocument, Layout
from bilingual.writers.options import (
    Orientation,
    PageSize,
    RowNumbers,
    Rows,
    ShownFindings,
    WriteOptions,
)

__all__ = [
    "DEFAULT_FORMATS",
    "FORMATS",
    "OUTPUT_FORMATS",
    "Orientation",
    "OutputFormat",
    "PageSize",
    "RowNumbers",
    "Rows",
    "ShownFindings",
    "WriteOptions",
    "find_format",
    "in_rows",
    "render",
    "require",
    "suited",
]

Writer: TypeAlias = Callable[[BilingualDocument, WriteOptions], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFormat:
    """A kind of file that can be written."""

    suffix: str
    """Of its files, without the dot; also what ``--to`` calls it."""
    name: str
    """What people call it."""
    writer: str
    """The module of this folder and, after a colon, its `Writer`; imported when first needed."""
    requirement: str = ""
    """The same for a function that raises `UsageError` where the options ask for what cannot be
    written on this machine; empty if all can."""
    needs: str = ""
    """A program beside this one that has to be installed; empty if none."""
    sources: tuple[str, ...] = ()
    """Suffixes of the seeds that it can be made of; empty if of all."""
    has_rows: bool = True
    """Whether it is laid out anew, row by row, and is no copy of the source."""
    has_layouts: bool = True
    """Whether layouts are shown in it; else there is one document of a seed for all of them."""
    has_readings: bool = False
    """Whether pinyin has a place above the source, and glosses below it."""
    has_pictures_beside: bool = False
    """Whether pictures are files beside its own, in ``NAME.files/``, and not in it."""
    is_text: bool = False
    """Whether a terminal can show its files."""
    is_default: bool = False
    """Whether it is written where nobody asks for other formats."""


_SUBTITLES = (".srt", ".vtt", ".ass", ".ssa")
_SLIDES = (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm")
_SHEETS = (".xlsx", ".xlsm", ".xltx", ".xltm")
OUTPUT_FORMATS = (
    OutputFormat(
        suffix="docx",
        name="Word",
        writer="word:write",
        requirement="word:require",
        has_readings=True,
        is_default=True,
    ),
    OutputFormat(
        suffix="md",
        name="Markdown",
        writer="markdown:write",
        has_readings=True,
        has_pictures_beside=True,
        is_text=True,
        is_default=True,
    ),
    OutputFormat(suffix="html", name="HTML", writer="html:write", has_readings=True, is_text=True),
    OutputFormat(suffix="epub", name="EPUB", writer="epub:write", has_readings=True),
    OutputFormat(
        suffix="pdf",
        name="PDF",
        writer="pdf:write",
        requirement="pdf:require",
        has_readings=True,
        needs="LibreOffice",
    ),
    OutputFormat(
        suffix="pptx", name="PowerPoint", writer="pptx:write", sources=_SLIDES, has_rows=False
    ),
    OutputFormat(suffix="xlsx", name="Excel", writer="xlsx:write", sources=_SHEETS, has_rows=False),
    *(
        OutputFormat(
            suffix=suffix,
            name=name,
            writer=f"subtitles:write_{suffix}",
            sources=_SUBTITLES,
            has_rows=False,
            is_text=True,
        )
        for suffix, name in (("srt", "SubRip"), ("vtt", "WebVTT"), ("ass", "ASS"))
    ),
    *(
        OutputFormat(
            suffix=suffix,
            name=name,
            writer=f"exchange.{module}:write",
            has_layouts=False,
            is_text=True,
        )
        for suffix, name, module in (
            ("xliff", "XLIFF 2.1", "xliff_2"),
            ("xlf", "XLIFF 1.2", "xliff_1"),
            ("tmx", "TMX", "tmx"),
        )
    ),
)

FORMATS = tuple(one.suffix for one in OUTPUT_FORMATS)
"""The formats `render` knows, as ``--to`` calls them."""
DEFAULT_FORMATS = tuple(one.suffix for one in OUTPUT_FORMATS if one.is_default)
"""The formats that are written where nobody asks for others."""


def find_format(suffix: str) -> OutputFormat:
    """The format that ``--to`` calls ``suffix``; raises `UsageError` if there is none."""
    for one in OUTPUT_FORMATS:
        if one.suffix == suffix:
            return one
    raise UsageError(
        "", f"unknown output format {suffix!r}", f"choose one of: {', '.join(FORMATS)}"
    )


def require(formats: Iterable[str], options: WriteOptions) -> None:
    """Raise `UsageError` if this machine lacks what one of the formats needs, or the template is
    none: before anything is translated for it."""
    for one in map(find_format, formats):
        if one.requirement:
            _load(one.requirement)(options)


def suited(formats: Iterable[str], name: str) -> tuple[str, ...]:
    """Those of the formats that can be made of a seed of this name.

    Raises `WriteError` if there are none.
    """
    suffix, formats = PurePath(name).suffix.lower(), tuple(formats)
    kinds = {one: find_format(one).sources for one in formats}
    fit = tuple(one for one in formats if not kinds[one] or suffix in kinds[one])
    if formats and not fit:
        what = " or ".join(f".{one}" for one in formats)
        which = ", ".join(dict.fromkeys(source for one in formats for source in kinds[one]))
        raise WriteError(
            name,
            f"cannot become {what}, which is made of {which}",
            "choose other formats with --to",
        )
    return fit


def render(document: BilingualDocument, format: str, options: WriteOptions) -> bytes:
    """Lay out a bilingual document as a file of the given format.

    Raises `UsageError` for a format that is none of `FORMATS`, `WriteError` if PDF cannot be made,
    or the document is not of a kind that the format is made of.
    """
    suited([format], document.document.name)
    kind = find_format(format)
    if not kind.has_layouts:
        options = replace(options, layout=Layout.SIDE_BY_SIDE)
    if kind.has_rows:
        document = in_rows(document, options)
    shows_source = options.layout is not Layout.TARGET_ONLY
    if options.glosses and kind.has_readings and shows_source:
        from bilingual.writers.glosses import with_glosses

        document = with_glosses(document, options)
    if options.has_pinyin and kind.has_readings and shows_source:
        from bilingual.writers.readings import with_pinyin

        document = with_pinyin(document)
    write: Writer = _load(kind.writer)
    return write(document, options)


def in_rows(document: BilingualDocument, options: WriteOptions) -> BilingualDocument:
    """The document in the rows that are asked for: by paragraph, or by sentence where it shows both
    languages."""
    if options.rows is Rows.PARAGRAPH or options.layout is Layout.TARGET_ONLY:
        return document
    from bilingual.writers.sentence_rows import by_sentence

    return by_sentence(document, options.source_text)


def _load(name: str) -> Any:
    module, function = name.split(":")
    return getattr(import_module(f"{__name__}.{module}"), function)
