"""Seals: what a document says of itself, so that it can be told from one that somebody edited.

A seal names the source's hash, the signature of settings and versions, the pictures beside the
document, its gravest finding, and the hash of all the rest of the document. It stands where the
format has a place for it that no reader of the document stumbles over: in the front matter of
Markdown, a ``meta`` element of HTML, a comment after the end of a PDF, a comment of WebVTT, ASS and
XML, and the comment of the zip file that a Word document is. As long as the hash is right, the
document is what we wrote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bilingual.files import hash_bytes
from bilingual.model import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What a document was made from (SHA-256, as hexadecimal digits), and how sure it is."""

    source: str
    signature: str
    pictures: str = ""
    """Of the names and hashes of the files beside it; empty if there are none."""
    worst: Severity | None = None
    """How grave its gravest finding is; None without any."""


_MARK = re.compile(
    rb"bilingual-1:([0-9a-f]{64}):([0-9a-f]{64}):([0-9a-f]{64}|)"
    rb"(?::(error|warning|note))?:([0-9a-f]{64})"
)
_PLACES = {
    "md": re.compile(rb"^(?:  made_by: |made_by = )[^\n]*\n", re.MULTILINE),
    "html": re.compile(rb"<meta charset=[^>]*>\n?"),
    "vtt": re.compile(rb"\AWEBVTT[^\n]*\n(?:[^\n]+\n)*"),
    "ass": re.compile(rb"^\[Script Info\][^\n]*\n", re.MULTILINE),
    **dict.fromkeys(("xliff", "xlf", "tmx"), re.compile(rb"\A<\?xml [^>]*\?>\n")),
}
"""After what a seal stands in the text; in a PDF, it is at the end."""
_LINES = {
    "md": (b"  seal: %b\n", b'seal = "%b"\n'),
    "html": (b'<meta name="bilingual-seal" content="%b">\n',),
    "pdf": (b"%%%b\n",),
    "vtt": (b"\nNOTE %b\n",),
    "ass": (b"; %b\n",),
    **dict.fromkeys(("xliff", "xlf", "tmx"), (b"<!-- %b -->\n",)),
}
"""How it is written there."""
_ZIPS = frozenset({"docx", "epub", "pptx", "xlsx"})
_ZIP_END = b"PK\x05\x06"
_ZIP_END_SIZE = 22  # bytes, without the comment, whose length are the last two


def seal_document(content: bytes, format_: str, seal: Seal) -> bytes:
    """The document with its seal; as it is where its format has no place for one."""
    mark = _mark(content, seal)
    if format_ in _ZIPS:
        is_plain = content[-_ZIP_END_SIZE:].startswith(_ZIP_END) and content.endswith(b"\0\0")
        return content[:-2] + len(mark).to_bytes(2, "little") + mark if is_plain else content
    if format_ == "pdf":
        return content + _LINES["pdf"][0] % mark
    place = _PLACES[format_].search(content) if format_ in _PLACES else None
    if place is None:
        return content
    line = _LINES[format_][-1 if b" = " in place[0] else 0] % mark
    return content[: place.end()] + line + content[place.end() :]


def read_seal(content: bytes, format_: str) -> Seal | None:
    """The seal of a document that is exactly as it was sealed; None of any other."""
    for found in _MARK.finditer(content):
        seal = _seal(found)
        bare = _without(content, format_, found)
        if bare is not None and _mark(bare, seal) == found[0]:
            return seal
    return None


def read_broken_seal(content: bytes, format_: str) -> Seal | None:
    """What a document that somebody edited still says of itself; Word drops its seal then."""
    found = _MARK.search(content)
    if found is None or _without(content, format_, found) is None:
        return None
    return _seal(found)


def _seal(found: re.Match[bytes]) -> Seal:
    source, signature, pictures, worst, _ = ((one or b"").decode() for one in found.groups())
    return Seal(
        source=source,
        signature=signature,
        pictures=pictures,
        worst=Severity(worst) if worst else None,
    )


def _mark(content: bytes, seal: Seal) -> bytes:
    facts = f"{seal.source}:{seal.signature}:{seal.pictures}"
    facts += f":{seal.worst}" if seal.worst else ""
    return f"bilingual-1:{facts}:{hash_bytes(facts.encode() + content)}".encode()


def _without(content: bytes, format_: str, found: re.Match[bytes]) -> bytes | None:
    """The document as it was before it was sealed."""
    if format_ in _ZIPS:
        start = found.start() - 2
        is_last = found.end() == len(content)
        return content[:start] + b"\0\0" if is_last else None
    for line in _LINES.get(format_, ()):
        before, after = (line % b"|").split(b"|")
        start, stop = found.start() - len(before), found.end() + len(after)
        if start >= 0 and content[start:stop] == before + found[0] + after:
            return content[:start] + content[stop:]
    return None
