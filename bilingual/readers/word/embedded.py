"""Documents embedded in a Word file (``w:altChunk``): web pages, texts, RTF, other Word files.

Many systems that export Word files put a web page into an almost empty one; Word takes it in when
it opens the file.
"""

from __future__ import annotations

import email
import email.policy
import posixpath
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from bilingual.errors import ReadError
from bilingual.formats.word.package import part_name
from bilingual.model import Block, Document, Media, Span, SpanKind
from bilingual.readers import read_here
from bilingual.readers.shared.policy import cell_within

if TYPE_CHECKING:
    from docx.opc.part import Part as PackagePart

_SUFFIXES = (
    (("html",), ".html"),
    (("rtf",), ".rtf"),
    (("wordprocessingml", "ms-word"), ".docx"),
    (("text/plain",), ".txt"),
)
"""What is in a content type, and the suffix of the format that it means."""
_READ = tuple(suffix for _, suffix in _SUFFIXES)
_ARCHIVES = (".mht", ".mhtml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in its Word file an embedded document stands."""

    part: PackagePart
    element: str
    """Locator of ``w:altChunk``."""
    number: int
    """Among the embedded documents of the file, from 1; names of it are told apart by it."""
    around: Block
    """A block without text, with cell, note, part and section of the place."""
    tables: int
    """Tables before it."""


def read_embedded(
    part: PackagePart, path: Path, *, keeps_hidden: bool, takes_word: bool
) -> Document | None:
    """An embedded document; None where it is of no kind that can be read, or is damaged. ``path``
    names the file that it is in. A Word file is only read with ``takes_word``, so that there is an
    end to it."""
    data, named = part.blob, PurePosixPath(part_name(part)).suffix.lower()
    kind = part.content_type.lower()
    if "rfc822" in kind or "mhtml" in kind or named in _ARCHIVES:
        data, kind = _page_of_archive(data), "html"
    suffix = next((one for words, one in _SUFFIXES if any(w in kind for w in words)), named)
    if suffix not in _READ or (suffix == ".docx" and not takes_word):
        return None
    inner = path.with_suffix(suffix)
    try:
        return read_here(inner, data, keeps_hidden=keeps_hidden, keeps_all=True, is_embedded=True)
    except ReadError:
        return None


def _page_of_archive(data: bytes) -> bytes:
    """The page in an archive of one (MHTML), in UTF-8; empty where there is none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for one in message.walk():
        if one.get_content_type() == "text/html":
            content = one.get_content()
            page = content if isinstance(content, str) else content.decode("utf-8", "replace")
            return b"\xef\xbb\xbf" + page.encode("utf-8", "replace")
    return b""


def placed(document: Document, place: Place) -> Iterator[Block]:
    """The blocks of an embedded document as blocks of the one around it."""
    around, names = place.around, {one.name for one in document.media}
    for block in document.blocks:
        yield replace(
            block,
            spans=tuple(_placed_span(span, names, place.number) for span in block.spans),
            cell=cell_within(block.cell, place.tables, around.cell),
            note=_named(block.note, place.number) if block.note else around.note,
            part=around.part,
            section=around.section,
            locator=f"{part_name(place.part)}, {block.locator}".removesuffix(", "),
            element=place.element,
        )


def placed_media(document: Document, number: int) -> Iterator[Media]:
    """Its pictures, by the names that `placed` gives them."""
    for one in document.media:
        yield replace(one, name=_named(one.name, number))


def _placed_span(span: Span, pictures: Collection[str], number: int) -> Span:
    is_named = span.kind is SpanKind.NOTE or span.href in pictures
    return replace(span, href=_named(span.href, number) if is_named else span.href, element="")


def _named(name: str, number: int) -> str:
    """``embedded-2-note`` for a ``note`` of the second embedded document; folders stay in front."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, f"embedded-{number}-{file}")
