"""The text of an OpenDocument paragraph: formatting, notes, pictures, formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bilingual.formats.addresses import scheme_of
from bilingual.formats.pictures import LARGEST_TOGETHER, picture_kind
from bilingual.formats.xml import Element, tag_of, text_of, word_set
from bilingual.formats.zip_files import ZipSeed
from bilingual.model import Media, Span, SpanKind
from bilingual.readers.odt.form_fields import fieldmark_text
from bilingual.readers.odt.styles import OdtStyles, local_attribute, read_count
from bilingual.readers.shared.gathering import Run
from bilingual.readers.shared.policy import count_hidden

UNREAD = word_set(
    "tracked-changes index-title-template sequence-decls variable-decls user-field-decls forms"
    " table-of-content-source alphabetical-index-source bibliography-source user-index-source"
    " illustration-index-source table-index-source object-index-source ruby-text script"
)
"""Elements whose text is not shown. What tracked changes keep there has been deleted."""
SHAPES = word_set("frame custom-shape rect ellipse circle polygon path")
_ANCHORED = frozenset({*SHAPES, "note", "annotation", "tab", "line-break"})
"""What stands in a text and is hidden with it."""


@dataclass(slots=True, kw_only=True)
class OdtInline:
    """Reads paragraphs, and keeps what is found in them to be read later."""

    archive: ZipSeed
    styles: OdtStyles
    keeps_hidden: bool = False
    """Whether hidden text is read as any other."""
    hidden: int = 0
    """Characters of hidden text that were left out, without white space."""
    places: int = 0
    """Paragraphs and sections that had some."""
    controls: dict[str, str] = field(default_factory=dict)
    """What the controls of forms show, see `control_texts`."""
    is_hidden: bool = False
    """Whether what is being read is hidden."""
    run: Run = field(default_factory=Run)
    notes: list[tuple[str, Element]] = field(default_factory=list)
    """The notes by their names, in the order of their references."""
    comments: list[Element] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Boxes of text that are anchored in the paragraph."""
    media: dict[str, Media] = field(default_factory=dict)

    def read(self, element: Element, style: Span) -> list[tuple[Span, ...]]:
        """The spans of a paragraph, formatted as ``style`` is; none if it is empty or hidden."""
        before = self.hidden
        self.is_hidden = self._hides_paragraph(element)
        self._content(element, style)
        self.is_hidden = False
        self.places += self.hidden > before
        return self.run.take()

    def read_raw(self, element: Element) -> str:
        """The text of a paragraph as it stands, as in code; none if that is hidden."""
        if not self._hides_paragraph(element):
            return "".join(raw_text(element))
        self.leave_out(element)
        return ""

    def hides(self, element: Element) -> bool:
        """Whether a condition hides a section or text, and hidden text is left out."""
        return not self.keeps_hidden and is_switched_off(element)

    def leave_out(self, element: Element) -> None:
        """Count the text of a paragraph or section that is hidden."""
        self.hidden += count_hidden(text_of(element))
        self.places += 1

    def read_shape(self, element: Element) -> list[tuple[Span, ...]]:
        """The same for a shape that stands between paragraphs."""
        self._element(tag_of(element), element, Span(text=""))
        return self.run.take()

    def _content(self, element: Element, style: Span) -> None:
        self._text(element.text, style)
        for one in element:
            if self.is_hidden and tag_of(one) in _ANCHORED:
                self._text(text_of(one), style)
            else:
                self._element(tag_of(one), one, style)
            self._text(one.tail, style)

    def _text(self, text: str | None, style: Span) -> None:
        if text and self.is_hidden:
            self.hidden += count_hidden(text)
        elif text:
            self.run.text(text, style)

    def _hides_paragraph(self, element: Element) -> bool:
        """Whether a paragraph is hidden: by its style, or a field in it that does no more."""
        if self.keeps_hidden:
            return False
        name = local_attribute(element, "style-name")
        fields = (one for one in element.iter() if tag_of(one) == "hidden-paragraph")
        return self.styles.is_hidden("paragraph", name) or any(map(is_switched_off, fields))

    def _span(self, one: Element, style: Span) -> None:
        name = local_attribute(one, "style-name")
        marks = style.marks | self.styles.marks("text", name)
        around = self.is_hidden
        if not self.keeps_hidden:
            self.is_hidden = self.styles.is_hidden("text", name, around=around)
        self._content(one, replace(style, marks=marks))
        self.is_hidden = around

    def _hidden_text(self, one: Element, style: Span) -> None:
        """A field that shows its text on a condition."""
        around = self.is_hidden
        self.is_hidden = around or self.hides(one)
        self._text(text_of(one) or local_attribute(one, "string-value"), style)
        self.is_hidden = around

    def _element(self, tag: str, one: Element, style: Span) -> None:
        if tag == "span":
            self._span(one, style)
        elif tag == "hidden-text":
            self._hidden_text(one, style)
        elif tag == "a":
            href = local_attribute(one, "href")  # without a scheme, it leads to a place in the file
            self._content(one, replace(style, href=href if scheme_of(href) else ""))
        elif tag == "s":
            self._text(" ", style)
        elif tag == "tab":
            self.run.raw("\t")
        elif tag == "line-break":
            self.run.line_break()
        elif tag == "note":
            self._note(one)
        elif tag == "annotation":
            self.comments.append(one)
        elif tag in SHAPES:
            self._shape(one, style)
        elif tag == "control":
            self._text(self.controls.get(local_attribute(one, "control")), style)
        elif tag == "fieldmark":
            self._text(fieldmark_text(one) or text_of(one), style)
        elif tag not in UNREAD:
            self._content(one, style)

    def _note(self, note: Element) -> None:
        name = local_attribute(note, "id") or f"note{len(self.notes) + 1}"
        shown, body = (
            next((one for one in note if tag_of(one) == tag), None)
            for tag in ("note-citation", "note-body")
        )
        if body is not None:
            mark = (text_of(shown) if shown is not None else "") or str(len(self.notes) + 1)
            self.run.opaque(Span(text=f"[{mark}]", kind=SpanKind.NOTE, href=name))
            self.notes.append((name, body))

    def _shape(self, shape: Element, style: Span) -> None:
        """A picture, a formula, or a box of text; of several forms of one thing the first."""
        parts = {tag_of(one): one for one in reversed(shape)}
        box = shape if {"p", "h", "list"} & parts.keys() else parts.get("text-box")
        if box is not None:
            self.boxes.append(box)
        elif (formula := self._formula(parts.get("object"))) is not None:
            self.run.opaque(Span(text=formula, kind=SpanKind.RAW))
        elif (image := parts.get("image")) is not None:
            titles = [parts[tag] for tag in ("desc", "title") if tag in parts]
            text = next(filter(None, map(text_of, titles)), "")
            href = self._picture(local_attribute(image, "href"))
            image_span = Span(text=text, kind=SpanKind.IMAGE, href=href, link=style.href)
            self.run.opaque(image_span)

    def _formula(self, linked: Element | None) -> str | None:
        name = local_attribute(linked, "href").removeprefix("./") if linked is not None else ""
        if f"{name}/content.xml" not in self.archive:
            return None
        root = self.archive.read_xml(f"{name}/content.xml")
        if tag_of(root) != "math":
            return None
        notes = [text_of(one) for one in root.iter() if tag_of(one) == "annotation"]
        return notes[0] if notes else text_of(root)

    def _picture(self, href: str) -> str:
        name = href.removeprefix("./")
        if name in self.archive and name not in self.media:
            content = self.archive.read(name)
            total = sum(len(one.content) for one in self.media.values()) + len(content)
            if picture_kind(content) and total <= LARGEST_TOGETHER:
                self.media[name] = Media(name=name, content=content)
        return name


def is_switched_off(element: Element) -> bool:
    """Whether a condition hides a section, paragraph or text, as it was when the file was saved."""
    shown = local_attribute(element, "display")
    is_hidden = local_attribute(element, "is-hidden") == "true"
    return shown == "none" or (shown != "true" and is_hidden)


def raw_text(element: Element) -> Iterator[str]:
    """Text whose white space counts, as in code."""
    yield element.text or ""
    for one in element:
        tag = tag_of(one)
        if tag == "s":
            yield " " * min(read_count(local_attribute(one, "c"), 1), 1000)
        elif tag == "tab":
            yield "\t"
        elif tag == "line-break":
            yield "\n"
        elif tag not in UNREAD:
            yield from raw_text(one)
        yield one.tail or ""
