"""Trees of elements: what readers of web pages, e-books and OpenDocument ask of them."""

from __future__ import annotations

from lxml import etree

Element = etree._Element


def word_set(line: str) -> frozenset[str]:
    """Words written as a line: ``word_set("p div")`` is the set of ``p`` and ``div``."""
    return frozenset(line.split())


def tag_of(element: Element) -> str:
    """The tag in lower case, without a namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def text_of(element: Element) -> str:
    """All text inside, white space collapsed."""
    return " ".join("".join(map(str, element.itertext())).split())
