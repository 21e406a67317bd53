"""Footnotes of web pages and e-books: short links to a place further on.

HTML has no footnotes. Pages and books mark them with roles, with EPUB's types, or only by a raised
number that leads to an element with an id; all of these count here. So do the notes of Chinese
readers' formats: a picture in a line of text that is a link to the note (Duokan), or that has the
note's text in an attribute (Zhangyue, QQ Reader).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from bilingual.formats.html.tags import BLOCKS
from bilingual.formats.xml import Element, tag_of, text_of, word_set

EPUB_TYPE = "epub:type"  # the parser for pages takes prefixes for parts of names
_MARK = re.compile(
    r"[\[(（［〔【]?\s*(?:注|註)?\s*(?:\d{1,3}|[*†‡§※①-⑳㉑-㉟㊱-㊿]|[a-z])\s*[\])）］〕】]?"
)
_BACK = re.compile(r"[↩↑^⤴\ufe0e\s]*|返回|回到?正文")
_TARGETS = word_set("li p div aside section dd td")
_NOTE_TYPES = word_set("noteref doc-noteref")
_NOTE_CLASSES = ("footnote-ref", "duokan-footnote")
_NOTE_IN_ATTRIBUTE = word_set("qqreader-footnote zhangyue-footnote")
"""Classes of pictures that have a note's text as ``zy-footnote`` or, without that, as ``alt``."""
_LONGEST_NOTE = 3000
"""Characters; what is longer is a chapter that a contents list leads to."""

_LONGEST_MARK = 3

NameOf = Callable[[str], str]
"""Makes of an address in a page the name of the place that it leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNotes:
    """The footnotes of a page or of all pages of a book."""

    references: dict[Element, str]
    """The links that refer to notes, each with its note's name."""
    notes: dict[Element, str]
    """The notes, each with its name."""
    ways_back: frozenset[Element]
    """Links, no longer than a mark, that lead to where a note is referred to."""


def find_notes(trees: Iterable[tuple[Element, NameOf]]) -> PageNotes:
    """The footnotes in trees, which come in the order of reading.

    Each tree comes with what makes names of its addresses, for ``#n1`` in one file may be
    ``notes.xhtml#n1`` in another. In ``<p>路<a href="#n1"><sup>1</sup></a></p><p id="n1">注</p>``
    the link refers to ``n1``, and the second paragraph is that note.
    """
    trees = list(trees)
    for top, name_of in trees:
        _spell_out(top, name_of)
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
    places = _places_of(references, dict(elements))
    ways_back = frozenset(
        link
        for link, name_of in elements
        if "#" in (href := link.get("href") or "")
        and len(text_of(link)) <= _LONGEST_MARK
        and name_of(href) in places
    )
    return PageNotes(references=references, notes=notes, ways_back=ways_back)


def _spell_out(top: Element, name_of: NameOf) -> None:
    """Make of notes that stand in attributes of pictures such as HTML has: a link, and an
    ``aside`` at the end of the tree. A picture whose link leads to a note in the tree has it
    there."""
    ids = {element.get("id") for element in top.iter()}
    pictures = [element for element in top.iter("img") if _note_in(element)]
    for number, picture in enumerate(pictures, start=1):
        around = picture.getparent()
        link = around if around is not None and tag_of(around) == "a" else None
        if link is not None and (link.get("href") or "").rpartition("#")[2] in ids:
            continue
        name = f"note-in-picture-{number}"
        aside = etree.SubElement(top, "aside", {"id": name})
        aside.text = _note_in(picture)
        picture.tag = "span"
        reference = picture if link is None else link
        reference.tag = "a"
        reference.attrib.update({EPUB_TYPE: "noteref", "href": f"#{name}"})


def _note_in(picture: Element) -> str:
    """The text of the note that a picture has in an attribute; empty without one."""
    named = not _NOTE_IN_ATTRIBUTE.isdisjoint((picture.get("class") or "").split())
    written = picture.get("zy-footnote") or (picture.get("alt") if named else "") or ""
    return " ".join(written.split())


def _places_of(references: Iterable[Element], names: Mapping[Element, NameOf]) -> set[str]:
    """What addresses lead to references: their own names, and those just around and in them."""
    places = set()
    for reference in references:
        parent, before = reference.getparent(), reference.getprevious()
        for one in (*reference.iter(), parent, before):
            if one is not None and tag_of(one) not in BLOCKS and (name := one.get("id")):
                places.add(names[reference](f"#{name}"))
    return places


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
    if types & _NOTE_TYPES or any(one in (link.get("class") or "") for one in _NOTE_CLASSES):
        return True
    if not text_of(link):
        return _is_picture_in_a_line(link)
    parent = link.getparent()
    raised = parent is not None and tag_of(parent) == "sup"
    raised = raised or any(tag_of(child) == "sup" for child in link)
    text = text_of(link)
    return _MARK.fullmatch(text) is not None and (raised or not text.isalnum())


def _is_picture_in_a_line(link: Element) -> bool:
    """Whether a link without text holds one picture, and stands in a line of text."""
    if [tag_of(one) for one in link.iterdescendants()].count("img") != 1:
        return False
    blocks = (one for one in link.iterancestors() if tag_of(one) in BLOCKS)
    return any(text_of(block) for block in islice(blocks, 1))
