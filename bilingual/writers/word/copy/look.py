"""The formatting of translated text, derived from that of the source paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import (
    Element,
    attribute,
    child,
    is_on,
    name_of,
    number,
    qualified,
    value,
)
from bilingual.formats.word.numbering import Numbering
from bilingual.formats.word.styles import Styles
from bilingual.model import Mark

_PARAGRAPH_ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
    *("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap"),
    *("overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd"),
    *("snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap"),
    *("jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId"),
    *("cnfStyle", "rPr", "sectPr", "pPrChange"),
)
_RUN_ORDER = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike"),
    *("outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden"),
    *("color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect"),
    *("bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout"),
    *("specVanish", "oMath"),
)
_MARKS = {
    Mark.BOLD: ("b", ""),
    Mark.ITALIC: ("i", ""),
    Mark.STRIKE: ("strike", ""),
    Mark.UNDERLINE: ("u", "single"),
    Mark.SUPERSCRIPT: ("vertAlign", "superscript"),
    Mark.SUBSCRIPT: ("vertAlign", "subscript"),
}
_MARK_TAGS = ("b", "bCs", "i", "iCs", "u", "strike", "dstrike", "vertAlign")
_EAST_ASIAN_TAGS = ("em", "eastAsianLayout", "fitText", "spacing", "w")
"""Emphasis marks, lines in two, and characters set apart or widened to fill a line."""
_EAST_ASIAN = ("zh", "ja", "ko")
_CHINESE_FONT = re.compile(
    r"[^\x00-\x7f]|SimSun|SimHei|FangSong|KaiTi|YaHei|MingLiU|JhengHei|DFKai|DengXian|"
    r"Source Han|Noto \w+ CJK|ST(?:Song|Heiti|Kaiti|Fangsong|Xihei)|WenQuanYi",
    re.IGNORECASE,
)


def run_properties(
    dominant: Element | None, marks: Iterable[Mark], language: str, *, keeps_style: bool = True
) -> Element:
    """``w:rPr`` of new text: as the source's, with the marks of its own. Without a language it
    stays in the source's."""
    properties = w("rPr") if dominant is None else deepcopy(dominant)
    for tag in _MARK_TAGS:
        for old in properties.findall(qualified(f"w:{tag}")):
            if is_on(old):  # a style's bold, switched off, stays off
                properties.remove(old)
    if not keeps_style:
        drop(properties, "rStyle")
    if language[:2] in _EAST_ASIAN:
        put(properties, w("lang", eastAsia=language))
    elif language:
        drop(properties, *_EAST_ASIAN_TAGS)
        _latin_fonts(properties)
        put(properties, w("lang", val="en-US" if language == "en" else language))
    for mark, (tag, setting) in _MARKS.items():
        if mark in marks:
            put(properties, w(tag, val=setting) if setting else w(tag))
    return properties


def _latin_fonts(properties: Element) -> None:
    """Chinese fonts draw Latin letters badly: those of the style take their place."""
    fonts = child(properties, "w:rFonts")
    if fonts is None:
        return
    for name in ("w:hint", "w:ascii", "w:hAnsi"):
        if name == "w:hint" or _CHINESE_FONT.search(attribute(fonts, name)):
            fonts.attrib.pop(qualified(name), "")
    if not fonts.attrib:
        properties.remove(fonts)


def drop(properties: Element, *tags: str) -> None:
    """Take properties away."""
    for tag in tags:
        for old in properties.findall(qualified(f"w:{tag}")):
            properties.remove(old)


def put(properties: Element, new: Element) -> None:
    """Set a property, in the schema's order."""
    tag = name_of(new).removeprefix("w:")
    drop(properties, tag)
    order = _RUN_ORDER if name_of(properties) == "w:rPr" else _PARAGRAPH_ORDER
    place = order.index(tag)
    for index, other in enumerate(properties):
        name = name_of(other).removeprefix("w:")
        if name not in order or order.index(name) > place:
            properties.insert(index, new)
            return
    properties.append(new)


class ParagraphLook:
    """What a paragraph below another one, its translation, looks like."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._styles = Styles(styles)
        self._numbering = Numbering(numbering, self._styles.numbering_styles())
        self._levels = _level_indents(numbering)
        self.link_style = next(
            (
                attribute(style, "w:styleId")
                for style in (styles.iter(qualified("w:style")) if styles is not None else ())
                if value(style, "w:name").lower() == "hyperlink"
            ),
            "",
        )
        """The id of the character style of links, if the document has one."""

    def below(self, paragraph: Element, *, is_kept: bool) -> Element:
        """``w:pPr`` for the translation of a paragraph: it is not counted again, does not
        start a page again, lines up with the text above and stands close to it; a kept one stays
        on the page of what follows it."""
        source = child(paragraph, "w:pPr")
        properties = w("pPr") if source is None else deepcopy(source)
        drop(properties, "numPr", "pageBreakBefore", "sectPr", "pPrChange")
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
        properties = child(paragraph, "w:pPr")
        if properties is None:
            properties = w("pPr")
            paragraph.insert(0, properties)
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
        """Where the text begins behind its number. The paragraph's own word counts most, then
        that of the style that numbers it, then that of the list."""
        own = child(properties, "w:ind")
        styled = [child(one, "w:pPr", "w:ind") for one in self._styles.chain(style)]
        indents = [own, *styled, self._levels.get(level)]
        indent = w("ind", left=_first(indents, "left", "start"), firstLine=_first_line(indents))
        for name in ("w:leftChars", "w:right", "w:rightChars"):
            if attribute(own, name):
                indent.set(qualified(name), attribute(own, name))
        if attribute(own, "w:firstLineChars") or attribute(own, "w:hangingChars"):
            indent.set(qualified("w:firstLineChars"), attribute(own, "w:firstLineChars") or "0")
        return indent


def _close_up(properties: Element, side: str) -> None:
    """Leave no space before or after a paragraph."""
    spacing = child(properties, "w:spacing")
    if spacing is None:
        spacing = w("spacing")
        put(properties, spacing)
    for name in (side, f"{side}Lines", f"{side}Autospacing"):
        spacing.set(qualified(f"w:{name}"), "0")


def _first(indents: Iterable[Element | None], *names: str) -> int:
    """The nearest word on a measure that goes by these names, in twips."""
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


def _level_indents(numbering: Element | None) -> dict[tuple[str, int], Element]:
    """Where each level of each list stands."""
    if numbering is None:
        return {}
    abstract = {
        attribute(one, "w:abstractNumId"): one for one in numbering.iter(qualified("w:abstractNum"))
    }
    indents = {}
    for one in numbering.iter(qualified("w:num")):
        source = abstract.get(value(one, "w:abstractNumId"))
        for level in source.iter(qualified("w:lvl")) if source is not None else ():
            indent = child(level, "w:pPr", "w:ind")
            if indent is not None:
                depth = number(attribute(level, "w:ilvl"), 0)
                indents[attribute(one, "w:numId"), depth] = indent
    return indents
