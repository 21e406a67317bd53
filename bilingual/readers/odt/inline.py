"""The text of an OpenDocument paragraph: formatting, notes, pictures, formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bilingual.formats.addresses import scheme_of
from bilingual.formats.pictures import LARGEST_TOGETHER, picture_kind
from bilingual.formats.xml import Element, tag_of, text_of, word_set
from bilingual.formats.zip_files import ZipSeed
from bilingual.model import Media, Span, SpanKind
from bilingual.readers.odt.styles import OdtStyles, local_attribute, read_count
from bilingual.readers.shared.gathering import Run

UNREAD = word_set(
    "tracked-changes index-title-template sequence-decls variable-decls user-field-decls forms"
    " table-of-content-source alphabetical-index-source bibliography-source user-index-source"
    " illustration-index-source table-index-source object-index-source ruby-text script"
    " hidden-text hidden-paragraph"
)
"""Elements whose text is not shown. What tracked changes keep there has been deleted."""
SHAPES = word_set("frame custom-shape rect ellipse circle polygon path")


@dataclass(slots=True, kw_only=True)
class OdtInline:
    """Reads paragraphs, and keeps what is found in them to be read later."""

    archive: ZipSeed
    styles: OdtStyles
    run: Run = field(default_factory=Run)
    notes: list[tuple[str, Element]] = field(default_factory=list)
    """The notes by their names, in the order of their references."""
    comments: list[Element] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Boxes of text that are anchored in the paragraph."""
    media: dict[str, Media] = field(default_factory=dict)

    def read(self, element: Element, style: Span) -> list[tuple[Span, ...]]:
        """The spans of a paragraph, formatted as ``style`` is; none if it is empty."""
        self._content(element, style)
        return self.run.take()

    def read_shape(self, element: Element) -> list[tuple[Span, ...]]:
        """The same for a shape that stands between paragraphs."""
        self._shape(element, Span(text=""))
        return self.run.take()

    def _content(self, element: Element, style: Span) -> None:
        if element.text:
            self.run.text(element.text, style)
        for one in element:
            self._element(tag_of(one), one, style)
            if one.tail:
                self.run.text(one.tail, style)

    def _element(self, tag: str, one: Element, style: Span) -> None:
        if tag == "span":
            marks = style.marks | self.styles.marks("text", local_attribute(one, "style-name"))
            self._content(one, replace(style, marks=marks))
        elif tag == "a":
            href = local_attribute(one, "href")  # without a scheme, it leads to a place in the file
            self._content(one, replace(style, href=href if scheme_of(href) else ""))
        elif tag == "s":
            self.run.text(" ", style)
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
