"""A paragraph of the source with another text.

Text goes; hidden text, bookmarks, comment marks, drawings, note references, page breaks and the
ends of fields that reach over several paragraphs stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from bilingual.formats.word.characters import TEXT_ELEMENTS, text_elements
from bilingual.formats.word.elements import w
from bilingual.formats.word.fields import counted_kind, counts_pages, field_mark, finds_text
from bilingual.formats.word.names import Element, child
from bilingual.formats.word.notes import NOTE_REFERENCES, NOTE_SIGNS
from bilingual.formats.word.order import drop, put
from bilingual.model import Span, SpanKind
from bilingual.writers.word.copy.atoms import Atom, Content, Field, read_content
from bilingual.writers.word.copy.run_properties import run_properties

_DROPPED = frozenset({"w:proofErr", "w:lastRenderedPageBreak", "w:delText", "w:delInstrText"})
_FORMULAS = frozenset({"m:oMath", "m:oMathPara"})
_LAST = frozenset(
    {"w:bookmarkEnd", "w:commentRangeEnd", "w:permEnd", "w:commentReference"}
    | {*NOTE_REFERENCES, *_FORMULAS}
)
"""What stands after the text, unless the text says where; all else stands before it."""

_NUMBER = re.compile(r"\w[\w.\-]{0,11}", re.ASCII)

Piece: TypeAlias = Span | Field | Element
"""Text, a field of the source, or an element to stand as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphContext:
    """What making new text for a paragraph needs to know of the document."""

    language: str
    """Of the text; empty for that of the source."""
    link_style: str
    """Id of the character style of links; empty where there is none."""
    link: Callable[[str], Element | None]
    """An empty ``w:hyperlink`` to an address; none where there can be no link to it."""
    element: Callable[[str], Element | None]
    """The element at an address."""
    note: Callable[[Element], Element | None]
    """What refers once more to the note of a reference; none where that cannot be."""


def replace_text(
    paragraph: Element, pieces: Sequence[Span | Element], context: ParagraphContext
) -> None:
    """Give a paragraph another text; what is not text stays."""
    content = read_content(paragraph)
    composer = _TextMaker(content, context, is_copy=False)
    made = list(composer.compose(_with_fields(pieces, content)))
    before, after = _kept(content, composer.used)
    properties = child(paragraph, "w:pPr")
    for old in list(paragraph):
        if old is not properties:
            paragraph.remove(old)
    paragraph.extend([*before, *made, *after])


def is_running_title(paragraph: Element) -> bool:
    """Whether all that a line of a header says is what its fields find in the text of each page,
    such as the title of the chapter, and numbers of pages. Word renews it from the translation."""
    content = read_content(paragraph)
    titles = [one for one in content.fields if finds_text(one.instruction)]
    pages = [one for one in content.fields if counts_pages(one.instruction)]
    found = {atom for one in (*titles, *pages) for atom in one.members}
    others = "".join(atom.text for atom in content.atoms if atom not in found)
    return bool(titles) and not any(character.isalnum() for character in others)


def copied_text(
    paragraph: Element, pieces: Sequence[Span | Element], context: ParagraphContext
) -> list[Element]:
    """The content of a further paragraph with another text. Images and counting fields are not
    repeated; notes are referred to once more."""
    return list(_TextMaker(read_content(paragraph), context, is_copy=True).compose(pieces))


