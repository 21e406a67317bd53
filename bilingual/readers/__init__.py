"""Seeds in: a file becomes a `Document`.
A new format is a module here and a row of `INPUT_FORMATS`; docs/adding.md shows one.

Readers are loaded when a file of their kind is read, so that listing a folder or showing
help does not wait for Word's XML library.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol

from bilingual.errors import ReadError
from bilingual.formats.limits import too_large, too_long
from bilingual.formats.local_files import with_local_images
from bilingual.model import Document
from bilingual.readers.isolated import is_small, read_apart


class Reader(Protocol):
    """What stands behind a suffix. ``path`` only names the seed; ``data`` is its content."""

    def __call__(
        self, path: Path, data: bytes, *, encoding: str | None = None, **choices: bool
    ) -> Document:
        """Read a seed or raise `ReadError`. ``choices`` are those that the format has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFormat:
    """A kind of file that can be read."""

    name: str
    """What people call it."""
    suffixes: tuple[str, ...]
    reader: str
    """The module of this folder and, after a colon, its `Reader`; imported when first needed."""
    has_encodings: bool = False
    """Whether files do not always say which encoding they are in, so that ``encoding`` matters."""
    choices: tuple[str, ...] = ()
    """What its reader can be told besides: ``keeps_hidden`` where a file can hide text."""
    packages: tuple[str, ...] = ()
    """What its reader reads more with, where it is installed."""

    @property
    def versions(self) -> str:
        """Those of its ``packages`` that are installed, with their versions; empty unless all are.
        What they read is another document."""
        try:
            return " ".join(f"{name} {version(name)}" for name in self.packages)
        except PackageNotFoundError:
            return ""


INPUT_FORMATS = (
    InputFormat(
        name="text",
        suffixes=(".txt",),
        reader="text:read_text",
        has_encodings=True,
        choices=("replaces_errors",),
    ),
    InputFormat(
        name="Markdown",
        suffixes=(".md", ".markdown"),
        reader="markdown:read_markdown",
        has_encodings=True,
        choices=("replaces_errors",),
    ),
    InputFormat(
        name="Word",
        suffixes=(".docx", ".docm", ".dotx", ".dotm"),
        reader="word:read_docx",
        choices=("keeps_hidden", "is_embedded"),
    ),
    InputFormat(
        name="HTML",
        suffixes=(".html", ".htm", ".xhtml"),
        reader="html:read_html",
        has_encodings=True,
        choices=("keeps_all", "replaces_errors"),
    ),
    InputFormat(
        name="PDF",
        suffixes=(".pdf",),
        reader="pdf:read_pdf",
        packages=("rapidocr", "onnxruntime"),
    ),
    InputFormat(name="EPUB", suffixes=(".epub",), reader="epub:read_epub", has_encodings=True),
    InputFormat(
        name="OpenDocument",
        suffixes=(".odt",),
        reader="odt:read_odt",
        choices=("keeps_hidden",),
    ),
    InputFormat(
        name="RTF",
        suffixes=(".rtf",),
        reader="rtf:read_rtf",
        has_encodings=True,
        choices=("keeps_hidden",),
    ),
    InputFormat(
        name="PowerPoint",
        suffixes=(".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"),
        reader="pptx:read_pptx",
        choices=("keeps_hidden",),
    ),
    InputFormat(
        name="Excel",
        suffixes=(".xlsx", ".xlsm", ".xltx", ".xltm"),
        reader="xlsx:read_xlsx",
        choices=("keeps_hidden",),
    ),
    InputFormat(
        name="subtitle",
        suffixes=(".srt", ".vtt", ".ass", ".ssa"),
        reader="subtitles:read_subtitles",
        has_encodings=True,
        choices=("replaces_errors",),
    ),
)

_FORMATS = {suffix: one for one in INPUT_FORMATS for suffix in one.suffixes}

