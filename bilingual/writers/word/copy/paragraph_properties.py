"""The properties of a paragraph below another one, of which it is the translation."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from bilingual.formats.word.elements import ensured, w
from bilingual.formats.word.names import Element, attribute, child, is_on, number, qualified, value
from bilingual.formats.word.numbering import Numbering
from bilingual.formats.word.order import drop, put
from bilingual.formats.word.style_names import HYPERLINK
from bilingual.formats.word.styles import Styles

_HIDING = ("w:vanish", "w:specVanish")
"""What, of the end of a paragraph, has it run on into the next one."""


class ParagraphProperties:
    """Makes such properties for the paragraphs of one document."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._styles = Styles(styles)
        self._numbering = Numbering(numbering, self._styles.numbering_styles())
        self.link_style = next(
            (
                attribute(style, "w:styleId")
                for style in (styles.iter(qualified("w:style")) if styles is not None else ())
                if value(style, "w:name").lower() == HYPERLINK.lower()
            ),
            "",
        )
        """The id of the character style of links, if the document has one."""

    def below(self, paragraph: Element, *, is_kept: bool) -> Element:
        """``w:pPr`` for the translation of a paragraph. The translation is not counted again,
        starts no page, lines up with the text above and stands close to it. One that is kept stays
        on the page of what follows it."""
        source = child(paragraph, "w:pPr")
        properties = w("pPr") if source is None else deepcopy(source)
        drop(properties, "w:numPr", "w:pageBreakBefore", "w:sectPr", "w:pPrChange")
        if (end := child(properties, "w:rPr")) is not None:
            drop(end, *_HIDING)
        frame = child(properties, "w:framePr")
        if frame is not None and attribute(frame, "w:dropCap") not in ("", "none"):
            properties.remove(frame)
        if self._starts_page(source):
            put(properties, w("pageBreakBefore", val=0))
        list_id, depth, style = self._styles.list_of(source)
        if list_id or child(source, "w:numPr") is not None:
            put(properties, w("numPr", w("ilvl", val=0), w("numId", val=0)))
        if list_id:
            if depth is None:
                depth = self._numbering.level_of_style(list_id, style) or 0
            put(properties, self._indent(source, (list_id, depth), style))
        if is_kept:
            put(properties, w("keepNext"))
        _close_up(properties, "before")
        return properties

    def bind(self, paragraph: Element, *, is_kept: bool) -> None:
        """Keep a paragraph close to the translation below it, and on its page if asked to."""
        properties = ensured(paragraph, "pPr")
        if (end := child(properties, "w:rPr")) is not None:
            drop(end, *_HIDING)
        _close_up(properties, "after")
        if is_kept and child(properties, "w:keepNext") is None:
            put(properties, w("keepNext"))

    def _starts_page(self, properties: Element | None) -> bool:
        for style in self._styles.chain(self._styles.style_of(properties)):
            switch = child(style, "w:pPr", "w:pageBreakBefore")
            if switch is not None:
                return is_on(switch)
        return False

    def _indent(self, properties: Element | None, level: tuple[str, int], style: str) -> Element:
        """``w:ind`` that begins where the text behind the number does. The paragraph's own indent
        counts first, then that of the style that numbers it, then that of the list."""
        own = child(properties, "w:ind")
        styled = [child(one, "w:pPr", "w:ind") for one in self._styles.chain(style)]
        indents = [own, *styled, self._numbering.indent(*level)]
        indent = w("ind", left=_first(indents, "left", "start"), firstLine=_first_line(indents))
        for name in ("w:leftChars", "w:right", "w:rightChars"):
            if attribute(own, name):
                indent.set(qualified(name), attribute(own, name))
        if attribute(own, "w:firstLineChars") or attribute(own, "w:hangingChars"):
            indent.set(qualified("w:firstLineChars"), attribute(own, "w:firstLineChars") or "0")
        return indent


def _close_up(properties: Element, side: str) -> None:
    """Leave no space before or after a paragraph."""
    spacing = ensured(properties, "spacing")
    for name in (side, f"{side}Lines", f"{side}Autospacing"):
        spacing.set(qualified(f"w:{name}"), "0")


def _first(indents: Iterable[Element | None], *names: str) -> int:
    """The first of the indents' values for a measure with these names, in twips; else 0."""
    for indent in indents:
        for name in names:
            if written := attribute(indent, f"w:{name}"):
                return number(written, 0)
    return 0


def _first_line(indents: Iterable[Element | None]) -> int:
    """How far the first line is moved in; not at all where it hangs, to make room for a number."""
    for indent in indents:
        if attribute(indent, "w:hanging") or attribute(indent, "w:firstLine"):
            return _first([indent], "firstLine") if not attribute(indent, "w:hanging") else 0
    return 0
