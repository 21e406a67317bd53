"""New paragraphs, runs and bookmarks."""

from __future__ import annotations

from collections.abc import Iterable

from bilingual.formats.word.characters import text_elements
from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.formats.word.style_names import style_id


def run(text: str, *properties: Element) -> Element:
    """A run of text with properties, such as ``w("b")``, in any order."""
    head = [w("rPr", *properties)] if properties else []
    return w("r", *head, *text_elements(text))


def styled_run(style: str, *content: Element) -> Element:
    """A run around any content, in a character style given by name."""
    return w("r", w("rPr", character_style(style)), *content)


def character_style(name: str) -> Element:
    """The property that sets a run in a named style."""
    return w("rStyle", val=style_id(name))


def chinese_run(text: str) -> Element:
    """A run whose ambiguous punctuation takes the East Asian font."""
    return run(text, w("rFonts", hint="eastAsia"))


def paragraph(style: str, *content: Element, properties: Iterable[Element] = ()) -> Element:
    """A paragraph of a named style, with further properties in any order."""
    return w("p", w("pPr", w("pStyle", val=style_id(style)), *properties), *content)


class Bookmarks:
    """Names for places in the text, each numbered as the format wants it."""

    def __init__(self, first: int = 1) -> None:
        self._next = first

    def around(self, name: str, *content: Element) -> list[Element]:
        """The content between the marks of a bookmark, to which fields and links refer by name."""
        number, self._next = self._next, self._next + 1
        start = w("bookmarkStart", id=number, name=name)
        return [start, *content, w("bookmarkEnd", id=number)]
