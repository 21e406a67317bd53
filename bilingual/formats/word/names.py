"""Names of WordprocessingML, and small questions about elements, tolerant of what other programs
write. For making elements see `elements`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from lxml import etree

Element = etree._Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "pr": "http://schemas.openxmlformats.org/package/2006/relationships",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "custom": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
"""Of a package and its parts, by the prefix that names here have (``w:p``)."""
_PREFIXES = {address: prefix for prefix, address in NAMESPACES.items()}
_TWIPS = {"": 1, "pt": 20, "pc": 240, "pi": 240, "in": 1440, "cm": 1440 / 2.54, "mm": 144 / 2.54}
_MEASURE = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(pt|pc|pi|in|cm|mm|)")
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

DELETED = frozenset({"w:del", "w:moveFrom"})
"""Tracked deletions."""
ADDED = frozenset({"w:ins", "w:moveTo"})
"""Tracked insertions."""
TRANSPARENT = ADDED | {"w:smartTag", "w:customXml", "w:sdt", "w:sdtContent"}
"""What only stands around paragraphs or their content: tracked insertions, content controls."""
_OFF = frozenset({"0", "false", "off", "none"})


@cache
@cache
def qualified(name: str) -> str:
    """A name as lxml spells it: ``{http://…/main}p`` for ``w:p``."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def name_of(element: Element) -> str:
    """``w:p`` for a paragraph; ``""`` for comments and for names we do not know."""
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith("{"):
        return ""
    address, local = tag[1:].split("}", 1)
    prefix = _PREFIXES.get(address)
    return f"{prefix}:{local}" if prefix else ""


def child(element: Element | None, *names: str) -> Element | None:
    """The descendant at the end of a path of child names: ``child(paragraph, "w:pPr", "w:ind")``;
    None where the path breaks off."""
    for name in names:
        element = None if element is None else element.find(qualified(name))
    return element


def attribute(element: Element | None, name: str, default: str = "") -> str:
    """The value of an attribute: ``attribute(link, "r:id")``; ``default`` if the attribute, or the
    element, is not there."""
    return default if element is None else str(element.get(qualified(name), default))


def value(element: Element | None, *names: str) -> str:
    """``w:val`` of the descendant at a path: ``Heading1`` for ``value(properties, "w:pStyle")``;
    empty where there is none."""
    return attribute(child(element, *names), "w:val")


def number(text: str, default: int) -> int:
    """A whole number, or ``default`` where a program wrote something else."""
    try:
        return int(text)
    except ValueError:
        return default


def twips(text: str, default: int) -> int:
    """A measure in twentieths of a point: ``12240``, or ``612pt`` and ``21.59cm`` as strict files
    may have it; ``default`` where a program wrote something else."""
    match = _MEASURE.fullmatch(text.strip())
    return round(float(match[1]) * _TWIPS[match[2]]) if match else default


def is_on(element: Element) -> bool:
    """Whether a switch such as ``w:b`` is on; without a value it is."""
    return attribute(element, "w:val", "1").lower() not in _OFF


def is_deleted(properties: Element | None) -> bool:
    """Whether a tracked change deletes what has these properties: the end of a paragraph
    (``w:rPr`` of its own properties), a row (``w:trPr``)."""
    return any(child(properties, name) is not None for name in DELETED)


def chosen_branch(alternatives: Element) -> Element | None:
    """The one branch of ``mc:AlternateContent`` to read; all branches say the same."""
    choice = child(alternatives, "mc:Choice")
    return choice if choice is not None and len(choice) else child(alternatives, "mc:Fallback")


def visible_descendants(
    element: Element, is_left_out: Callable[[Element], bool] = lambda _: False
) -> Iterator[Element]:
    """What is inside, without the unchosen alternatives, and without what ``is_left_out``. Text
    boxes are not entered."""
    for inner in element:
        if name_of(inner) == "mc:AlternateContent":
            branch = chosen_branch(inner)
            if branch is not None:
                yield from visible_descendants(branch, is_left_out)
        elif not is_left_out(inner):
            yield inner
            if name_of(inner) != "w:txbxContent":
                yield from visible_descendants(inner, is_left_out)
