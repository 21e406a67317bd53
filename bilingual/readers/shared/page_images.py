"""Images of web pages and e-books: their addresses and sizes, and pictures inside an address."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable

from bilingual.formats.local_files import EMBEDDED
from bilingual.formats.pictures import EMU_PER_PIXEL, picture_kind
from bilingual.formats.xml import Element
from bilingual.model import Media, Span, SpanKind

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-actualsrc")
"""Where pages keep the address that a script would put into ``src``, in place of one that says
nothing, such as that of a spinning wheel."""
_PIXELS = re.compile(r"(\d{1,5})(?:px)?")
_SMALLEST = 16
"""Pixels; what is smaller and has no text counts visits or makes space."""
_EMBEDDED = re.compile(r"data:image/(png|jpeg|gif);base64,([A-Za-z0-9+/=\s]+)")
_LEAST_PICTURE = 200
"""Bytes; smaller ones hold a place until a script has fetched the picture."""


def embedded_image(source: str, number: int) -> Media | None:
    """The picture that stands in a ``data:`` address, as the file's ``number``-th."""
    match = _EMBEDDED.match(source)
    try:
        content = base64.b64decode(match[2]) if match else b""
    except binascii.Error:
        return None
    if not match or len(content) < _LEAST_PICTURE or picture_kind(content) != match[1]:
        return None
    return Media(name=f"{EMBEDDED}image-{number}.{match[1]}", content=content)


def read_image(element: Element, address: Callable[[str], str]) -> Span | None:
    """The image's span, or None for what shows nothing. ``address`` makes of the address in the
    file the one that the document knows it by."""
    text = " ".join((element.get("alt") or "").split())
    sources = [element.get(name) or "" for name in (*_LAZY, "src")]
    source = next((one for one in sources if one and not one.startswith("data:")), sources[-1])
    width, height = (_pixels(element.get(name)) for name in ("width", "height"))
    is_dot = min(width or _SMALLEST, height or _SMALLEST) < _SMALLEST
    href = address(source.strip())
    if not text and (is_dot or not href):
        return None
    return Span(
        text=text,
        kind=SpanKind.IMAGE,
        href=href,
        title=element.get("title") or "",
        extent=(width * EMU_PER_PIXEL, height * EMU_PER_PIXEL) if width and height else None,
    )


def _pixels(text: str | None) -> int:
    match = _PIXELS.fullmatch((text or "").strip())
    return int(match[1]) if match else 0
