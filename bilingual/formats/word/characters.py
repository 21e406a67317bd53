"""Elements in a Word run that stand for characters, read and made."""

from __future__ import annotations

from collections.abc import Iterator

from bilingual.formats.shown import printable
from bilingual.formats.symbol_fonts import symbol_text
from bilingual.formats.word.elements import w
from bilingual.formats.word.names import XML_SPACE, Element, attribute, child, is_on, name_of

_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
TEXT_ELEMENTS = frozenset({"w:t", "w:br", "w:softHyphen", "w:sym", "w:ruby", *_CHARACTERS})
"""What makes up the text of runs. Not all of it is shown: a soft hyphen is not."""


def shown_characters(element: Element, font: str = "") -> str:
    """What an element of a run in a font shows as text: a tab for ``w:tab``, ``μ`` for ``m`` in
    Symbol; nothing for a drawing, or for a break that begins a page."""
    name = name_of(element)
    if name == "w:t":
        return symbol_text(element.text or "", font)
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


def run_font(properties: Element | None) -> str | None:
    """The font that a run's properties give its Latin letters and signs; None where they give none.
    It is empty where the theme says which."""
    fonts = child(properties, "w:rFonts")
    for name in ("w:ascii", "w:hAnsi"):
        if attribute(fonts, f"{name}Theme"):
            return ""
        if font := attribute(fonts, name):
            return font
    return None


def is_hidden_run(properties: Element | None) -> bool:
    """Whether the properties of a run say themselves that it is hidden."""
    hidden = child(properties, "w:vanish")
    return hidden is not None and is_on(hidden)


def _symbol(element: Element) -> str:
    try:
        code = int(attribute(element, "w:char"), 16)
    except ValueError:
        return ""
    is_character = 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
    return symbol_text(chr(code), attribute(element, "w:font")) if is_character else ""
