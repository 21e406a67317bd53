"""Images of the source in a Word document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from bilingual.formats.pictures import EMU_PER_TWIP
from bilingual.formats.shown import printable
from bilingual.formats.word.elements import w
from bilingual.formats.word.names import NAMESPACES, Element, qualified
from bilingual.model import Media, Span

_SMALL = 40 * 20 * EMU_PER_TWIP
"""Up to 40 points high, an image is a sign in its sentence rather than an illustration."""

_DECLARED = {prefix: NAMESPACES[prefix] for prefix in ("a", "pic", "r", "wp")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An image that Word can show."""

    part: str
    """Its name in the package, below ``word/``."""
    content: bytes
    content_type: str
    size: tuple[int, int] | None
    """Natural width and height in EMU; None for drawings that do not tell."""

    @property
    def name(self) -> str:
        return f"word/{self.part}"


class Figures:
    """The images of a document. Each becomes one part, however often it is shown."""

    def __init__(self, media: Iterable[Media]) -> None:
        self._media = {one.name: one.content for one in media}
        self._figures: dict[str, Figure | None] = {}
        self._drawn: dict[str, Figure] = {}
        self._count = 0

    def drawn(self) -> tuple[Figure, ...]:
        """All that are shown, each once."""
        return tuple(self._drawn.values())

    def find(self, span: Span) -> Figure | None:
        """The image a span names; None where there is none that Word can show."""
        if span.href not in self._figures:
            content = self._media.get(span.href)
            self._figures[span.href] = recognise(content) if content else None
        figure = self._figures[span.href]
        return figure if figure and (span.extent or figure.size) else None

    def is_small(self, span: Span) -> bool:
        """Whether an image is no higher than a sign in a line of text."""
        figure = self.find(span)
        size = span.extent or (figure.size if figure else None)
        return size is not None and size[1] <= _SMALL

    def draw(self, span: Span, figure: Figure, relation: str, box: tuple[int, int]) -> Element:
        """The image, in a run, as large as the source shows it but within a box of twips."""
        self._count += 1
        self._drawn[figure.part] = figure
        width, height = fit(span.extent or figure.size or (1, 1), box)
        return w("r", w("drawing", _inline(span, relation, width, height, self._count)))


def fit(size: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    """A size in EMU scaled down, if it must be, into a box in twips."""
    width, height = (max(1, side) for side in size)
    scale = min(1, box[0] * EMU_PER_TWIP / width, box[1] * EMU_PER_TWIP / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def recognise(content: bytes) -> Figure | None:
    """An image from its bytes; None where Word would not show them."""
    digest = hashlib.sha256(content).hexdigest()[:12]
    if content[40:44] == b" EMF":
        kind, size = ("emf", "image/x-emf"), None
    elif content.startswith(b"\xd7\xcd\xc6\x9a"):
        kind, size = ("wmf", "image/x-wmf"), None
    else:
        from docx.image.image import Image  # slow to import, and most texts have no pictures

        try:
            image = Image.from_blob(content)
            kind, size = (image.ext, image.content_type), (int(image.width), int(image.height))
        except Exception:  # python-docx meets damaged headers with almost any exception
            return None
    return Figure(
        part=f"media/image-{digest}.{kind[0]}", content=content, content_type=kind[1], size=size
    )


def _inline(span: Span, relation: str, width: int, height: int, number: int) -> Element:
    extent: dict[str, str | int] = {"cx": width, "cy": height}
    name: dict[str, str | int] = {"id": number, "name": f"Image {number}"}
    described = " ".join(printable(span.text).split())
    description: dict[str, str | int] = {"descr": described} if described else {}
    picture = _element(
        "pic:pic",
        _element("pic:nvPicPr", _element("pic:cNvPr", **name), _element("pic:cNvPicPr")),
        _element(
            "pic:blipFill",
            _element("a:blip", **{qualified("r:embed"): relation}),
            _element("a:stretch", _element("a:fillRect")),
        ),
        _element(
            "pic:spPr",
            _element("a:xfrm", _element("a:off", x=0, y=0), _element("a:ext", **extent)),
            _element("a:prstGeom", _element("a:avLst"), prst="rect"),
        ),
    )
    return _element(
        "wp:inline",
        _element("wp:extent", **extent),
        _element("wp:docPr", **name, **description),
        _element("wp:cNvGraphicFramePr", _element("a:graphicFrameLocks", noChangeAspect=1)),
        _element("a:graphic", _element("a:graphicData", picture, uri=NAMESPACES["pic"])),
        distT=0,
        distB=0,
        distL=0,
        distR=0,
    )


def _element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """An element by its prefixed name (``a:blip``); its attributes have no namespace."""
    element = etree.Element(qualified(tag), nsmap=_DECLARED)
    for key, value in attributes.items():
        element.set(key, str(value))
    element.extend(children)
    return element
