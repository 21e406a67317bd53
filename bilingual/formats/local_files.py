"""Files that a seed refers to by relative addresses: pictures to take along, links to keep right.

A Markdown or HTML file names its pictures by where they are from it. The documents made of it lie
elsewhere, so pictures are read in with the seed, and addresses are turned round to lead from the
new place to the old one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from bilingual.formats.addresses import scheme_of
from bilingual.formats.pictures import LARGEST_PICTURE, LARGEST_TOGETHER, picture_kind
from bilingual.model import BilingualDocument, Block, Document, Media, Pair, Span, SpanKind

_FORMATS = frozenset({"md", "html"})
"""Kinds of seeds whose addresses are relative to the seed's folder."""
EMBEDDED = "data:"
"""What the names of pictures begin with that stand in such a file itself."""


def with_local_images(document: Document, folder: Path) -> Document:
    """The document with the PNG, JPEG and GIF files that it shows, as `Document.media`.

    ``folder`` is the seed's. Only files in it or in the folder around it are taken, so that a
    text from elsewhere cannot draw private pictures into a document to be shared; at most
    20 MiB each and 100 MiB in all. Others stay what they are, an address.
    """
    if document.format not in _FORMATS:
        return document
    have = {media.name for media in document.media}
    media, total = list(document.media), 0
    for span in _images(document.blocks):
        path = local_path(span.href, folder) if span.href not in have else None
        have.add(span.href)
        content = _picture(path) if path else b""
        if content and total + len(content) <= LARGEST_TOGETHER:
            total += len(content)
            media.append(Media(name=span.href, content=content))
    return replace(document, media=tuple(media))


def local_path(address: str, folder: Path) -> Path | None:
    """The file that a relative address names, if it is there and near the seed."""
    if not address or scheme_of(address) or address.startswith(("/", "#", "\\")):
        return None
    around = folder.resolve().parent
    try:
        path = (folder / unquote(urlsplit(address).path)).resolve()
        return path if path.is_relative_to(around) and path.is_file() else None
    except (OSError, ValueError):
        return None


def rebase(document: BilingualDocument, folder: Path, output: Path) -> BilingualDocument:
    """The document with its relative addresses leading from ``output`` to the files that they
    name from ``folder``, where those exist."""
    if document.document.format not in _FORMATS:
        return document
    moved: dict[str, str] = {}

    def moved_to(address: str) -> str:
        if address and address not in moved:
            path = local_path(address, folder)
            moved[address] = _from(output, path, address) if path else address
        return moved.get(address, address)

    pairs = tuple(_with_addresses(pair, moved_to) for pair in document.pairs)
    if all(before == after for before, after in moved.items()):
        return document
    media = tuple(replace(one, name=moved_to(one.name)) for one in document.document.media)
    return replace(document, pairs=pairs, document=replace(document.document, media=media))


def unpacked(
    document: BilingualDocument, folder: str
) -> tuple[BilingualDocument, dict[str, bytes]]:
    """The document with the pictures that it shows in files of their own, for formats that
    cannot hold them: their names, in ``folder`` beside the document, and contents.

    Pictures that have a file already, see `with_local_images`, keep it.
    """
    have_files = document.document.format in _FORMATS
    shown = {span.href for pair in document.pairs for span in _images([pair.source])}
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for media in document.document.media:
        if media.name in shown and (media.name.startswith(EMBEDDED) or not have_files):
            bare = PurePosixPath(media.name.removeprefix(EMBEDDED)).name
            plain = re.sub(r"[^\w.-]+", "-", bare).lstrip(".-")
            name = f"{folder}/{plain}"
            if not plain or name in files:
                name = f"{folder}/{len(files) + 1}-{plain}"
            names[media.name], files[name] = quote(name), media.content
    pairs = tuple(
        _with_addresses(pair, lambda address: names.get(address, address))
        for pair in document.pairs
    )
    return replace(document, pairs=pairs) if files else document, files


def _from(output: Path, path: Path, address: str) -> str:
    try:
        relative = PurePosixPath(Path(os.path.relpath(path, output.resolve())).as_posix())
    except ValueError:  # another drive of Windows
        return address
    parts = urlsplit(address)
    tail = (f"?{parts.query}" if parts.query else "") + (
        f"#{parts.fragment}" if parts.fragment else ""
    )
    return quote(str(relative)) + tail


def _with_addresses(pair: Pair, moved_to: Callable[[str], str]) -> Pair:
    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(
            replace(span, href=moved_to(span.href), link=moved_to(span.link))
            if span.href and span.kind is not SpanKind.NOTE
            else span
            for span in spans
        )

    def block(one: Block) -> Block:
        return replace(one, spans=moved(one.spans))

    return replace(
        pair, source=block(pair.source), original=block(pair.original), target=moved(pair.target)
    )


def _images(blocks: Iterable[Block]) -> Iterator[Span]:
    for block in blocks:
        for span in block.spans:
            if span.kind is SpanKind.IMAGE and span.href:
                yield span


def _picture(path: Path) -> bytes:
    """The file's content; nothing if it is too large, unreadable, or no picture."""
    try:
        if path.stat().st_size > LARGEST_PICTURE:
            return b""
        content = path.read_bytes()
    except OSError:
        return b""
    return content if picture_kind(content) else b""
