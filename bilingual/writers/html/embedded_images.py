"""Images of the source in a page: part of it, never fetched."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from bilingual.formats.html.elements import Html, element, text
from bilingual.formats.pictures import EMU_PER_PIXEL, picture_kind
from bilingual.formats.shown import image_text
from bilingual.model import Media, Span

_ROOM = 128 * 2**20  # characters: an image is in the page as often as it is shown


class Figures:
    """The images of a document, as far as a page can hold them."""

    def __init__(self, media: Iterable[Media]) -> None:
        self._media = {one.name: one.content for one in media}
        self._addresses: dict[str, str] = {}
        self._room = _ROOM

    def has(self, span: Span) -> bool:
        """Whether the image came with the document, if only as a drawing that no browser shows."""
        return span.href in self._media

    def draw(self, span: Span) -> Html:
        """The image as large as the source shows it; its name where it cannot be shown."""
        address = self._address(span.href)
        if not address or len(address) > self._room:
            return element("span", text(image_text(span)), class_="image")
        self._room -= len(address)
        width, height = (max(1, side // EMU_PER_PIXEL) for side in span.extent or (0, 0))
        return element(
            "img",
            src=address,
            alt=span.text.strip(),
            title=span.title or None,
            width=width if span.extent else None,
            height=height if span.extent else None,
        )

    def _address(self, name: str) -> str:
        if name not in self._addresses:
            self._addresses[name] = _data_address(self._media.get(name, b""))
        return self._addresses[name]


def _data_address(content: bytes) -> str:
    kind = picture_kind(content)
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}" if kind else ""
