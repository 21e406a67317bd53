"""Footnotes of web pages and e-books: short links to a place further on.

HTML has no footnotes. Pages and books mark them with roles, with EPUB's types, or only by a raised
number that leads to an element with an id; all of these count here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

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


def find_notes(
    tops: Iterable[tuple[Element, Callable[[str], str]]],
) -> tuple[dict[Element, str], dict[str, Element]]:
    """The links that refer to notes, each with its note's name; and the notes by their names.

    Each tree comes with what makes names of its addresses (``#fn1`` in one file may be
    ``notes.xhtml#fn1`` in another).
    """
    trees = list(tops)
    targets: dict[str, Element] = {}
    order: dict[Element, int] = {}
    for top, name_of in trees:
        for element in top.iter():
            order[element] = len(order)
            name = element.get("id") or (element.get("name") if tag_of(element) == "a" else None)
            if name:
                targets.setdefault(name_of(f"#{name}"), _block_of(element))
    references: dict[Element, str] = {}
    notes: dict[str, Element] = {}
    names: dict[Element, str] = {}
    for top, name_of in trees:
        for link in top.iter():
            if tag_of(link) != "a" or "#" not in (link.get("href") or ""):
                continue
            target = targets.get(name_of(link.get("href", "")))
            if target is None or not _is_reference(link) or order[target] <= order[link]:
                continue
            if tag_of(target) in _TARGETS and len(text_of(target)) <= _LONGEST_NOTE:
                name = names.setdefault(target, name_of(link.get("href", "")).rpartition("#")[2])
                while notes.setdefault(name, target) is not target:  # of another file
                    name += "'"
                names[target] = references[link] = name
    return references, notes


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
    types = {link.get("role") or "", *(link.get(EPUB_TYPE) or "").split()}
    if types & _NOTE_TYPES or "footnote-ref" in (link.get("class") or ""):
        return True
    parent = link.getparent()
    raised = parent is not None and tag_of(parent) == "sup"
    raised = raised or any(tag_of(child) == "sup" for child in link)
    text = text_of(link)
    return _MARK.fullmatch(text) is not None and (raised or not text.isalnum())
