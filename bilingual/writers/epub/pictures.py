"""Images of the source as files of a book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bilingual.formats.html.elements import Html
from bilingual.formats.pictures import picture_kind
from bilingual.model import Media, Span
from bilingual.writers.shared.page_images import draw_image


@dataclass(slots=True)
class BookPictures:
    """The images that the pages show, each once."""

    media: dict[str, bytes]
    files: dict[str, bytes] = field(default_factory=dict)
    """Names within the book, and contents."""
    _names: dict[str, str] = field(default_factory=dict)

    def has(self, span: Span) -> bool:
        """Whether the image came with the document, if only as a drawing that no reader shows."""
        return span.href in self.media

    def draw(self, span: Span) -> Html:
        """The image as large as the source shows it; its name where it cannot be shown."""
        return draw_image(span, self._name(span.href))

    def _name(self, source: str) -> str:
        if source not in self._names:
            content = self.media.get(source, b"")
            kind = picture_kind(content)
            self._names[source] = f"images/{len(self.files) + 1:03}.{kind}" if kind else ""
            if kind:
                self.files[self._names[source]] = content
        return self._names[source]


def book_pictures(media: Iterable[Media]) -> BookPictures:
    """The images of a document, before any is shown."""
    return BookPictures({one.name: one.content for one in media})
