"""Images in pages and books, wherever they are kept."""

from __future__ import annotations

from bilingual.formats.html.elements import Html, element, text
from bilingual.formats.pictures import EMU_PER_PIXEL
from bilingual.formats.shown import image_text
from bilingual.model import Span


def draw_image(span: Span, address: str) -> Html:
    """The image at ``address``, as large as the source shows it; its name if there is none."""
    if not address:
        return element("span", text(image_text(span)), class_="image")
    width, height = (max(1, side // EMU_PER_PIXEL) for side in span.extent or (0, 0))
    return element(
        "img",
        src=address,
        alt=span.text.strip(),
        title=span.title or None,
        width=width if span.extent else None,
        height=height if span.extent else None,
    )
