"""Elements of exchange files, one a line, but for what stands in a text."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from bilingual.formats.shown import printable
from bilingual.formats.xml import Element

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new element at the end of another; attributes without a value are left out, and ``_`` in
    their names is ``-``. The element is of the namespace of its parent, if it names none."""
    namespace = etree.QName(parent).namespace
    name = tag if tag.startswith("{") else f"{{{namespace}}}{tag}"
    named = {key.replace("_", "-"): value for key, value in attributes.items()}
    return _added(parent, name, text, named)


def add_exactly(
    parent: Element, tag: str, attributes: Mapping[str, str], text: str = ""
) -> Element:
    """The same with attributes by their names as they are."""
    return _added(parent, f"{{{etree.QName(parent).namespace}}}{tag}", text, attributes)


def append_text(element: Element, text: str) -> None:
    """Text after what stands in an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def serialize(root: Element) -> bytes:
    """The file. An element with elements alone, which no text is in, has each on a line."""
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="utf-8") + b"\n"
    )


def break_lines(element: Element) -> Element:
    """Put each child of an element on a line of its own."""
    element.text = "\n"
    for child in element:
        child.tail = "\n"
    return element


def _added(parent: Element, name: str, text: str, attributes: Mapping[str, str]) -> Element:
    element = etree.SubElement(
        parent, name, {key: printable(value) for key, value in attributes.items() if value}
    )
    if text:
        element.text = printable(text)
    return element
