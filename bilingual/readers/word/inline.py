"""What stands inside a Word paragraph -> spans, as a reader of the accepted document sees it.

Insertions are read, deletions and hidden text are not. Of a field the result is read, or what its
instruction shows; of ruby the base; of alternatives (a drawing, and a fallback for old programs)
one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bilingual.formats.word.characters import shown_characters
from bilingual.formats.word.field_texts import field_keyword, text_without_result
from bilingual.formats.word.fields import (
    FIELD_CODES,
    counts_pages,
    field_mark,
    linked_address,
)
from bilingual.formats.word.hidden_drawings import is_hidden_drawing
from bilingual.formats.word.names import (
    TRANSPARENT,
    Element,
    attribute,
    child,
    chosen_branch,
    name_of,
    qualified,
    visible_descendants,
)
from bilingual.formats.word.notes import note_name, referred_kind
from bilingual.formats.word.styles import Styles
from bilingual.model import Span, SpanKind
from bilingual.readers.shared.math import read_formula
from bilingual.readers.word.drawings import shape_extent, written_extent
from bilingual.readers.word.omitted import Omitted
from bilingual.readers.word.open_field import OpenField
from bilingual.readers.word.parts import OpenPart

_CONTAINERS = TRANSPARENT | {"w:dir", "w:bdo", "w:rubyBase", "mc:Choice", "mc:Fallback"}


@dataclass(slots=True)
class InlineReader:
    """Reads paragraph after paragraph; fields may stretch over several."""

    styles: Styles
    part: OpenPart
    omitted: Omitted
    keeps_fields: bool = False
    """Whether a field that counts pages is one opaque span, as in headers, not its result."""
    keeps_hidden: bool = False
    """Whether hidden text is read as any other."""
    paragraph: Element | None = None
    """``w:pPr`` of the paragraph that is read."""
    fields: list[OpenField] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    is_contents: bool = False
    """Whether the last paragraph is (in part) the result of a table of contents."""

    def read(
        self, properties: Element | None, content: Iterable[Element]
    ) -> tuple[list[Span], list[Element]]:
        """The spans of a paragraph with these properties and this content, and the text boxes
        anchored in it."""
        self.spans, self.boxes, self.is_contents, self.paragraph = [], [], False, properties
        for one in self.fields:
            one.start = -1
        self._children(content, "")
        # A field without an end must not swallow the rest of the document.
        self.fields = [one for one in self.fields if one.has_result]
        return self.spans, self.boxes

    def _children(self, elements: Iterable[Element], href: str) -> None:
        for one in elements:
            self._inline(one, href)

    def _inline(self, element: Element, href: str) -> None:
        name = name_of(element)
        if name == "w:r":
            self._run(element, href)
        elif name == "w:hyperlink":
            self._children(element, self._link(element) or href)
        elif name == "w:fldSimple":
            self._simple_field(element, href)
        elif name in ("m:oMath", "m:oMathPara"):
            self._add(read_formula(element), kind=SpanKind.RAW, element=self.part.locator(element))
        elif name == "mc:AlternateContent":
            branch = chosen_branch(element)
            if branch is not None:
                self._children(branch, href)
        elif name in _CONTAINERS:
            self._children(element, href)

    def _run(self, run: Element, href: str) -> None:
        properties = child(run, "w:rPr")
        if not self.keeps_hidden and self.styles.is_hidden(self.paragraph, properties):
            self._hidden_run(run, properties)
            return
        for one in run:
            self._run_content(one, properties, href)

    def _hidden_run(self, run: Element, properties: Element | None) -> None:
        """Count what is hidden; fields go on through it."""
        for one in run:
            if name_of(one) in FIELD_CODES:
                self._field_code(one, properties)
            elif all(field.has_result for field in self.fields):
                self.omitted.hide(shown_characters(one))

    def _run_content(self, element: Element, properties: Element | None, href: str) -> None:
        name = name_of(element)
        if name in FIELD_CODES:
            self._field_code(element, properties)
        elif text := shown_characters(element, self.styles.font(self.paragraph, properties)):
            self._text(text, properties, href)
        elif kind := referred_kind(element):
            note = attribute(element, "w:id")
            self._add(
                self.part.note_mark(kind, note),
                kind=SpanKind.NOTE,
                href=note_name(kind, note),
                element=self.part.locator(element),
            )
        elif name in ("w:drawing", "w:pict", "w:object"):
            self._drawing(element)
        elif name == "w:ruby":
            base = child(element, "w:rubyBase")
            if base is not None:
                self._children(base, href)
        elif name == "mc:AlternateContent":
            branch = chosen_branch(element)
            for inner in branch if branch is not None else ():
                self._run_content(inner, properties, href)

    def _text(self, text: str, properties: Element | None, href: str) -> None:
        links = [link for one in self.fields if (link := linked_address(one.instruction))]
        self._add(
            text,
            kind=self.styles.span_kind(properties),
            href=href or (links[-1] if links else ""),
            properties=properties,
        )

    def _add(
        self,
        text: str,
        *,
        kind: SpanKind = SpanKind.TEXT,
        href: str = "",
        properties: Element | None = None,
        extent: tuple[int, int] | None = None,
        element: str = "",
    ) -> None:
        if all(one.has_result for one in self.fields):
            marks = self.styles.marks(properties)
            span = Span(
                text=text, kind=kind, href=href, marks=marks, extent=extent, element=element
            )
            self.spans.append(span)
            self.is_contents |= any(one.is_contents for one in self.fields)

    def _field_code(self, code: Element, properties: Element | None) -> None:
        """A mark of a field, or a piece of its instruction."""
        kind = field_mark(code)
        if kind == "begin":
            place = self.part.locator(code)
            self.fields.append(OpenField(element=place, mark=code, start=len(self.spans)))
        elif not self.fields:
            return
        elif kind == "separate":
            self.fields[-1].has_result = True
        elif kind == "end":
            ended = self.fields.pop()
            if self.keeps_fields and not self.fields and counts_pages(ended.instruction):
                self._keep_field(ended)
            else:
                self._show_instruction(ended)
        elif name_of(code) == "w:instrText":
            one = self.fields[-1]
            one.instruction += code.text or ""
            one.properties = properties if one.properties is None else one.properties

    def _show_instruction(self, ended: OpenField) -> None:
        """What a field without a result shows, from its instruction."""
        if ended.start != len(self.spans):
            return
        shown = text_without_result(ended.instruction, ended.mark)
        for span in shown or ():
            before = len(self.spans)
            self._text(span.text, ended.properties, "")
            self.spans[before:] = [
                replace(one, marks=one.marks | span.marks) for one in self.spans[before:]
            ]
        if shown is None and not ended.has_result:
            self.omitted.fields[field_keyword(ended.instruction)] += 1

    def _simple_field(self, element: Element, href: str) -> None:
        instruction = attribute(element, "w:instr")
        simple = OpenField(
            element=self.part.locator(element),
            start=len(self.spans),
            instruction=instruction,
            has_result=True,
        )
        self.fields.append(simple)
        self._children(element, linked_address(instruction) or href)
        # Unclosed fields in its result end with it.
        while self.fields and self.fields.pop() is not simple:
            pass
        if self.keeps_fields and not self.fields and counts_pages(instruction):
            self._keep_field(simple)
        else:
            self._show_instruction(simple)

    def _keep_field(self, ended: OpenField) -> None:
        """One opaque span in place of the result, unless that is a link or holds an image."""
        result = self.spans[ended.start :] if ended.start >= 0 else []
        is_opaque = any(span.is_opaque for span in result)
        if ended.start < 0 or is_opaque or linked_address(ended.instruction):
            return
        keyword = ended.instruction.split(maxsplit=1)[:1]
        text = "".join(span.text for span in result) or f"{{{''.join(keyword)}}}"
        self.spans[ended.start :] = [Span(text=text, kind=SpanKind.RAW, element=ended.element)]

    def _drawing(self, drawing: Element) -> None:
        """Images become spans, as do charts and diagrams, by name; text boxes are set aside for
        after the paragraph."""
        described, named, extent = "", "", None
        for one in visible_descendants(drawing, self._hides_drawing):
            name = name_of(one)
            relation = ""
            if name == "w:txbxContent":
                self.boxes.append(one)
            elif name == "wp:extent":
                extent = written_extent(one)
            elif name == "wp:docPr":
                described, named = str(one.get("descr", "")), str(one.get("name", ""))
            elif name == "v:shape":
                described, extent = str(one.get("alt", "")), shape_extent(one) or extent
            elif name == "a:blip":
                relation = attribute(one, "r:embed") or attribute(one, "r:link")
            elif name == "v:imagedata":
                relation = attribute(one, "r:id")
            is_image = name in ("a:blip", "v:imagedata")
            if is_image or name in ("c:chart", "dgm:relIds"):
                self._add(
                    described if is_image else described or named,
                    kind=SpanKind.IMAGE,
                    href=self.part.image(relation),
                    extent=extent,
                    element=self.part.locator(drawing),
                )

    def _hides_drawing(self, element: Element) -> bool:
        """Whether a part of a drawing is hidden, and so left out and counted."""
        if self.keeps_hidden or not is_hidden_drawing(element):
            return False
        self.omitted.hidden_drawings += 1
        self.omitted.hide("".join(map(shown_characters, element.iter(qualified("w:t")))))
        return True

    def _link(self, hyperlink: Element) -> str:
        fragment = attribute(hyperlink, "w:anchor")
        target = self.part.target(attribute(hyperlink, "r:id"))
        return f"{target}#{fragment}" if fragment else target
