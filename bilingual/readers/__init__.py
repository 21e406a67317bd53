"""Seeds in: a file becomes a `Document`.

Readers are loaded when a file of their kind is read, so that listing a folder or showing
help does not wait for Word's XML library.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol

from bilingual.errors import ReadError
from bilingual.formats.local_files import with_local_images
from bilingual.model import Document


class Reader(Protocol):
    """What stands behind a suffix. ``path`` only names the seed; ``data`` is its content."""

    def __call__(self, path: Path, data: bytes, *, encoding: str | None = None) -> Document:
        """Read a seed or raise `ReadError`."""


_READERS = {
    ".txt": "text:read_text",
    ".md": "markdown:read_markdown",
    ".markdown": "markdown:read_markdown",
    ".docx": "word:read_docx",
    ".html": "html:read_html",
    ".htm": "html:read_html",
    ".xhtml": "html:read_html",
    ".pdf": "pdf:read_pdf",
    ".epub": "epub:read_epub",
    ".odt": "odt:read_odt",
    ".rtf": "rtf:read_rtf",
}

SUFFIXES = tuple(_READERS)
"""Of the files that can be read; case does not matter."""


def read_document(path: Path, *, encoding: str | None = None) -> Document:
    """Read a seed. ``encoding`` is for files of bytes in an encoding; without it, it is detected.

    Raises `ReadError` if the file cannot be opened, is of no known kind, has no text, or is not
    what its suffix says.
    """
    reader = _reader(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadError(
            path, f"cannot be read ({reason})", "check the path and its permissions"
        ) from None
    if not data:
        raise _no_text(path)
    document = reader(path, data, encoding=encoding)
    if not any(block.text.strip() for block in document.blocks):
        raise _no_text(path)
    return with_local_images(document, path.parent)


def _reader(path: Path) -> Reader:
    try:
        module, function = _READERS[path.suffix.lower()].split(":")
    except KeyError:
        raise ReadError(
            path, "is not a kind of file that can be read", f"use one of {', '.join(SUFFIXES)}"
        ) from None
    reader: Reader = getattr(import_module(f"{__name__}.{module}"), function)
    return reader


def _no_text(path: Path) -> ReadError:
    return ReadError(path, "has no text", "check that it is the right file")
