"""A long line of text among the custom properties of a Word file, which programs keep.

Word's own limit for the value of a property is 255 characters, so the line is cut into as many
properties as it takes: ``bilingual 1``, ``bilingual 2``.
"""

from __future__ import annotations

import re

from lxml import etree

from bilingual.formats.word.names import NAMESPACES, Element, qualified

CUSTOM_PART = "docProps/custom.xml"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_KIND = "custom-properties"
"""The last word of the type of the package's relationship to it."""

_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""What Office calls the set of properties that users define."""
_LONGEST = 255
_FIRST_ID = 2
_NAME = re.compile(r"bilingual (\d+)")


def new_properties() -> Element:
    """The root of a part without properties."""
    spaces = {None: NAMESPACES["custom"], "vt": NAMESPACES["vt"]}
    return etree.Element(qualified("custom:Properties"), nsmap=spaces)


def put_line(root: Element, line: str) -> None:
    """Have the properties hold ``line``, in place of one that they hold."""
    for one in list(root):
        if _NAME.fullmatch(str(one.get("name", ""))):
            root.remove(one)
    taken = [int(pid) for one in root if (pid := str(one.get("pid", ""))).isdecimal()]
    first = max([_FIRST_ID - 1, *taken]) + 1
    for number, start in enumerate(range(0, len(line), _LONGEST)):
        one = etree.SubElement(
            root,
            qualified("custom:property"),
            fmtid=_FORMAT,
            pid=str(first + number),
            name=f"bilingual {number + 1}",
        )
        etree.SubElement(one, qualified("vt:lpwstr")).text = line[start : start + _LONGEST]


def read_line(root: Element) -> str:
    """The line that the properties hold; empty for none."""
    parts = {
        int(match[1]): "".join(map(str, one.itertext()))
        for one in root
        if (match := _NAME.fullmatch(str(one.get("name", ""))))
    }
    return "".join(parts[number] for number in sorted(parts))
