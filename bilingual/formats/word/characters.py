"""Elements in a Word run that stand for characters."""

from __future__ import annotations

from bilingual.formats.word.names import Element, attribute, name_of

_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
_SYMBOLS = {  # Wingdings, by its code without the private-use offset
    **{0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪"},
    **{0xA8: "☐", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓"},
    **{0xFD: "☒", 0xFE: "☑", 0x52: "☑", 0xA3: "☐", 0x51: "☒"},
}


def shown_characters(element: Element) -> str:
    """What an element of a run shows as text: nothing if it is none, or breaks a page."""
    name = name_of(element)
    if name == "w:t":
        return element.text or ""
    if name == "w:br":
        return "" if attribute(element, "w:type") in ("page", "column") else "\n"
    return _symbol(element) if name == "w:sym" else _CHARACTERS.get(name, "")


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
