"""Footnotes of web pages and e-books: short links to a place further on.

HTML has no footnotes. Pages and books mark them with roles, with EPUB's types, or only by a raised
number that leads to an element with an id; all of these count here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bilingual.formats.xml import Element, tag_of, text_of, word_set

EPUB_TYPE = "epub:type"  # the parser for pages takes prefixes for parts of names
_MARK = re.compile(
    r"[\[(（［〔【]?\s*(?:注|註)?\s*(?:\d{1,3}|[*†‡§※①-⑳㉑-㉟㊱-㊿]|[a-z])\s*[\])）］〕】]?"
)
_BACK = re.compile(r"[↩↑^⤴\ufe0e\s]*|返回|回到?正文")
_TARGETS = word_set("li p div aside section dd td")
_NOTE_TYPES = word_set("noteref doc-noteref")
_LONGEST_NOTE = 3000
"""Characters; what is longer is a chapter that a contents list leads to."""

NameOf = Callable[[str], str]
"""Makes of an address in a page the name of the place that it leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNotes:
    """The footnotes of a page or of all pages of a book."""

    references: dict[Element, str]
    """The links that refer to notes, each with its note's name."""
    notes: dict[Element, str]
    """The notes, each with its name."""


def find_notes(trees: Iterable[tuple[Element, NameOf]]) -> PageNotes:
    """The footnotes in trees, which come in the order of reading.

    Each tree comes with what makes names of its addresses, for ``#n1`` in one file may be
    ``notes.xhtml#n1`` in another. In ``<p>路<a href="#n1"><sup>1</sup></a></p><p id="n1">注</p>``
    the link refers to ``n1``, and the second paragraph is that note.
    """
    elements = [(element, name_of) for top, name_of in trees for element in top.iter()]
    order = {element: number for number, (element, _) in enumerate(elements)}
    targets = _targets(elements)
    references: dict[Element, str] = {}
    notes: dict[Element, str] = {}
    taken: set[str] = set()
    for link, name_of in elements:
        place = name_of(link.get("href") or "") if _is_reference(link) else ""
        note = targets.get(place)
        if note is None or order[note] <= order[link] or not _may_be_note(note):
            continue
        if note not in notes:
            notes[note] = _new_name(place, taken)
        references[link] = notes[note]
    return PageNotes(references=references, notes=notes)


def _targets(elements: Iterable[tuple[Element, NameOf]]) -> dict[str, Element]:
    """What addresses lead to: the paragraph that begins with the element they name."""
    targets: dict[str, Element] = {}
    for element, name_of in elements:
        name = element.get("id") or (element.get("name") if tag_of(element) == "a" else None)
        if name:
            targets.setdefault(name_of(f"#{name}"), _block_of(element))
    return targets


def _new_name(place: str, taken: set[str]) -> str:
    """A name that no other note has; two files may have one of the same fragment."""
    name = place.rpartition("#")[2]
    while name in taken:
        name += "'"
    taken.add(name)
    return name


def _may_be_note(element: Element) -> bool:
    return tag_of(element) in _TARGETS and len(text_of(element)) <= _LONGEST_NOTE


def is_way_back(link: Element) -> bool:
    """Whether a link in a note leads back to where it is referred to."""
    return (
        "doc-backlink" in (link.get("role") or "")
        or "backlink" in (link.get(EPUB_TYPE) or "")
        or _BACK.fullmatch(text_of(link)) is not None
        or _MARK.fullmatch(text_of(link)) is not None
    )


def _block_of(element: Element) -> Element:
    """The paragraph that begins with an anchor, or the element itself."""
    while tag_of(element) in ("a", "span", "sup", "b"):
        parent = element.getparent()
        if parent is None or parent[0] is not element or (parent.text or "").strip():
            break
        element = parent
    return element


def _is_reference(link: Element) -> bool:
    """Whether it is a link to a place in the book that looks like the mark of a note."""
    if tag_of(link) != "a" or "#" not in (link.get("href") or ""):
        return False
    types = {link.get("role") or "", *(link.get(EPUB_TYPE) or "").split()}
    if types & _NOTE_TYPES or "footnote-ref" in (link.get("class") or ""):
        return True
    parent = link.getparent()
    raised = parent is not None and tag_of(parent) == "sup"
    raised = raised or any(tag_of(child) == "sup" for child in link)
    text = text_of(link)
    return _MARK.fullmatch(text) is not None and (raised or not text.isalnum())
