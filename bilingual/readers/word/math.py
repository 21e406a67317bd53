"""Word's formulas as one line of plain notation, readable and never translated."""

from __future__ import annotations

from bilingual.formats.word.names import Element, attribute, child, name_of


def read_formula(element: Element) -> str:
    """``m:oMath`` as text: ``(a+b)/2``, ``x^2``, ``√(n)``."""
    match name_of(element):
        case "m:t":
            text = element.text or ""
        case "m:f":
            text = f"{_group(element, 'm:num')}/{_group(element, 'm:den')}"
        case "m:sSup" | "m:sSub" | "m:sSubSup":
            text = _part(element, "m:e") + _scripts(element)
        case "m:rad":
            text = f"√({_part(element, 'm:e')})"
        case "m:nary":
            sign = attribute(child(element, "m:naryPr", "m:chr"), "m:val", "∫")
            text = f"{sign}{_scripts(element)} {_part(element, 'm:e')}"
        case "m:d":
            opening = attribute(child(element, "m:dPr", "m:begChr"), "m:val", "(")
            closing = attribute(child(element, "m:dPr", "m:endChr"), "m:val", ")")
            inner = ", ".join(read_formula(one) for one in element if name_of(one) == "m:e")
            text = f"{opening}{inner}{closing}"
        case _:
            text = "".join(read_formula(inner) for inner in element)
    return text


def _scripts(element: Element) -> str:
    below, above = _group(element, "m:sub"), _group(element, "m:sup")
    return (f"_{below}" if below else "") + (f"^{above}" if above else "")


def _part(element: Element, name: str) -> str:
    part = child(element, name)
    return "" if part is None else read_formula(part)


def _group(element: Element, name: str) -> str:
    """A part, in brackets where it is more than one character."""
    text = _part(element, name)
    return f"({text})" if len(text) > 1 and not text.isalnum() else text
