"""A paragraph of the source, taken apart: what a run holds, each element for itself, and what
stands between runs.

Of ``<w:r><w:rPr/><w:t>见</w:t><w:tab/></w:r><w:bookmarkEnd/>`` the atoms are the text and the tab,
which keep the run's properties, and the end of the bookmark, which stands in no run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import takewhile

from lxml import etree

from bilingual.formats.word.characters import (
    is_hidden_run,
    is_page_break,
    run_font,
    shown_characters,
)
from bilingual.formats.word.elements import w
from bilingual.formats.word.field_texts import text_without_result
from bilingual.formats.word.fields import FIELD_CODES, field_mark
from bilingual.formats.word.names import TRANSPARENT, Element, attribute, child, name_of, value
from bilingual.spans import joined_text

_CONTAINERS = TRANSPARENT | {"w:hyperlink", "w:dir", "w:bdo", "w:fldSimple"}
_PROPERTIES = frozenset({"w:pPr", "w:sdtPr", "w:sdtEndPr"})


@dataclass(slots=True, kw_only=True, eq=False)
class Atom:
    """One element in a paragraph, of a run or between runs."""

    element: Element
    properties: Element | None = None
    """``w:rPr`` of the run it stands in."""
    is_in_run: bool = False
    is_linked: bool = False
    text: str = ""
    """The characters it shows."""

    @property
    def name(self) -> str:
        return name_of(self.element)

    @property
    def is_hidden(self) -> bool:
        """Whether its run hides it; see `settle_hidden`."""
        return is_hidden_run(self.properties)

    @property
    def font(self) -> str:
        """What its run says of the font of Latin letters and signs."""
        return run_font(self.properties) or ""

    @property
    def is_field_code(self) -> bool:
        return self.name in FIELD_CODES

    @property
    def is_page_break(self) -> bool:
        return is_page_break(self.element)

    def element_for(self, *, is_copy: bool) -> Element:
        """The element for another place, in a run of its own if it stands in one. Unless it is to
        be a copy, it leaves its old place."""
        element = deepcopy(self.element) if is_copy else self.element
        element.tail = None
        if not self.is_in_run:
            return element
        head = [] if self.properties is None else [deepcopy(self.properties)]
        return w("r", *head, element)


@dataclass(slots=True, kw_only=True, eq=False)
class Field:
    """A field that begins and ends in the paragraph. One in runs that shows ``第 3 页`` has for
    atoms its begin mark, instruction, separator, the text, and its end mark."""

    instruction: str
    result: str
    """The text it shows."""
    parts: list[Atom]
    """What to move or copy to have the field elsewhere: all atoms, or the one ``w:fldSimple``
    that holds the others."""
    members: list[Atom]
    """All atoms that belong to it."""
    href: str = ""
    """The link around it in the new text."""


@dataclass(slots=True, kw_only=True, eq=False)
class Content:
    """The atoms of a paragraph, and the fields among them."""

    atoms: list[Atom]
    fields: list[Field] = field(default_factory=list)
    """Those that begin and end in the paragraph, by their ends."""
    codes: set[Atom] = field(default_factory=set)
    """Marks and instructions of these fields."""
    open_codes: set[Atom] = field(default_factory=set)
    """Marks and instructions of fields that begin or end in another paragraph."""

    def atom_of(self, element: Element) -> Atom | None:
        """The atom that is or holds an element."""
        atoms = {atom.element: atom for atom in self.atoms}
        holders = (element, *element.iterancestors())
        return next((atoms[one] for one in holders if one in atoms), None)

    def field_of(self, element: Element) -> Field | None:
        """The field that an element begins."""
        return next((one for one in self.fields if one.parts[0].element is element), None)

    def properties_of(self, text: str) -> Element | None:
        """The formatting of the run that shows a text, or a part of it."""
        shown = (atom for atom in self.atoms if atom.text.strip())
        return next((a.properties for a in shown if a.text in text or text in a.text), None)

    def dominant(self, *, is_linked: bool) -> tuple[Element | None, bool]:
        """The formatting of most of the text in or out of links, and whether all of that text
        has one character style."""
        weights: Counter[bytes] = Counter()
        samples: dict[bytes, Element | None] = {}
        styles = set()
        for atom in self.atoms:
            if atom.text.strip() and atom.is_linked is is_linked:
                found = atom.properties
                key = b"" if found is None else etree.tostring(found)
                weights[key] += len(atom.text)
                samples[key] = found
                styles.add(value(found, "w:rStyle"))
        if not weights:
            return None, False
        return samples[weights.most_common(1)[0][0]], len(styles) == 1


def read_content(paragraph: Element) -> Content:
    """Take a paragraph apart. The paragraph itself is not changed."""
    content = Content(atoms=list(_atoms(paragraph, is_linked=False)))
    opened: list[_OpenField] = []
    for index, atom in enumerate(content.atoms):
        mark = field_mark(atom.element)
        if mark == "begin":
            opened.append(_OpenField(begin=index))
        elif mark == "separate" and opened:
            opened[-1].separator = index
        elif mark == "end" and opened:
            one = opened.pop()
            _add_field(content, one.begin, one.separator or index, index)
        elif mark:  # of a field that began in an earlier paragraph
            content.open_codes.add(atom)
        elif atom.name == "w:fldSimple":
            _add_simple_field(content, index)
    for one in opened:
        stop = one.separator or len(content.atoms)
        content.open_codes |= _codes(content.atoms[one.begin : stop + 1])
    return content


@dataclass(slots=True, kw_only=True)
class _OpenField:
    """Places among the atoms of a field whose end has not come yet."""

    begin: int
    separator: int | None = None


def _add_field(content: Content, begin: int, separator: int, end: int) -> None:
    """Add a field in runs; one without a separator has it at its end, and no result."""
    members = content.atoms[begin : end + 1]
    instruction = "".join(one.element.text or "" for one in content.atoms[begin:separator])
    if not any(one.text for one in content.atoms[separator:end]):
        shown = text_without_result(instruction, members[0].element)
        members[0].text = joined_text(shown or ())
    simple = {atom.element for atom in members if atom.name == "w:fldSimple"}
    content.fields.append(
        Field(
            instruction=instruction,
            result="".join(one.text for one in content.atoms[separator:end]),
            parts=[one for one in members if simple.isdisjoint(one.element.iterancestors())],
            members=members,
        )
    )
    content.codes |= _codes([*content.atoms[begin : separator + 1], members[-1]])


def _add_simple_field(content: Content, index: int) -> None:
    holder = content.atoms[index]
    inside = takewhile(
        lambda one: holder.element in one.element.iterancestors(), content.atoms[index + 1 :]
    )
    members = [holder, *inside]
    content.fields.append(
        Field(
            instruction=attribute(holder.element, "w:instr"),
            result="".join(one.text for one in members),
            parts=[holder],
            members=members,
        )
    )
    content.codes.add(holder)


def _codes(atoms: Iterable[Atom]) -> set[Atom]:
    return {one for one in atoms if one.is_field_code}


def _atoms(element: Element, *, is_linked: bool) -> Iterator[Atom]:
    for one in element:
        name = name_of(one)
        if name == "w:r":
            properties = child(one, "w:rPr")
            for inner in one:
                if inner is not properties:
                    yield Atom(
                        element=inner,
                        properties=properties,
                        is_in_run=True,
                        is_linked=is_linked,
                        text="" if is_hidden_run(properties) else _text(inner, properties),
                    )
        elif name in _CONTAINERS:
            if name == "w:fldSimple":
                yield Atom(element=one, is_linked=is_linked)
            yield from _atoms(one, is_linked=is_linked or name == "w:hyperlink")
        elif name not in _PROPERTIES:
            yield Atom(element=one)


def _text(element: Element, properties: Element | None) -> str:
    if name_of(element) != "w:ruby":
        return shown_characters(element, run_font(properties) or "")
    base = child(element, "w:rubyBase")
    return "".join(atom.text for atom in _atoms(base, is_linked=False)) if base is not None else ""
