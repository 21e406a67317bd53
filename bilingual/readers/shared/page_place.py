"""Where the walk through a page stands: in which formatting, list, quotation, cell and note."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bilingual.formats.html.marks import read_marks
from bilingual.formats.xml import Element, tag_of
from bilingual.model import Cell, Mark, Span

_PLAIN = Span(text="")
_LONGEST_STYLE = 1000
"""Characters of an attribute that are looked at."""


@dataclass(slots=True)
class OpenItem:
    """A list item that is open; its marker belongs to its first block."""

    marker: str
    is_new: bool = True

    def take_marker(self) -> str:
        """The marker, the first time; then none."""
        marker, self.is_new = (self.marker if self.is_new else ""), False
        return marker


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlace:
    """What the walk stands in."""

    style: Span = _PLAIN
    """Formatting: a span still without text."""
    heading: int = 0
    items: tuple[OpenItem, ...] = ()
    quote_depth: int = 0
    cell: Cell | None = None
    note: str = ""
    is_caption: bool = False
    is_raw: bool = False
    """Whether white space is kept, as in ``<pre>``."""

    def inside(self, element: Element) -> PagePlace:
        """The place within an element, with the formatting that the element adds."""
        style = (element.get("style") or "").lower()[:_LONGEST_STYLE]
        marks = read_marks(tag_of(element), style)
        if self.style.href:
            marks -= {Mark.UNDERLINE}  # no emphasis in a link
        if marks <= self.style.marks:
            return self
        return replace(self, style=replace(self.style, marks=self.style.marks | marks))


def first_number(listing: Element) -> int:
    """The number of a list's first item; a reversed list begins with the number of its items."""
    items = sum(tag_of(one) == "li" for one in listing)
    return _integer(listing.get("start"), items if listing.get("reversed") is not None else 1)


def own_number(item: Element, number: int) -> int:
    """The number of an item, which is ``number`` where the item names no other."""
    return _integer(item.get("value"), number)


def _integer(text: str | None, default: int) -> int:
    try:
        return int((text or "")[:7])
    except ValueError:
        return default
