"""Where the pictures of a page stand among its paragraphs."""

from __future__ import annotations

from base64 import b64decode
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from bilingual.formats.pictures import EMU_PER_INCH, picture_kind
from bilingual.model import Media
from bilingual.readers.pdf.glyphs import Turn
from bilingual.readers.pdf.paragraphs import PdfParagraph

_RUNNING = 3
"""Pages on which one picture stands in a running header, as a logo does."""
_EMU_PER_POINT = EMU_PER_INCH // 72


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPicture:
    """A picture of a page; measures in points, from the page's lower left corner."""

    name: str
    page: int
    left: float
    bottom: float
    right: float
    top: float
    content: bytes = field(repr=False)

    @property
    def media(self) -> Media:
        return Media(name=self.name, content=self.content)

    @property
    def extent(self) -> tuple[int, int]:
        """Width and height in EMU."""
        width, height = self.right - self.left, self.top - self.bottom
        return int(width * _EMU_PER_POINT), int(height * _EMU_PER_POINT)


def read_pictures(pages: Sequence[Mapping[str, Any]]) -> list[PdfPicture]:
    """The pictures that the worker has taken, less those that stand on many pages."""
    found = [
        (number, box, content)
        for number, page in enumerate(pages, 1)
        for *box, content in page["pictures"]
    ]
    pages_of = defaultdict[str, set[int]](set)
    for number, _, content in found:
        pages_of[content].add(number)
    names, counts, pictures = dict[str, str](), Counter[int](), list[PdfPicture]()
    for number, (left, bottom, right, top), content in found:
        if len(pages_of[content]) >= _RUNNING:
            continue
        data = b64decode(content)
        if content not in names:
            counts[number] += 1
            names[content] = f"page-{number}-{counts[number]}.{picture_kind(data)}"
        pictures.append(
            PdfPicture(
                name=names[content],
                page=number,
                left=left,
                bottom=bottom,
                right=right,
                top=top,
                content=data,
            )
        )
    return pictures


def place_pictures(
    pictures: Sequence[PdfPicture], paragraphs: Sequence[PdfParagraph]
) -> dict[int, list[PdfPicture]]:
    """The pictures by how many paragraphs stand before them: after the last one of their page that
    stands above them and not beside them, and never within a table."""
    placed = defaultdict[int, list[PdfPicture]](list)
    for picture in sorted(pictures, key=lambda one: (one.page, -one.top, one.left)):
        start = bisect_left(paragraphs, picture.page, key=attrgetter("page"))
        stop = bisect_right(paragraphs, picture.page, lo=start, key=attrgetter("page"))
        above = (at for at in range(start, stop) if _is_above(paragraphs[at], picture))
        at = max(above, default=start - 1) + 1
        while at < len(paragraphs) and _is_within_table(paragraphs, at):
            at += 1
        placed[at].append(picture)
    return placed


def _is_above(paragraph: PdfParagraph, picture: PdfPicture) -> bool:
    middle = (picture.bottom + picture.top) / 2
    return any(
        line.turn is Turn.RIGHT
        and line.base > middle
        and line.left < picture.right
        and picture.left < line.right
        for line in paragraph.lines
    )


def _is_within_table(paragraphs: Sequence[PdfParagraph], at: int) -> bool:
    before, after = paragraphs[at - 1].cell if at else None, paragraphs[at].cell
    return before is not None and after is not None and before.table == after.table
