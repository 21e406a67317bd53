"""References from the translation to footnotes and endnotes of the source."""

from __future__ import annotations

from collections import Counter

from bilingual.formats.word.elements import w
from bilingual.formats.word.fields import note_instruction, renew, simple_field
from bilingual.formats.word.names import Element, attribute, child, number, qualified, value
from bilingual.formats.word.notes import NOTE_REFERENCES, referred_kind
from bilingual.formats.word.numbering import format_number
from bilingual.formats.word.sections import section_properties

_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}
"""How Word numbers notes where nothing says otherwise."""


class NoteReferences:
    """The references in the main text, with the numbers that they show."""

    def __init__(self, root: Element, settings: Element | None) -> None:
        said = [*section_properties(root), settings]
        formats = {
            kind: next(filter(None, (value(one, f"w:{kind}Pr", "w:numFmt") for one in said)), usual)
            for kind, usual in _FORMATS.items()
        }
        counts: Counter[str] = Counter()
        self._shown: dict[Element, str] = {}
        for reference in root.iter(*map(qualified, NOTE_REFERENCES)):
            if not attribute(reference, "w:customMarkFollows"):
                kind = referred_kind(reference)
                counts[kind] += 1
                self._shown[reference] = format_number(counts[kind], formats[kind])
        bookmarks = root.iter(qualified("w:bookmarkStart"))
        self._next = 1 + max((number(attribute(one, "w:id"), 0) for one in bookmarks), default=0)
        self._names: dict[Element, str] = {}
        self.last_bookmark = self._next + len(self._shown)
        """The highest number that a bookmark of the text can have after all."""

    def again(self, reference: Element) -> Element | None:
        """A field that shows the number of a reference, and that Word keeps right; None for a
        reference with a mark of its own."""
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
        repeated = simple_field(
            f" {note_instruction(self._names[reference])} ",
            *named,
            w("vertAlign", val="superscript"),
            result=self._shown[reference],
        )
        renew(repeated)
        return repeated
