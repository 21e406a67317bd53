"""The paper of a Word document, and the columns on it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element, attribute, child
from bilingual.formats.word.order import put
from bilingual.formats.word.sections import A4, LARGEST_SIDE, LETTER
from bilingual.model import BilingualDocument, Layout, Page
from bilingual.writers.options import Orientation, PageSize, RowNumbers, WriteOptions

GUTTER = 190
"""Twips between a column's edge and its text, on the side of the other column."""

_TO_EDGE = 567
"""Twips between header or footer and the edge of the paper: one centimetre."""
_MARGIN = 1134
"""Two centimetres."""
_PAPER = {PageSize.A4: A4, PageSize.LETTER: LETTER}
_A4 = Page(width=A4[0], height=A4[1], margins=(_MARGIN,) * 4)
_SMALLEST_SIDE = 2835
"""Five centimetres."""
_LEAST_TEXT = 0.5
"""Share of the page that margins must leave to text."""
_NUMBER_WIDTHS = {RowNumbers.NONE: 0, RowNumbers.NUMBER: 520, RowNumbers.ID: 960}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where text stands on a page; all widths in twips."""

    page: Page
    columns: tuple[int, int]
    """Widths of the source's and the target's column."""
    number_width: int = 0
    """Width of the column of row numbers; 0 where there is none."""

    @property
    def text_width(self) -> int:
        return self.page.width - self.page.margins[1] - self.page.margins[3]

    @property
    def inner_columns(self) -> tuple[int, int]:
        """The widths that the columns leave to text."""
        return (self.columns[0] - GUTTER, self.columns[1] - GUTTER)

    @property
    def second_column(self) -> int:
        """How far from the margin the target's text begins."""
        return self.number_width + self.columns[0] + GUTTER


def frames_of(
    document: BilingualDocument, options: WriteOptions, template: Page | None = None
) -> tuple[Frame, ...]:
    """The frame of each section of the source; of one, where it knows no sections.

    A template's paper takes the place of the source's.
    """
    pages = (template,) if template else document.document.sections or (_A4,)
    return tuple(_frame(_chosen(page, options, template), options) for page in pages)


def frame_of(frames: tuple[Frame, ...], section: int) -> Frame:
    """The frame of a section; of the last, where there is none of that number."""
    return frames[min(section, len(frames) - 1)]


def section(frame: Frame, properties: Element) -> Element:
    """The properties of a section, on this paper. Headers and footers stay where they are."""
    top, right, bottom, left = frame.page.margins
    edges = {"header": min(_TO_EDGE, top // 2), "footer": min(_TO_EDGE, bottom // 2)}
    former = child(properties, "w:pgMar")
    kept = {name: attribute(former, f"w:{name}") for name in edges}
    edges |= {name: int(value) for name, value in kept.items() if value.isdecimal()}
    is_turned = frame.page.width > frame.page.height
    turned = {"orient": "landscape"} if is_turned else {}
    sides = {"top": top, "right": right, "bottom": bottom, "left": left}
    put(properties, w("pgSz", w=frame.page.width, h=frame.page.height, **turned))
    put(properties, w("pgMar", **sides, **edges, gutter=0))
    return properties


def _chosen(page: Page, options: WriteOptions, template: Page | None) -> Page:
    if not all(_SMALLEST_SIDE <= side <= LARGEST_SIDE for side in (page.width, page.height)):
        page = _A4
    is_wide = page.width > page.height
    if options.page in _PAPER:
        page = _sized(page, *_PAPER[options.page])
    if options.orientation is not Orientation.SOURCE:
        is_wide = options.orientation is Orientation.LANDSCAPE
    if is_wide != (page.width > page.height):
        page = _sized(page, page.height, page.width)
    # Two columns need the room that wide margins give to one.
    is_shared = options.layout is Layout.SIDE_BY_SIDE and not template
    limit = _MARGIN if is_shared else LARGEST_SIDE
    top, right, bottom, left = (min(margin, limit) for margin in page.margins)
    has_room = (page.width - left - right) >= _LEAST_TEXT * page.width
    has_room &= (page.height - top - bottom) >= _LEAST_TEXT * page.height
    return replace(page, margins=(top, right, bottom, left) if has_room else _A4.margins)


def _sized(page: Page, width: int, height: int) -> Page:
    return replace(page, width=width, height=height)


def _frame(page: Page, options: WriteOptions) -> Frame:
    number_width = 0
    if options.layout is Layout.SIDE_BY_SIDE:
        number_width = _NUMBER_WIDTHS[options.row_numbers]
    _, right, _, left = page.margins
    room = page.width - right - left - number_width
    source = room * options.columns[0] // sum(options.columns)
    return Frame(page=page, columns=(source, room - source), number_width=number_width)