SUFFIXES = tuple(_FORMATS)
"""Of the files that can be read; case does not matter."""
OLD_OFFICE = {
    ".doc": ("an old Word file", ".docx"),
    ".dot": ("an old Word template", ".docx"),
    ".wps": ("a WPS file", ".docx"),
    ".wpt": ("a WPS template", ".docx"),
    ".ppt": ("an old PowerPoint file", ".pptx"),
    ".pps": ("an old PowerPoint file", ".pptx"),
    ".dps": ("a WPS presentation", ".pptx"),
    ".xls": ("an old Excel file", ".xlsx"),
    ".et": ("a WPS spreadsheet", ".xlsx"),
}
"""Files that their own programs save in newer kinds: what they are called, and which kind."""
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


def read_bytes(path: Path) -> bytes:
    """The content of a seed; raises `ReadError` if it cannot be read, or is larger than any."""
    try:
        # A pipe would else be waited for, for ever.
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | _NO_WAIT)) as file:
            facts = os.fstat(file.fileno())
            if not stat.S_ISREG(facts.st_mode):
                raise ReadError(path, "is no regular file", "give a file")
            if problem := too_large(path, facts.st_size):
                raise problem
            return file.read()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadError(
            path, f"cannot be read ({reason})", "check the path and its permissions"
        ) from None


def read_document(
    path: Path,
    data: bytes | None = None,
    *,
    encoding: str | None = None,
    keeps_hidden: bool = False,
    replaces_errors: bool = False,
) -> Document:
    """Read a seed, from its bytes where somebody has them already. ``encoding`` is that of files
    that may be in one or another (see `InputFormat.has_encodings`); without it, it is detected.
    Text that the file hides is left out, with a remark, unless it is to be kept. With
    ``replaces_errors``, U+FFFD stands for bytes of a text file that fit nowhere, and a remark says
    where.

    Raises `ReadError` if the file cannot be opened, is of no known kind, has no text, or is not
    what its suffix says.
    """
    data = read_bytes(path) if data is None else data
    # PDF files have a process of their own in any case.
    is_apart = path.suffix.lower() != ".pdf" and not is_small(data)
    read = read_apart if is_apart else read_here
    document = read(
        path,
        data,
        encoding=encoding,
        keeps_hidden=keeps_hidden,
        replaces_errors=replaces_errors,
    )
    return with_local_images(document, path.parent)


def read_here(path: Path, data: bytes, *, encoding: str | None = None, **choices: bool) -> Document:
    """The same in this process whatever the seed is, and without the pictures beside it. Of the
    ``choices`` the reader is told those that its format has."""
    kind = _format(path)
    if not data:
        raise _no_text(path)
    known = {name: choice for name, choice in choices.items() if name in kind.choices}
    document = _reader(kind)(path, data, encoding=encoding, **known)
    if not any(block.text.strip() for block in document.blocks):
        raise _no_text(path)
    if problem := too_long(path, document):
        raise problem
    return document


def versions_of(path: Path) -> str:
    """What the reader of a seed reads more with, see `InputFormat.versions`.

    Raises `ReadError` where the seed is of no known kind.
    """
    return _format(path).versions


def _format(path: Path) -> InputFormat:
    try:
        return _FORMATS[path.suffix.lower()]
    except KeyError:
        raise unreadable_kind(path) from None


def unreadable_kind(path: Path) -> ReadError:
    """What is said of a file whose suffix is of no kind that can be read."""
    suffix = path.suffix.lower()
    if suffix in OLD_OFFICE:
        name, newer = OLD_OFFICE[suffix]
        return ReadError(path, f"is {name}, which cannot be read", f"save it as {newer}")
    formats = ", ".join(SUFFIXES)
    return ReadError(path, "is not a kind of file that can be read", f"use one of {formats}")


def _reader(kind: InputFormat) -> Reader:
    module, function = kind.reader.split(":")
    reader: Reader = getattr(import_module(f"{__name__}.{module}"), function)
    return reader


def _no_text(path: Path) -> ReadError:
    return ReadError(path, "has no text", "check that it is the right file")
