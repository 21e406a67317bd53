"""The paper of a Word document's sections, and the headers and footers they name."""

from __future__ import annotations

from collections.abc import Iterator

from bilingual.formats.word.names import Element, attribute, child, name_of, qualified, twips
from bilingual.model import Page

A4, LETTER = (11_906, 16_838), (12_240, 15_840)
"""Width and height of paper, in twips: twentieths of a point."""
_INCH = 1_440
LARGEST_SIDE = 31_680
"""Twips: 22 inches, the most that Word sets."""


def read_sections(body: Element) -> tuple[Page, ...]:
    """The paper of each section, in order; there is at least one section."""
    pages = [_page(properties) for properties in section_properties(body)]
    if child(body, "w:sectPr") is None:
        pages.append(_page(None))
    return tuple(pages)


def section_properties(body: Element) -> Iterator[Element]:
    """Each ``w:sectPr``, without the former ones that tracked changes keep."""
    for properties in body.iter(qualified("w:sectPr")):
        parent = properties.getparent()
        if parent is not None and name_of(parent) in ("w:body", "w:pPr"):
            yield properties


def header_relations(body: Element, name: str) -> Iterator[str]:
    """The names of the relationships to headers (``w:headerReference``) or to footers, of all
    sections."""
    for properties in section_properties(body):
        for reference in properties.findall(qualified(name)):
            yield attribute(reference, "r:id")


def _page(properties: Element | None) -> Page:
    size, margins = child(properties, "w:pgSz"), child(properties, "w:pgMar")
    width, height = (
        _measure(size, name, default) for name, default in zip(("w:w", "w:h"), LETTER, strict=True)
    )
    top, right, bottom, left = (
        _measure(margins, name, _INCH) for name in ("w:top", "w:right", "w:bottom", "w:left")
    )
    return Page(
        width=width or LETTER[0], height=height or LETTER[1], margins=(top, right, bottom, left)
    )


def _measure(element: Element | None, name: str, default: int) -> int:
    """A measure in twips. Negative margins let text run into the header; their size counts."""
    return min(abs(twips(attribute(element, name), default)), LARGEST_SIDE)
