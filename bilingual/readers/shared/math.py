"""Formulas of Office files as one line of plain notation, readable and never translated."""

from __future__ import annotations

from bilingual.formats.word.names import Element, attribute, child, name_of


def read_formula(element: Element) -> str:
    """``m:oMath`` as text: ``(a+b)/2``, ``x^2``, ``√(n)``, ``C(n,k)`` for n over k in brackets."""
    match name_of(element):
        case "m:t":
            text = element.text or ""
        case "m:f":
            bar = "¦" if _has_no_bar(element) else "/"
            text = f"{_group(element, 'm:num')}{bar}{_group(element, 'm:den')}"
        case "m:sSup" | "m:sSub" | "m:sSubSup":
            text = _part(element, "m:e") + _scripts(element)
        case "m:rad":
            text = f"√({_part(element, 'm:e')})"
        case "m:nary":
            sign = attribute(child(element, "m:naryPr", "m:chr"), "m:val", "∫")
            text = f"{sign}{_scripts(element)} {_part(element, 'm:e')}"
        case "m:d" if (stacked := _binomial(element)) is not None:
            text = f"C({_part(stacked, 'm:num')},{_part(stacked, 'm:den')})"
        case "m:d":
            opening = attribute(child(element, "m:dPr", "m:begChr"), "m:val", "(")
            closing = attribute(child(element, "m:dPr", "m:endChr"), "m:val", ")")
            inner = ", ".join(read_formula(one) for one in element if name_of(one) == "m:e")
            text = f"{opening}{inner}{closing}"
        case _:
            text = "".join(read_formula(inner) for inner in element)
    return text


def _has_no_bar(fraction: Element) -> bool:
    return attribute(child(fraction, "m:fPr", "m:type"), "m:val") == "noBar"


def _binomial(brackets: Element) -> Element | None:
    """The fraction without a bar that is all there is between round brackets."""
    signs = {
        attribute(child(brackets, "m:dPr", name), "m:val", sign)
        for name, sign in (("m:begChr", "("), ("m:endChr", ")"))
    }
    inside = [one for part in brackets if name_of(part) == "m:e" for one in part]
    shown = [one for one in inside if name_of(one) != "m:ctrlPr"]
    is_one = len(shown) == 1 and name_of(shown[0]) == "m:f" and _has_no_bar(shown[0])
    return shown[0] if is_one and signs == {"(", ")"} else None


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
