"""What stands inside a Word paragraph -> spans, as a reader of the accepted document sees it.

Insertions are text, deletions are not; of a field its result is, of ruby its base; of
alternatives (a drawing, and a fallback for old programs) one is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Protocol

from bilingual.model import Span, SpanKind
from bilingual.readers.docx_math import read_formula
from bilingual.readers.docx_styles import Styles
from bilingual.readers.docx_xml import (
    Element,
    attribute,
    child,
    chosen_branch,
    name_of,
    visible_descendants,
)

DROPPED = frozenset({"w:del", "w:moveFrom"})
"""Tracked deletions."""

_CONTAINERS = frozenset(
    {"w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:dir", "w:bdo", "w:sdtContent"}
    | {"w:rubyBase", "mc:Choice", "mc:Fallback"}
)
_CHARACTERS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
}
_SYMBOLS = {  # Wingdings, by its code without the private-use offset
    **{0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪"},
    **{0xA8: "☐", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓"},
    **{0xFD: "☒", 0xFE: "☑", 0x52: "☑", 0xA3: "☐", 0x51: "☒"},
}
_LINK_FIELD = re.compile(r"""\s*HYPERLINK\s+(?:\\l\s+"?([^"\s]+)"?|"?([^"\s\\]+)"?)""")


class Part(Protocol):
    """The part of the package that relations are looked up in."""

    def target(self, relation: str) -> str:
        """Address of a link or image; ``""`` where the relation is broken."""

    def note_mark(self, kind: str, note: str) -> str:
        """The reference mark of a footnote or endnote."""


@dataclass(slots=True)
class _Field:
    """An open field: first its instruction, then, after the separator, its result."""

    instruction: str = ""
    has_result: bool = False


@dataclass(slots=True)
class InlineReader:
    """Reads paragraph after paragraph; fields may stretch over several."""

    styles: Styles
    part: Part
    fields: list[_Field] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def read(self, paragraph: Element) -> tuple[list[Span], list[Element]]:
        """The spans of a paragraph and the text boxes anchored in it."""
        self.spans, self.boxes = [], []
        self._children(paragraph, "")
        # A field without an end must not swallow the rest of the document.
        self.fields = [one for one in self.fields if one.has_result]
        return self.spans, self.boxes

    def _children(self, element: Element, href: str) -> None:
        for one in element:
            self._inline(one, href)

    def _inline(self, element: Element, href: str) -> None:
        name = name_of(element)
        if name == "w:r":
            self._run(element, href)
        elif name == "w:hyperlink":
            self._children(element, self._link(element) or href)
        elif name == "w:fldSimple":
            self._children(element, _field_link(attribute(element, "w:instr")) or href)
        elif name == "w:sdt":
            content = child(element, "w:sdtContent")
            if content is not None:
                self._children(content, href)
        elif name in ("m:oMath", "m:oMathPara"):
            self._add(read_formula(element), kind=SpanKind.RAW)
        elif name == "mc:AlternateContent":
            branch = chosen_branch(element)
            if branch is not None:
                self._children(branch, href)
        elif name in _CONTAINERS:
            self._children(element, href)

    def _run(self, run: Element, href: str) -> None:
        properties = child(run, "w:rPr")
        for one in run:
            self._run_content(one, properties, href)

    def _run_content(self, element: Element, properties: Element | None, href: str) -> None:
        name = name_of(element)
        if name == "w:t":
            self._text(element.text or "", properties, href)
        elif name in _CHARACTERS:
            self._text(_CHARACTERS[name], properties, href)
        elif name == "w:br" and attribute(element, "w:type") not in ("page", "column"):
            self._text("\n", properties, href)
        elif name == "w:sym":
            self._text(_symbol(element), properties, href)
        elif name == "w:fldChar":
            self._field_mark(attribute(element, "w:fldCharType"))
        elif name == "w:instrText" and self.fields:
            self.fields[-1].instruction += element.text or ""
        elif name in ("w:footnoteReference", "w:endnoteReference"):
            kind = name[2:].removesuffix("Reference")
            self._add(self.part.note_mark(kind, attribute(element, "w:id")), kind=SpanKind.RAW)
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
        links = [link for one in self.fields if (link := _field_link(one.instruction))]
        self._add(text, href=href or (links[-1] if links else ""), properties=properties)

    def _add(
        self,
        text: str,
        *,
        kind: SpanKind = SpanKind.TEXT,
        href: str = "",
        properties: Element | None = None,
    ) -> None:
        if all(one.has_result for one in self.fields):
            marks = self.styles.marks(properties)
            self.spans.append(Span(text=text, kind=kind, href=href, marks=marks))

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].has_result = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _drawing(self, drawing: Element) -> None:
        """Images become spans; text boxes are set aside for after the paragraph."""
        described = ""
        for one in visible_descendants(drawing):
            name = name_of(one)
            if name == "w:txbxContent":
                self.boxes.append(one)
            elif name == "wp:docPr":
                described = str(one.get("descr", ""))
            elif name == "v:shape":
                described = str(one.get("alt", ""))
            elif name == "a:blip":
                relation = attribute(one, "r:embed") or attribute(one, "r:link")
                self._add(described, kind=SpanKind.IMAGE, href=self.part.target(relation))
            elif name == "v:imagedata":
                target = self.part.target(attribute(one, "r:id"))
                self._add(described, kind=SpanKind.IMAGE, href=target)

    def _link(self, hyperlink: Element) -> str:
        anchor = attribute(hyperlink, "w:anchor")
        target = self.part.target(attribute(hyperlink, "r:id"))
        return f"{target}#{anchor}" if anchor else target


def _field_link(instruction: str) -> str:
    match = _LINK_FIELD.match(instruction)
    if not match:
        return ""
    return f"#{match[1]}" if match[1] else match[2]


def _symbol(element: Element) -> str:
    try:
        code = int(attribute(element, "w:char"), 16)
    except ValueError:
        return ""
    if "Wingdings" in attribute(element, "w:font"):
        return _SYMBOLS.get(code & 0xFF, "•")
    if 0xF020 <= code <= 0xF0FF:
        return chr(code)
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else ""
