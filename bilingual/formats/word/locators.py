"""Locators of elements in a Word file, for writers that work on a copy of it.

A locator is the part's name in the package and a count within that part, in document order and
over all branches of alternatives, so it means the same in every parse of the same bytes:
``word/document.xml#14`` is a paragraph, ``word/document.xml#drawing-2`` a drawing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bilingual.formats.word.names import Element, name_of, qualified

_LOCATED = (
    *("w:p", "w:drawing", "w:pict", "w:object", "w:footnoteReference", "w:endnoteReference"),
    *("w:fldChar", "w:fldSimple", "m:oMath", "m:oMathPara", "w:altChunk"),
)


def located_elements(part: str, root: Element) -> Iterator[tuple[str, Element]]:
    """Pairs of a locator and its element, for all elements of a part that have one."""
    counts: Counter[str] = Counter()
    for element in root.iter(*map(qualified, _LOCATED)):
        name = name_of(element)
        local = "" if name == "w:p" else name.split(":")[1] + "-"
        yield f"{part}#{local}{counts[name]}", element
        counts[name] += 1


def part_of(locator: str) -> str:
    """The name of the part that a locator leads into: ``word/document.xml``."""
    return locator.rpartition("#")[0]
