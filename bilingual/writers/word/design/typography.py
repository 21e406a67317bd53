"""Fonts, sizes and colours of Word documents, and the styles of spans and tables."""

from __future__ import annotations

from dataclasses import dataclass

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.formats.word.style_names import (
    CODE_CHARACTERS,
    COMMENT_REFERENCE,
    HYPERLINK,
    NORMAL_TABLE,
    NOTE_REFERENCE,
    RAW_CHARACTERS,
)
from bilingual.model import Block
from bilingual.writers.word.design.style_elements import (
    BOX,
    color,
    define_style,
    edge,
    padding,
    shade,
    size,
    twips,
)
from bilingual.writers.word.languages import latin_language

TABLE_PADDING = 80
"""Twips between the rules and the text in tables of the source."""
INDENT = 340
"""Twentieths of a point by which a list level or a quotation is moved in."""
LIST_LEVELS = 6
"""Deeper levels would leave no room for text in half a page."""
HEADING_SIZES = (32, 28, 25, 23, 22, 21, 21, 21, 21)
"""Half points, level 1 to 9."""
TEXT_SIZE = 21
HALF_CHARACTER = 105
"""Twips: half the width of a Chinese character of this size."""
INK, QUIET, LINE, ALERT = "1F2A44", "5F6672", "C9CED6", "9C2F00"
SERIF = {"ascii": "Cambria", "hAnsi": "Cambria", "cs": "Times New Roman"}
SANS = {"ascii": "Calibri", "hAnsi": "Calibri", "cs": "Calibri"}
MONO = {"ascii": "Consolas", "hAnsi": "Consolas", "cs": "Courier New"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChineseFonts:
    """How a form of written Chinese is set. The fonts come with Word on Windows and macOS."""

    language: str
    serif: str
    sans: str


_SIMPLIFIED = ChineseFonts(language="zh-CN", serif="SimSun", sans="Microsoft YaHei")
_TRADITIONAL = ChineseFonts(language="zh-TW", serif="PMingLiU", sans="Microsoft JhengHei")


def heading_size(block: Block) -> int:
    """The size of a heading's letters, in half points."""
    return HEADING_SIZES[min(max(block.level, 1), len(HEADING_SIZES)) - 1]


def chinese_fonts(language: str) -> ChineseFonts:
    """How to set text of the given BCP-47 language."""
    return _TRADITIONAL if language.startswith("zh-Hant") else _SIMPLIFIED


def sans(
    fonts: ChineseFonts, half_points: int, ink: str, *, is_bold: bool = False
) -> tuple[Element, ...]:
    """The properties of text without serifs, in an ink and a size."""
    family = w("rFonts", eastAsia=fonts.sans, **SANS)
    return (family, *([w("b")] if is_bold else []), color(ink), *size(half_points))


def document_defaults(fonts: ChineseFonts, target_language: str) -> Element:
    """What holds where no style says otherwise. ``Normal`` repeats fonts and size: LibreOffice
    lets those of the defaults win over character styles in tables."""
    language = w("lang", val=latin_language(target_language), eastAsia=fonts.language, bidi="ar-SA")
    family = w("rFonts", eastAsia=fonts.serif, **SERIF)
    return w(
        "docDefaults",
        w("rPrDefault", w("rPr", family, *size(TEXT_SIZE), language)),
        w("pPrDefault"),
    )


def character_styles() -> list[Element]:
    """The styles of spans."""
    mono = w("rFonts", **MONO)
    styles: list[tuple[str, str, tuple[Element, ...]]] = [
        (CODE_CHARACTERS, "", (mono, w("noProof"), *size(19))),
        (RAW_CHARACTERS, CODE_CHARACTERS, (color(QUIET),)),
        ("Image Text", "", (color(QUIET),)),
        ("Marker Char", "", (color(QUIET),)),
        ("Fact Name", "", (color(INK),)),
        (HYPERLINK, "", (color("0B57A4"), w("u", val="single"))),
        (COMMENT_REFERENCE, "", size(16)),
        (NOTE_REFERENCE, "", (w("vertAlign", val="superscript"),)),
    ]
    return [define_style(name, base, (), run, kind="character") for name, base, run in styles]


def table_styles() -> list[Element]:
    """The styles of the two-column table and of the source's own tables."""
    rules = [edge("top", 8, QUIET), edge("bottom", 4, LINE), edge("insideH", 4, LINE)]
    grid = [edge(side, 4, "AEB4BE") for side in (*BOX, "insideH", "insideV")]
    normal = define_style(
        NORMAL_TABLE,
        others=(w("tblPr", twips("tblInd", 0), padding(0, 0)),),
        kind="table",
    )
    bilingual = define_style(
        "Bilingual Table",
        NORMAL_TABLE,
        others=(w("tblPr", w("tblBorders", *rules), padding(70, 0)),),
        kind="table",
    )
    nested = define_style(
        "Source Table",
        NORMAL_TABLE,
        others=(
            w("tblPr", w("tblBorders", *grid), padding(40, TABLE_PADDING)),
            w("tblStylePr", w("tcPr", shade("EEF0F4")), type="firstRow"),
        ),
        kind="table",
    )
    return [normal, bilingual, nested]
