"""The formatting of translated text, derived from that of a run of the source."""

from __future__ import annotations

import re
from collections.abc import Collection
from copy import deepcopy

from bilingual.formats.symbol_fonts import is_symbol_font
from bilingual.formats.word.characters import run_font
from bilingual.formats.word.elements import w
from bilingual.formats.word.marks import set_marks
from bilingual.formats.word.names import Element, attribute, child, qualified
from bilingual.formats.word.order import drop, put
from bilingual.model import Mark
from bilingual.writers.word.languages import is_east_asian, latin_language

_EAST_ASIAN_TAGS = ("w:em", "w:eastAsianLayout", "w:fitText", "w:spacing", "w:w")
"""Emphasis marks, lines in two, and characters set apart or widened to fill a line."""
_CHINESE_FONT = re.compile(
    r"[^\x00-\x7f]|SimSun|SimHei|FangSong|KaiTi|YaHei|MingLiU|JhengHei|DFKai|DengXian|"
    r"Source Han|Noto \w+ CJK|ST(?:Song|Heiti|Kaiti|Fangsong|Xihei)|WenQuanYi",
    re.IGNORECASE,
)


def run_properties(
    dominant: Element | None, marks: Collection[Mark], language: str, *, keeps_style: bool = True
) -> Element:
    """``w:rPr`` of new text: that of the source with other marks, in a language. An empty
    language is the source's."""
    properties = w("rPr") if dominant is None else deepcopy(dominant)
    _no_symbol_fonts(properties)
    if not keeps_style:
        drop(properties, "w:rStyle")
    if is_east_asian(language):
        put(properties, w("lang", eastAsia=language))
    elif language:
        drop(properties, *_EAST_ASIAN_TAGS)
        _latin_fonts(properties)
        put(properties, w("lang", val=latin_language(language)))
    set_marks(properties, marks)
    return properties


def _no_symbol_fonts(properties: Element) -> None:
    """A font that draws signs in place of letters is for none but these."""
    if is_symbol_font(run_font(properties) or ""):
        drop(properties, "w:rFonts")


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
