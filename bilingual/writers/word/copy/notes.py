"""A footnote or endnote of the source referred to once more, from the translation."""

from __future__ import annotations

from collections import Counter

from bilingual.formats.word.elements import field, w
from bilingual.formats.word.names import (
    Element,
    attribute,
    child,
    name_of,
    number,
    qualified,
    value,
)
from bilingual.formats.word.numbering import format_number

_KINDS = {"w:footnoteReference": "w:footnotePr", "w:endnoteReference": "w:endnotePr"}
_FORMATS = {"w:footnotePr": "decimal", "w:endnotePr": "lowerRoman"}
"""How Word numbers notes if it is not told."""


class NoteReferences:
    """The references in the main text, with the numbers that they show."""

    def __init__(self, root: Element, settings: Element | None) -> None:
        sections = list(root.iter(qualified("w:sectPr")))
        formats = {
            kind: next(
                filter(None, (value(one, kind, "w:numFmt") for one in (*sections, settings))), plain
            )
            for kind, plain in _FORMATS.items()
        }
        counts: Counter[str] = Counter()
        self._shown: dict[Element, str] = {}
        for reference in root.iter(*map(qualified, _KINDS)):
            if not attribute(reference, "w:customMarkFollows"):
                kind = _KINDS[name_of(reference)]
                counts[kind] += 1
                self._shown[reference] = format_number(counts[kind], formats[kind])
        bookmarks = root.iter(qualified("w:bookmarkStart"))
        self._next = 1 + max((number(attribute(one, "w:id"), 0) for one in bookmarks), default=0)
        self._names: dict[Element, str] = {}

    def again(self, reference: Element) -> Element | None:
        """A field that shows the number of a reference, for Word to keep right; none for one
        with a mark of its own."""
        run = reference.getparent()
        if run is None or reference not in self._shown:
            return None
        if reference not in self._names:
            self._names[reference] = name = f"_RefBilingual{self._next}"
            run.addprevious(w("bookmarkStart", id=self._next, name=name))
            run.addnext(w("bookmarkEnd", id=self._next))
            self._next += 1
        style = value(child(run, "w:rPr"), "w:rStyle")
        named = [w("rStyle", val=style)] if style else []
        repeated = field(
            f" NOTEREF {self._names[reference]} \\f \\h ",
            *named,
            w("vertAlign", val="superscript"),
            result=self._shown[reference],
        )
        repeated.set(qualified("w:dirty"), "true")
        return repeated
