"""The numbers and markers of list items and headings in an OpenDocument text."""

from __future__ import annotations

from dataclasses import dataclass, field

from bilingual.formats.markers import BULLET
from bilingual.formats.xml import Element, tag_of
from bilingual.readers.odt.styles import OdtStyles, local_attribute, read_count


@dataclass(slots=True)
class ListCounts:
    """How far the items of a list are counted, level by level."""

    counts: list[int] = field(default_factory=list)

    def next(self, depth: int, start: int, restart: int) -> list[int]:
        """Count one more item at a depth from 1; ``restart``, if not 0, sets it to that number.

        With counts of 2 and 3, the next at depth 2 makes 2 and 4, the next at depth 1 makes 3.
        """
        above = [*self.counts, *[1] * depth][: depth - 1]
        own = self.counts[depth - 1] + 1 if len(self.counts) >= depth else start
        self.counts = [*above, restart or own]
        return self.counts


class OdtNumbering:
    """The markers of a document, in the order in which they are asked for."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._headings = ListCounts()
        self._lists: dict[str, ListCounts] = {}

    def open_list(self, element: Element, style: str) -> ListCounts:
        """The counts of an outermost list, which may go on where one of its style ended."""
        goes_on = local_attribute(element, "continue-numbering") == "true"
        goes_on = goes_on or local_attribute(element, "continue-list") != ""
        counts = self._lists.get(style, ListCounts()) if goes_on else ListCounts()
        self._lists[style] = counts
        return counts

    def item_marker(self, item: Element, style: str, depth: int, counts: ListCounts) -> str:
        """The marker of an item at a depth from 1; empty for what is not counted."""
        if tag_of(item) != "list-item" or _begins_with_list(item):
            return ""
        levels = self._styles.levels(style)
        level = levels.get(depth)
        restart = read_count(local_attribute(item, "start-value"), 0)
        shown = counts.next(depth, level.start if level else 1, restart)
        if level is None:
            return "" if levels else BULLET
        return level.marker(shown, levels)

    def heading_marker(self, heading: Element, level: int) -> str:
        """The number of a heading, as the outline has it; empty without one."""
        shown = self._styles.outline.get(level)
        if shown is None or local_attribute(heading, "is-list-header") == "true":
            return ""
        restart = read_count(local_attribute(heading, "start-value"), 0)
        counts = self._headings.next(level, shown.start, restart)
        return shown.marker(counts, self._styles.outline)


def _begins_with_list(item: Element) -> bool:
    """Whether an item is only there to hold a deeper list, and so is not counted."""
    return len(item) > 0 and tag_of(item[0]) == "list"
