"""Bytes of a web page -> text: what the page declares, held against what its bytes say."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.encoding import BYTE_ORDER_MARKS, RIVALS, DecodedText, decode_text

_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,500}?\bcharset\s*=\s*["']?\s*([\w.:-]+)"""
    rb"""|^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_CONTROLS = bytes([*range(1, 9), 0x0B, *range(0x0E, 0x20), 0x7F])
"""Browsers pass over them, and office programs leave them in pages. In no encoding of pages but
UTF-16 and UTF-32 are they a part of other characters."""
_WIDE_MARKS = tuple(mark for mark, name in BYTE_ORDER_MARKS if name != "utf-8")
_DECLARED_WITHIN = 65_536
"""Bytes; browsers look at the first 1,024, but scripts often stand before the declaration."""

_MEANT = {
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb-2312", "gb_2312-80", "cp936"), "gb18030"),
    **dict.fromkeys(("utf8", "unicode", "utf-16", "utf-16le", "utf-16be"), "utf-8"),
    **dict.fromkeys(("x-x-big5", "big-5", "big5-eten"), "big5"),
}
"""What browsers take a name for: supersets, and UTF-8 for names that a readable ``<meta>``
in a file without a byte order mark disproves."""


def decode_html(
    data: bytes, path: Path, *, encoding: str | None = None, replaces_errors: bool = False
) -> DecodedText:
    """Decode a page: as named, by its mark, as declared, or as detected, in this order. With
    ``replaces_errors``, U+FFFD stands for bytes that fit nowhere.

    Raises `ReadError` where bytes and declaration contradict each other.
    """
    if not data.startswith(_WIDE_MARKS) and not (encoding or "").lower().startswith("utf-16"):
        data = data.translate(None, _CONTROLS)
    declared = declared_encoding(data)
    if encoding or not declared or data.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
        return decode_text(data, path, encoding=encoding, replaces_errors=replaces_errors)
    detected, doubt = _detected(data, path)
    valid = next((name for name in _family(declared) if _is_valid(data, name)), "")
    if valid and (detected is None or not _contradict(valid, detected.encoding, data)):
        return decode_text(data, path, encoding=valid)
    if detected is None and replaces_errors:
        return decode_text(data, path, encoding=declared, replaces_errors=True)
    if detected is None:
        raise doubt or _conflict(path, declared, "unknown")
    if not valid or detected.encoding == "utf-8":  # saved again, the old declaration left in it
        return detected
    raise _conflict(path, declared, detected.encoding)


def declared_encoding(data: bytes) -> str:
    """The codec that a page declares, as browsers understand it; empty where there is none."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    if match is None:
        return ""
    name = (match[1] or match[2]).decode("ascii", "replace").lower()
    name = _MEANT.get(name, name)
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""


def _detected(data: bytes, path: Path) -> tuple[DecodedText | None, ReadError | None]:
    try:
        return decode_text(data, path), None
    except ReadError as error:
        return None, error


def _contradict(declared: str, detected: str, data: bytes) -> bool:
    """ASCII contradicts nothing; neither does one member of a family another."""
    return declared != detected and not data.isascii() and detected not in _family(declared)


def _family(name: str) -> tuple[str, ...]:
    """The encoding and what pages that declare it are often really in."""
    return next((family for family in RIVALS if name in family), (name,))


def _is_valid(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):  # lookup: a codec, but none of text
        return False
    return True


def _conflict(path: Path, declared: str, detected: str) -> ReadError:
    return ReadError(
        path,
        f"declares {declared} but its bytes look like {detected}",
        "name the right one with --encoding",
    )
