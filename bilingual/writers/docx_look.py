"""The look of Word documents: every font, size, colour and distance stands here.

Lists of properties keep the order that the schema prescribes; Word is strict about it.
"""

from __future__ import annotations

from dataclasses import dataclass

from bilingual.model import Layout
from bilingual.writers.content import SHOWN_SIDES, Side
from bilingual.writers.docx_properties import (
    BOX,
    color,
    define_style,
    edge,
    leading,
    padding,
    shade,
    size,
    spacing,
)
from bilingual.writers.docx_xml import Element, w

INDENT = 340
"""Twentieths of a point by which a list level or a quotation is moved in."""
LIST_LEVELS = 6
"""Deeper levels would leave no room for text in half a page."""
PAGE_WIDTH, PAGE_HEIGHT, PAGE_MARGIN = 11906, 16838, 1134
"""A4 with margins of two centimetres."""
TEXT_WIDTH = PAGE_WIDTH - 2 * PAGE_MARGIN
CELL_PADDING = 130

_HEADING_SIZES = (32, 28, 25, 23, 22, 21, 21, 21, 21)
"""Half points, level 1 to 9."""
_TEXT_SIZE = 21
_INK, _QUIET, _LINE, _ALERT = "1F2A44", "5F6672", "C9CED6", "9C2F00"
_EAST_ASIAN = ("zh", "ja", "ko")
_SERIF = {"ascii": "Cambria", "hAnsi": "Cambria", "cs": "Times New Roman"}
_SANS = {"ascii": "Calibri", "hAnsi": "Calibri", "cs": "Calibri"}
_MONO = {"ascii": "Consolas", "hAnsi": "Consolas", "cs": "Courier New"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """How a form of written Chinese is set. The fonts come with Word on Windows and macOS."""

    language: str
    serif: str
    sans: str


_SIMPLIFIED = Script(language="zh-CN", serif="SimSun", sans="Microsoft YaHei")
_TRADITIONAL = Script(language="zh-TW", serif="PMingLiU", sans="Microsoft JhengHei")


def script_of(language: str) -> Script:
    """How to set text of the given BCP-47 language."""
    return _TRADITIONAL if language.startswith("zh-Hant") else _SIMPLIFIED


def document_defaults(script: Script, target_language: str) -> Element:
    """What holds where no style says otherwise. ``Normal`` repeats fonts and size: LibreOffice
    lets those of the defaults win over character styles in tables."""
    latin = "en-US" if target_language[:2] in ("en", *_EAST_ASIAN) else target_language
    language = w("lang", val=latin, eastAsia=script.language, bidi="ar-SA")
    fonts = w("rFonts", eastAsia=script.serif, **_SERIF)
    return w(
        "docDefaults",
        w("rPrDefault", w("rPr", fonts, *size(_TEXT_SIZE), language)),
        w("pPrDefault"),
    )


def furniture(script: Script, layout: Layout) -> list[Element]:
    """The styles of everything around the text."""
    after_finding, around_code = (0, 60) if layout is Layout.SIDE_BY_SIDE else (150, 150)

    def sans(half_points: int, ink: str, *, is_bold: bool = False) -> tuple[Element, ...]:
        fonts = w("rFonts", eastAsia=script.sans, **_SANS)
        return (fonts, *([w("b")] if is_bold else []), color(ink), *size(half_points))

    banner_box = w("pBdr", *(edge(side, 6, _ALERT, space=6) for side in BOX))
    right_tab = w("tabs", w("tab", val="right", pos=TEXT_WIDTH))
    heading = [
        define_style(
            f"heading {level}",
            "Normal",
            (
                w("keepNext"),
                w("keepLines"),
                spacing(before=max(60, 200 - 40 * level), after=80, line=leading(half_points)),
                w("outlineLvl", val=level - 1),
            ),
            sans(half_points, _INK, is_bold=True),
        )
        for level, half_points in enumerate(_HEADING_SIZES, start=1)
    ]
    return [
        define_style(
            "Normal",
            "",
            (w("widowControl"), spacing(line=leading(_TEXT_SIZE))),
            (w("rFonts", eastAsia=script.serif, **_SERIF), *size(_TEXT_SIZE)),
        ),
        define_style(
            "Title",
            "Normal",
            (w("keepNext"), spacing(after=80, line=leading(40))),
            sans(40, _INK, is_bold=True),
        ),
        define_style(
            "Subtitle", "Normal", (spacing(after=240, line=leading(17)),), sans(17, _QUIET)
        ),
        define_style(
            "Banner",
            "Normal",
            (
                banner_box,
                shade("FFF3EC"),
                spacing(after=300, line=leading(19)),
                w("ind", left=130, right=130),
            ),
            sans(19, _ALERT, is_bold=True),
        ),
        define_style(
            "Table Header",
            "Normal",
            (w("keepNext"), spacing(line=leading(18))),
            sans(18, _QUIET, is_bold=True),
        ),
        define_style(
            "Finding",
            "Normal",
            (spacing(before=40, after=after_finding, line=leading(17)),),
            sans(17, _ALERT),
        ),
        define_style("Closing Note", "Finding", (spacing(before=240),)),
        define_style(
            "Code",
            "Normal",
            (
                shade("F4F5F7"),
                w("suppressAutoHyphens"),
                spacing(before=around_code, after=around_code, line=leading(17)),
                w("jc", val="left"),
            ),
            (w("rFonts", eastAsia=script.serif, **_MONO), w("noProof"), *size(18)),
        ),
        define_style("Raw HTML", "Code", (), (color(_QUIET), *size(16))),
        define_style(
            "Rule",
            "Normal",
            (w("pBdr", edge("bottom", 6, _QUIET)), spacing(after=120, line=120, rule="exact")),
        ),
        define_style("Table End", "Normal", (spacing(line=20, rule="exact"),), size(2)),
        define_style("Space", "Normal", (spacing(line=180, rule="exact"),), size(2)),
        define_style("header", "Normal", (right_tab, spacing(line=leading(16))), sans(16, _QUIET)),
        define_style(
            "footer",
            "Normal",
            (spacing(line=leading(16)), w("jc", val="center")),
            sans(16, _QUIET),
        ),
        *heading,
    ]


def side_styles(side: Side, layout: Layout, target_language: str) -> list[Element]:
    """The styles of one half of every pair: text, quotation, headings, lists."""
    shown = SHOWN_SIDES[layout]
    is_stacked = layout is not Layout.SIDE_BY_SIDE
    is_last = side is shown[-1]
    after, after_item = (150, 80) if is_last else (50, 30)
    if not is_stacked:
        after = after_item = 0
    align = "both" if side is Side.SOURCE and is_stacked else "left"
    is_east_asian = side is Side.SOURCE or target_language[:2] in _EAST_ASIAN
    hint = "eastAsia" if is_east_asian else "default"
    language = (
        (w("lang", eastAsia=target_language),) if is_east_asian and side is Side.TARGET else ()
    )
    text = f"{side} Text"
    left_rule = w("pBdr", edge("left", 18, _LINE, space=8))
    styles = [
        define_style(
            text,
            "Normal",
            (spacing(after=after), w("jc", val=align)),
            (w("rFonts", hint=hint), *language),
        ),
        define_style(f"{side} Quote", text, (left_rule, w("ind", left=INDENT)), (color("3C4452"),)),
        define_style(
            f"{side} Table Text",
            text,
            (spacing(after=0, line=leading(19)), w("jc", val="left")),
            size(19),
        ),
        define_style(f"{side} Table Header", f"{side} Table Text", (), (w("b"),)),
    ]
    for level in range(1, len(_HEADING_SIZES) + 1):
        name = f"{side} Heading {level}"
        second: tuple[Element, ...] = () if side is shown[0] else (w("outlineLvl", val=9),)
        if second and is_stacked:
            second = (spacing(before=0), *second)
        styles.append(
            define_style(name, f"heading {level}", second, (w("rFonts", hint=hint), *language))
        )
    for level in range(1, LIST_LEVELS + 1):
        name, left = f"{side} List {level}", INDENT * level
        hanging = w("ind", left=left, hanging=INDENT)
        styles += [
            define_style(name, text, (spacing(after=after_item), hanging)),
            define_style(f"{name} Continued", name, (w("ind", left=left, firstLine=0),)),
        ]
    return styles


def quoted_style(name: str, base: str, left: int) -> Element:
    """A style moved in as a quotation, with its rule."""
    return define_style(
        name, base, (w("pBdr", edge("left", 18, _LINE, space=8)), w("ind", left=left))
    )


def spaced_style(name: str, base: str) -> Element:
    """A style with space before it."""
    return define_style(name, base, (spacing(before=280),))


def character_styles() -> list[Element]:
    """The styles of spans."""
    mono = w("rFonts", **_MONO)
    styles: list[tuple[str, str, tuple[Element, ...]]] = [
        ("Code Char", "", (mono, w("noProof"), *size(19))),
        ("Raw Char", "Code Char", (color(_QUIET),)),
        ("Image Text", "", (color(_QUIET),)),
        ("Marker Char", "", (color(_QUIET),)),
        ("Hyperlink", "", (color("0B57A4"), w("u", val="single"))),
    ]
    return [define_style(name, base, (), run, kind="character") for name, base, run in styles]


def table_styles() -> list[Element]:
    """The styles of the two-column table and of the source's own tables."""
    rules = [edge("top", 8, _QUIET), edge("bottom", 8, _QUIET), edge("insideH", 4, _LINE)]
    grid = [edge(side, 4, "AEB4BE") for side in (*BOX, "insideH", "insideV")]
    normal = define_style("Normal Table", kind="table")
    normal.append(w("tblPr", w("tblInd", w=0, type="dxa"), padding(0, 0)))
    bilingual = define_style("Bilingual Table", "Normal Table", kind="table")
    bilingual.append(w("tblPr", w("tblBorders", *rules), padding(70, CELL_PADDING)))
    shaded = w("tcPr", shade("EEF0F4"))
    bilingual.append(w("tblStylePr", shaded, type="firstRow"))
    nested = define_style("Source Table", "Normal Table", kind="table")
    nested.append(w("tblPr", w("tblBorders", *grid), padding(40, 80)))
    return [normal, bilingual, nested]