class _TextMaker:
    """Makes spans into elements, with those of the source where they name them."""

    def __init__(self, content: Content, context: ParagraphContext, *, is_copy: bool) -> None:
        self.content = content
        self.context = context
        self.is_copy = is_copy
        self.used: set[Atom] = set()
        self.plain, self.is_one_style = content.dominant(is_linked=False)
        self.linked, _ = content.dominant(is_linked=True)

    def compose(self, pieces: Iterable[Piece]) -> Iterator[Element]:
        """The content of a paragraph; neighbours with one address share a link."""
        for href, group in groupby(pieces, key=_address):
            link = self.context.link(href) if href else None
            inside = [one for piece in group for one in self._piece(piece, link is not None)]
            if link is None:
                yield from inside
            elif inside:
                link.extend(inside)
                yield link

    def _piece(self, piece: Piece, is_linked: bool) -> list[Element]:
        if isinstance(piece, Element):
            return [piece]
        if isinstance(piece, Field):
            return self._take(piece.parts, piece.members)
        if (named := self._named(piece)) is not None:
            return named
        properties = self._properties(piece, is_linked)
        return [w("r", *([properties] if len(properties) else []), *text_elements(piece.text))]

    def _named(self, span: Span) -> list[Element] | None:
        """The elements of the source that a span stands for; None if it stands for its own text."""
        element = self.context.element(span.element) if span.element else None
        if element is not None and (field := self.content.field_of(element)):
            return self._take(field.parts, field.members)
        atom = None if element is None else self.content.atom_of(element)
        if atom is not None and (not self.is_copy or atom.name in _FORMULAS):
            return self._take([atom], [atom])
        if span.kind is SpanKind.NOTE and element is not None:
            reference = self.context.note(element)
            return [] if reference is None else [reference]
        return [] if span.kind in (SpanKind.IMAGE, SpanKind.NOTE) or not span.text else None

    def _take(self, parts: Sequence[Atom], members: Sequence[Atom]) -> list[Element]:
        """The elements, each once."""
        if not self.used.isdisjoint(parts):
            return []
        self.used.update(members)
        return [part.element_for(is_copy=self.is_copy) for part in parts]

    def _properties(self, span: Span, is_linked: bool) -> Element:
        language = self.context.language
        if span.is_opaque:  # code
            return run_properties(self.content.properties_of(span.text), span.marks, "")
        if is_linked and self.linked is not None:
            return run_properties(self.linked, span.marks, language)
        if self.plain is None:  # all of the source is a link
            properties = run_properties(self.linked, span.marks, language, keeps_style=False)
            drop(properties, "w:color")
            return properties
        keeps_style = self.is_one_style and not is_linked
        properties = run_properties(self.plain, span.marks, language, keeps_style=keeps_style)
        if is_linked and self.context.link_style:
            put(properties, w("rStyle", val=self.context.link_style))
        return properties


def _address(piece: Piece) -> str:
    if isinstance(piece, Element):
        return ""
    is_link = isinstance(piece, Field) or piece.kind is SpanKind.TEXT
    return piece.href if is_link else ""


def _with_fields(given: Sequence[Span | Element], content: Content) -> list[Piece]:
    """The text with the source's counting fields in place of the numbers they show, as far as
    it is clear which numbers those are."""
    pieces: list[Piece] = list(given)
    for field in content.fields:
        kind, result = counted_kind(field.instruction), field.result.strip()
        if not kind or not _NUMBER.fullmatch(result):
            continue
        number = re.compile(rf"(?<![\w.]){re.escape(result)}(?!\w|\.\d)")
        places = [
            (index, piece, match)
            for index, piece in enumerate(pieces)
            if isinstance(piece, Span) and piece.kind is SpanKind.TEXT
            for match in number.finditer(piece.text)
        ]
        if not places or (len(places) > 1 and kind not in ("SEQ", "PAGEREF")):
            continue
        index, span, match = places[-1] if kind == "PAGEREF" else places[0]
        field.href = span.href
        before = replace(span, text=span.text[: match.start()])
        after = replace(span, text=span.text[match.end() :])
        pieces[index : index + 1] = [before, field, after]
    return pieces


def _kept(content: Content, used: set[Atom]) -> tuple[list[Element], list[Element]]:
    """The elements of the source that stay, before and after the new text."""
    before: list[Element] = []
    after: list[Element] = []
    has_sign = has_text = False
    for atom in content.atoms:
        name = atom.name
        if atom in used:
            has_text = True
        elif atom in content.open_codes:
            is_end = field_mark(atom.element) == "end"
            (after if is_end else before).append(atom.element_for(is_copy=False))
        elif atom in content.codes or name in _DROPPED:
            continue
        elif atom.is_hidden or atom.is_page_break:
            (after if has_text else before).append(atom.element_for(is_copy=False))
        elif name in ("w:tab", "w:ptab") and not has_text:  # indents, or centres, the text
            before.append(atom.element_for(is_copy=False))
        elif name in TEXT_ELEMENTS:
            has_text = has_text or bool(atom.text.strip())
        else:
            has_sign |= name in NOTE_SIGNS
            (after if name in _LAST else before).append(atom.element_for(is_copy=False))
    if has_sign:
        before.append(w("r", *text_elements(" ")))
    return before, after
