"""WordprocessingML, written element by element.

python-docx's table and paragraph interface takes quadratic time over a long table; plain
elements take linear time and leave the schema's order in our hands.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from bilingual.formats.shown import printable

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = {"w": W, "r": R}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    """An element of the ``w`` namespace; so are its attributes."""
    element = etree.Element(f"{{{W}}}{tag}", nsmap=_NAMESPACES)
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", str(value))
    element.extend(children)
    return element


def text_elements(text: str) -> Iterable[Element]:
    """The content of a run: text with its line breaks and tabs as elements."""
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            yield w("br")
        for column, piece in enumerate(line.split("\t")):
            if column:
                yield w("tab")
            if piece:
                element = w("t")
                element.text = piece
                element.set(_XML_SPACE, "preserve")
                yield element


def run(text: str, *properties: Element) -> Element:
    """A run; properties must come in the schema's order (``rStyle``, ``rFonts``, ``b`` ...)."""
    head = [w("rPr", *properties)] if properties else []
    return w("r", *head, *text_elements(text))


def chinese_run(text: str) -> Element:
    """A run whose ambiguous punctuation takes the East Asian font."""
    return run(text, w("rFonts", hint="eastAsia"))


_PROPERTIES = ("keepNext", "numPr", "tabs", "ind", "jc", "outlineLvl", "sectPr")
"""What a paragraph may have beside its style, in the schema's order."""


def paragraph(style: str, *content: Element, properties: Iterable[Element] = ()) -> Element:
    """A paragraph of a named style."""
    ordered = sorted(properties, key=lambda one: _PROPERTIES.index(etree.QName(one).localname))
    return w("p", w("pPr", w("pStyle", val=style_id(style)), *ordered), *content)


def style_id(name: str) -> str:
    """The identifier by which paragraphs and runs refer to a style."""
    return (name[0].upper() + name[1:]).replace(" ", "")


def field(instruction: str, *properties: Element, result: str = "1") -> Element:
    """A field such as ``PAGE``, filled in by the word processor."""
    return w("fldSimple", run(result, *properties), instr=instruction)


class Bookmarks:
    """Names for places in the text, each numbered as the format wants it."""

    def __init__(self) -> None:
        self._count = 0

    def around(self, name: str, *content: Element) -> list[Element]:
        """The content, to be referred to by a name."""
        self._count += 1
        start = w("bookmarkStart", id=self._count, name=name)
        return [start, *content, w("bookmarkEnd", id=self._count)]


def relation(tag: str, name: str, *content: Element, **attributes: str | int) -> Element:
    """An element that refers to a relationship of its part."""
    element = w(tag, *content, **attributes)
    element.set(f"{{{R}}}id", name)
    return element


def serialize(root: Element) -> bytes:
    """A part of the package."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
