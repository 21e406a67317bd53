"""Images of the source in a page: part of it, never fetched."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from bilingual.formats.html.elements import Html
from bilingual.formats.pictures import picture_kind
from bilingual.model import Media, Span
from bilingual.writers.shared.page_images import draw_image

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
        if len(address) > self._room:
            address = ""
        self._room -= len(address)
        return draw_image(span, address)

    def _address(self, name: str) -> str:
        if name not in self._addresses:
            self._addresses[name] = _data_address(self._media.get(name, b""))
        return self._addresses[name]


def _data_address(content: bytes) -> str:
    kind = picture_kind(content)
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}" if kind else ""
