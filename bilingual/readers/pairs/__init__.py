"""Files of two languages in, whoever wrote them: pairs of a text and what stands for its
translation. A new format is a module here and a row of `PAIR_FORMATS`."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Protocol

from bilingual.errors import ReadError
from bilingual.formats.markers import GLOSS_SIGN
from bilingual.readers import read_bytes
from bilingual.readers.pairs.texts import NoPairsError as NoPairsError
from bilingual.readers.pairs.texts import PairsRead as PairsRead
from bilingual.readers.pairs.texts import TextPair as TextPair


class PairReader(Protocol):
    """What stands behind a suffix. ``path`` only names the file; ``data`` is its content."""

    def __call__(self, path: Path, data: bytes, *, encoding: str | None = None) -> PairsRead:
        """Read a file or raise `ReadError`."""


PAIR_FORMATS = {
    ".docx": "word_files:read_docx",
    ".md": "markdown_files:read_markdown",
    ".markdown": "markdown_files:read_markdown",
    ".html": "web_pages:read_html",
    ".htm": "web_pages:read_html",
    ".xhtml": "web_pages:read_html",
    ".tsv": "separated:read_tsv",
    ".csv": "separated:read_csv",
    ".tmx": "exchange:read_tmx",
    ".xlf": "exchange:read_xliff",
    ".xliff": "exchange:read_xliff",
    ".sdlxliff": "exchange:read_xliff",
    ".mqxliff": "exchange:read_xliff",
    ".mxliff": "exchange:read_xliff",
}
"""By suffix, case aside: a module of this folder and, after a colon, its `PairReader`."""


def read_pairs(path: Path, data: bytes | None = None, *, encoding: str | None = None) -> PairsRead:
    """The pairs of a file, numbered, from its bytes where somebody has them already; ``encoding``
    is that of files that may be in one or another.

    Raises `ReadError` if it cannot be opened, is of no known kind, is not what its suffix says, or
    has no pairs.
    """
    try:
        module, function = PAIR_FORMATS[path.suffix.lower()].split(":")
    except KeyError:
        raise ReadError(
            path,
            "is not a kind of file that can be checked",
            f"use one of {', '.join(PAIR_FORMATS)}",
        ) from None
    reader: PairReader = getattr(import_module(f"{__name__}.{module}"), function)
    data = read_bytes(path) if data is None else data
    if not data.strip():
        raise ReadError(path, "is empty", "check that it is the right file")
    read = reader(path, data, encoding=encoding)
    pairs = (pair for pair in read.pairs if not pair.source.startswith(GLOSS_SIGN))
    return replace(read, pairs=tuple(pairs))
