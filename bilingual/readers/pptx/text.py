"""Paragraphs of DrawingML as spans."""

from __future__ import annotations

from collections.abc import Callable

from bilingual.formats.office.drawing_marks import read_marks
from bilingual.formats.word.names import Element, attribute, child, chosen_branch, name_of
from bilingual.model import Span, SpanKind
from bilingual.readers.shared.math import read_formula
from bilingual.spans import trim_spans


def read_paragraph(paragraph: Element, link: Callable[[str], str]) -> tuple[Span, ...]:
    """The text of ``a:p``. Fields and formulas are opaque, with their place among its children as
    their `Span.element`; ``link`` gives the address of a relationship."""
    spans = list[Span]()
    for at, one in enumerate(paragraph):
        properties = child(one, "a:rPr")
        marks = read_marks(properties)
        text = "".join(inner.text or "" for inner in one if name_of(inner) == "a:t")
        match name_of(one):
            case "a:r":
                address = link(attribute(child(properties, "a:hlinkClick"), "r:id"))
                spans.append(Span(text=text, marks=marks, href=address))
            case "a:br":
                spans.append(Span(text="\n"))
            case "a:fld" if text:
                spans.append(Span(text=text, kind=SpanKind.RAW, marks=marks, element=str(at)))
            case "mc:AlternateContent":
                branch = chosen_branch(one)
                formula = read_formula(branch) if branch is not None else ""
                if formula.strip():
                    spans.append(Span(text=formula, kind=SpanKind.RAW, element=str(at)))
            case _:  # properties
                pass
    return trim_spans(spans)
