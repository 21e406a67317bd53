"""Fonts and settings of a Word document."""

from __future__ import annotations

from dataclasses import dataclass

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.formats.word.notes import SEPARATORS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Font:
    """What a word processor looks for, in this order, where a font is missing."""

    family: str
    alternatives: str = ""
    """Names, parted by commas: its Chinese name, then its like on macOS and Linux."""
    charset: str = "00"
    """``86`` for Simplified Chinese, ``88`` for Traditional."""
    pitch: str = "variable"


_FONTS = {
    "Calibri": _Font(family="swiss", alternatives="Carlito,Helvetica Neue,Liberation Sans"),
    "Cambria": _Font(family="roman", alternatives="Caladea,Times New Roman,Liberation Serif"),
    "Consolas": _Font(
        family="modern", alternatives="Menlo,DejaVu Sans Mono,Liberation Mono", pitch="fixed"
    ),
    "Microsoft JhengHei": _Font(
        family="swiss", alternatives="微軟正黑體,PingFang TC,Noto Sans CJK TC", charset="88"
    ),
    "Microsoft YaHei": _Font(
        family="swiss", alternatives="微软雅黑,PingFang SC,Noto Sans CJK SC", charset="86"
    ),
    "PMingLiU": _Font(
        family="roman", alternatives="新細明體,Songti TC,Noto Serif CJK TC", charset="88"
    ),
    "SimSun": _Font(family="roman", alternatives="宋体,Songti SC,Noto Serif CJK SC", charset="86"),
}


def font_table() -> Element:
    """The root of ``fontTable.xml``."""
    fonts = [
        w(
            "font",
            w("altName", val=font.alternatives),
            w("charset", val=font.charset),
            w("family", val=font.family),
            w("pitch", val=font.pitch),
            name=name,
        )
        for name, font in _FONTS.items()
    ]
    return w("fonts", *fonts)


def settings(east_asian_language: str, *, has_notes: bool) -> Element:
    """The root of ``settings.xml``: today's layout rules (mode 15); Chinese punctuation closes up,
    and justified lines that end in a line break are not spread."""
    mode = w(
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val=15,
    )
    separators = [w("footnote", id=number) for number in SEPARATORS]
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=420),
        w("characterSpacingControl", val="compressPunctuation"),
        *([w("footnotePr", *separators)] if has_notes else []),
        w("compat", w("doNotExpandShiftReturn"), mode),
        w("themeFontLang", val="en-US", eastAsia=east_asian_language),
    )
