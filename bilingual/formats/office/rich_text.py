"""Text of Excel: plain, or in runs with properties (``CT_Rst``, ECMA-376, 18.4). Its phonetic
readings are no text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from bilingual.formats.word.names import XML_SPACE, Element, child, name_of, qualified
from bilingual.model import Mark, Span
from bilingual.spans import merge_spans

_WRITTEN = {
    Mark.BOLD: ("b", ""),
    Mark.ITALIC: ("i", ""),
    Mark.STRIKE: ("strike", ""),
    Mark.UNDERLINE: ("u", ""),
    Mark.SUPERSCRIPT: ("vertAlign", "superscript"),
    Mark.SUBSCRIPT: ("vertAlign", "subscript"),
}
"""The property that makes each mark, and its value; in this order, which the schema wants."""
_OFF = frozenset({"0", "false", "none"})
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def read_rich_text(text: Element) -> tuple[Span, ...]:
    """The spans of ``s:si``, ``s:is`` or the text of a comment; line breaks are ``\\n``."""
    spans = list[Span]()
    for one in text:
        if name_of(one) == "s:t":
            spans.append(Span(text=_unescaped(one.text or "")))
        elif name_of(one) == "s:r":
            inner = child(one, "s:t")
            written = _unescaped((inner.text if inner is not None else "") or "")
            spans.append(Span(text=written, marks=read_marks(child(one, "s:rPr"))))
    return merge_spans(spans)


def read_marks(properties: Element | None) -> frozenset[Mark]:
    """The marks that the properties of a run say."""
    marks = set[Mark]()
    for mark, (tag, value) in _WRITTEN.items():
        found = child(properties, f"s:{tag}")
        if found is not None:
            told = str(found.get("val", value or "1"))
            if told == value if value else told not in _OFF:
                marks.add(mark)
    return frozenset(marks)


def make_runs(spans: Iterable[Span], properties: Element | None) -> list[Element]:
    """Runs (``s:r``) for spans, whose font, size and colour are those of ``properties``."""
    return [_run(span, properties) for span in merge_spans(spans)]


def _run(span: Span, properties: Element | None) -> Element:
    run, own = etree.Element(qualified("s:r")), etree.Element(qualified("s:rPr"))
    for mark, (tag, _) in _WRITTEN.items():
        if mark in span.marks and tag != "vertAlign":
            etree.SubElement(own, qualified(f"s:{tag}"))
    tags = {qualified(f"s:{tag}") for tag, _ in _WRITTEN.values()}
    for one in properties if properties is not None else ():
        if one.tag not in tags:
            own.append(etree.fromstring(etree.tostring(one)))
    for mark, (tag, value) in _WRITTEN.items():
        if mark in span.marks and tag == "vertAlign":
            etree.SubElement(own, qualified(f"s:{tag}")).set("val", value)
    if len(own):
        run.append(own)
    run.append(make_text(span.text))
    return run


def make_text(text: str) -> Element:
    """``s:t`` that keeps its white space."""
    element = etree.Element(qualified("s:t"))
    element.text = _ESCAPE.sub(lambda match: f"_x005F_{match[0][1:]}", text)
    element.set(XML_SPACE, "preserve")
    return element


def _unescaped(text: str) -> str:
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")
