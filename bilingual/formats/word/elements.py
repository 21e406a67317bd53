"""Elements of WordprocessingML, made one by one.

python-docx's table and paragraph interface takes quadratic time over a long table; plain
elements take linear time. For looking at elements see `names`.
"""

from __future__ import annotations

from lxml import etree

from bilingual.formats.word.names import NAMESPACES, Element, child, qualified
from bilingual.formats.word.order import ordered, put

_DECLARED = {prefix: NAMESPACES[prefix] for prefix in ("w", "r")}


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    """An element of the ``w`` namespace; so are its attributes. Children come in the schema's
    order, whatever order they are given in: ``w("rPr", w("i"), w("b"))`` is
    ``<w:rPr><w:b/><w:i/></w:rPr>``."""
    tag = qualified(f"w:{tag}")
    element = etree.Element(tag, nsmap=_DECLARED)
    for name, value in attributes.items():
        element.set(qualified(f"w:{name}"), str(value))
    element.extend(ordered(tag, children))
    return element


def relation(tag: str, name: str, *content: Element, **attributes: str | int) -> Element:
    """An element that refers to a relationship of its part."""
    element = w(tag, *content, **attributes)
    element.set(qualified("r:id"), name)
    return element


def ensured(parent: Element, tag: str) -> Element:
    """The child of a tag, such as ``pPr``; if there is none, it is made, at its place."""
    found = child(parent, f"w:{tag}")
    if found is None:
        found = w(tag)
        put(parent, found)
    return found


def serialize(root: Element) -> bytes:
    """The bytes of a part, from its root."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
