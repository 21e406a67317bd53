"""Elements in a Word run that stand for characters, read and made."""

from __future__ import annotations

from collections.abc import Iterator

from bilingual.formats.shown import printable
from bilingual.formats.word.elements import w
from bilingual.formats.word.names import XML_SPACE, Element, attribute, name_of

_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
TEXT_ELEMENTS = frozenset({"w:t", "w:br", "w:softHyphen", "w:sym", "w:ruby", *_CHARACTERS})
"""What makes up the text of runs. Not all of it is shown: a soft hyphen is not."""
_SYMBOLS = {  # Wingdings, by its code without the private-use offset
    **{0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪"},
    **{0xA8: "☐", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓"},
    **{0xFD: "☒", 0xFE: "☑", 0x52: "☑", 0xA3: "☐", 0x51: "☒"},
}


def shown_characters(element: Element) -> str:
    """What an element of a run shows as text: a tab for ``w:tab``; nothing for a drawing, or for a
    break that begins a page."""
    name = name_of(element)
    if name == "w:t":
        return element.text or ""
    if name == "w:br":
        return "" if is_page_break(element) else "\n"
    return _symbol(element) if name == "w:sym" else _CHARACTERS.get(name, "")


def is_page_break(element: Element) -> bool:
    """Whether an element of a run begins a new page or column."""
    return name_of(element) == "w:br" and attribute(element, "w:type") in ("page", "column")


def text_elements(text: str) -> Iterator[Element]:
    """A text as elements of a run: ``"a\\tb"`` is ``<w:t>a</w:t><w:tab/><w:t>b</w:t>``."""
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            yield w("br")
        for column, piece in enumerate(line.split("\t")):
            if column:
                yield w("tab")
            if piece:
                element = w("t")
                set_text(element, piece)
                yield element


def set_text(element: Element, text: str) -> None:
    """Give a ``w:t`` its characters; spaces at their ends are kept."""
    element.text = printable(text)
    element.set(XML_SPACE, "preserve")


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
