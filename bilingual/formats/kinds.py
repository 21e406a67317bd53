"""What a file is by its first bytes, where its suffix says something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.encoding import BYTE_ORDER_MARKS, decode_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file, as messages name it."""

    name: str
    suffix: str


_BEGINNINGS = (
    (re.compile(rb"\{\\rtf"), Kind(name="an RTF file", suffix=".rtf")),
    (re.compile(rb"%PDF-"), Kind(name="a PDF", suffix=".pdf")),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE
        ),
        Kind(name="a web page", suffix=".html"),
    ),
)
_TEXT = Kind(name="a text file", suffix=".txt")


def other_kind(data: bytes, path: Path) -> Kind | None:
    """The kind of a file that is no zip file, as far as its bytes tell."""
    for beginning, kind in _BEGINNINGS:
        if beginning.match(data[:1000]):
            return kind
    has_mark = any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS)
    if data.startswith(b"PK") or (b"\0" in data and not has_mark):
        return None
    try:
        decode_text(data, path)
    except ReadError:
        return None
    return _TEXT
