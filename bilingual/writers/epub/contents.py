"""The table of contents of a book, as e-readers show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bilingual.formats.html.elements import Html, element, lines, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A heading and where it is."""

    level: int
    text: str
    address: str


def nested(entries: Sequence[Entry]) -> Html:
    """The entries as lists in lists; a heading that is lower than the one before is in its list,
    however many levels lower it is."""
    items, at = [], 0
    while at < len(entries):
        stop = at + 1
        while stop < len(entries) and entries[stop].level > entries[at].level:
            stop += 1
        link = element("a", text(entries[at].text), href=entries[at].address)
        below = [nested(entries[at + 1 : stop])] if stop > at + 1 else []
        items.append(element("li", link, *below))
        at = stop
    return element("ol", lines(*items))
