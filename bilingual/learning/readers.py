"""Which kinds of edited files can be read, and by what."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bilingual.errors import ReadError
from bilingual.formats.markers import GLOSS_SIGN

if TYPE_CHECKING:  # the help of commands names the suffixes: reading comes later, if at all
    from bilingual.learning.edited import EditedDocument, Pairs


class EditedReader(Protocol):
    """What stands behind a suffix. ``path`` only names the file; ``data`` is its content."""

    def __call__(
        self, path: Path, data: bytes, *, encoding: str | None = None
    ) -> EditedDocument | Pairs:
        """Read a file or raise `ReadError`."""


EDITED_FORMATS = {
    ".docx": "word_files:read_docx",
    ".md": "markdown_files:read_markdown",
    ".html": "web_pages:read_html",
    ".json": "web_pages:read_corrections",
    ".xlf": "exchange_files:read_bitext",
    ".xliff": "exchange_files:read_bitext",
    ".tmx": "exchange_files:read_memory",
}
"""By suffix, case aside: a module of this folder and, after a colon, its `EditedReader`."""


def read_edited(path: Path, data: bytes, *, encoding: str | None = None) -> EditedDocument | Pairs:
    """What a person left in a file, whose content is ``data``.

    Raises `ReadError` if it is of no known kind, is not what its suffix says, or does not know what
    was written into it.
    """
    from bilingual.learning.edited import Pairs
    from bilingual.spans import joined_text

    try:
        module, function = EDITED_FORMATS[path.suffix.lower()].split(":")
    except KeyError:
        raise ReadError(
            path,
            "is not a kind of file that can be learned from",
            f"use one of {', '.join(EDITED_FORMATS)}",
        ) from None
    reader: EditedReader = getattr(import_module(f"bilingual.learning.{module}"), function)
    if not data.strip(b"\0\r\n\t "):
        raise ReadError(path, "is empty", "check that it is the right file")
    read = reader(path, data, encoding=encoding)
    if isinstance(read, Pairs):
        return read
    rows = (one for one in read.passages if not joined_text(one.spans).startswith(GLOSS_SIGN))
    return replace(read, passages=tuple(rows))
