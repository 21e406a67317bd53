"""The styles that both languages of a Word document share: those of headings and of all that stands
around the text."""

from __future__ import annotations

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.formats.word.style_names import (
    CAPTION,
    CODE,
    COMMENT_TEXT,
    FOOTER,
    HEADER,
    NORMAL,
    NOTE_TEXT,
    QUOTE,
)
from bilingual.model import Layout
from bilingual.writers.word.design.heading_styles import heading_styles
from bilingual.writers.word.design.page import Frame
from bilingual.writers.word.design.style_elements import (
    color,
    define_style,
    edge,
    leading,
    shade,
    size,
    spacing,
)
from bilingual.writers.word.design.typography import (
    ALERT,
    INDENT,
    INK,
    MONO,
    QUIET,
    SANS,
    SERIF,
    TEXT_SIZE,
    ChineseFonts,
    sans,
)


def common_styles(fonts: ChineseFonts, layout: Layout, frame: Frame) -> list[Element]:
    """All of them, ``Normal`` first."""
    return [
        define_style(
            NORMAL,
            "",
            (w("widowControl"), spacing(before=0, after=0, line=leading(TEXT_SIZE))),
            (w("rFonts", eastAsia=fonts.serif, **SERIF), *size(TEXT_SIZE)),
        ),
        *heading_styles(fonts, layout, frame),
        *_marks(fonts, layout),
        *_code(fonts, layout),
        *_page(fonts),
    ]


def _marks(fonts: ChineseFonts, layout: Layout) -> list[Element]:
    after_finding = 0 if layout is Layout.SIDE_BY_SIDE else 150
    return [
        define_style(
            "Table Header",
            NORMAL,
            (w("keepNext"), spacing(before=0, after=0, line=leading(16))),
            sans(fonts, 16, QUIET),
        ),
        define_style(
            "Row Number",
            NORMAL,
            (w("suppressAutoHyphens"), spacing(before=0, after=0, line=leading(TEXT_SIZE))),
            (w("rFonts", eastAsia=fonts.sans, **SANS), w("noProof"), color(QUIET), *size(15)),
        ),
        define_style(
            "Finding",
            NORMAL,
            (spacing(before=40, after=after_finding, line=leading(17)),),
            sans(fonts, 17, ALERT),
        ),
        define_style(
            "Part Title",
            NORMAL,
            (w("keepNext"), spacing(before=420, after=80, line=leading(19))),
            sans(fonts, 19, QUIET, is_bold=True),
        ),
        define_style(
            "Figure",
            NORMAL,
            (w("keepNext"), spacing(before=60, after=60), w("jc", val="center")),
        ),
        define_style(
            QUOTE, NORMAL, (spacing(before=0, after=0), w("ind", left=INDENT)), (color(QUIET),)
        ),
        define_style(
            CAPTION,
            NORMAL,
            (w("keepNext"), spacing(before=0, after=0, line=leading(18))),
            (color(QUIET), *size(18)),
        ),
        define_style(
            COMMENT_TEXT,
            NORMAL,
            (spacing(before=0, after=0, line=leading(18)),),
            sans(fonts, 18, INK),
        ),
        define_style(
            NOTE_TEXT,
            NORMAL,
            (spacing(before=0, after=20, line=leading(17)),),
            size(17),
        ),
    ]


def _code(fonts: ChineseFonts, layout: Layout) -> list[Element]:
    around = 60 if layout is Layout.SIDE_BY_SIDE else 150
    return [
        define_style(
            CODE,
            NORMAL,
            (
                shade("F4F5F7"),
                w("suppressAutoHyphens"),
                spacing(before=around, after=around, line=leading(17)),
                w("jc", val="left"),
            ),
            (w("rFonts", eastAsia=fonts.serif, **MONO), w("noProof"), *size(18)),
        ),
        define_style("Raw HTML", CODE, (), (color(QUIET), *size(16))),
        define_style(
            "Rule",
            NORMAL,
            (
                w("pBdr", edge("bottom", 6, QUIET)),
                spacing(before=0, after=120, line=120, rule="exact"),
            ),
        ),
        define_style(
            "Table End", NORMAL, (spacing(before=0, after=0, line=20, rule="exact"),), size(2)
        ),
        define_style(
            "Space", NORMAL, (spacing(before=0, after=0, line=180, rule="exact"),), size(2)
        ),
    ]


def _page(fonts: ChineseFonts) -> list[Element]:
    line = spacing(before=0, after=0, line=leading(16))
    return [
        define_style(HEADER, NORMAL, (line,), sans(fonts, 16, QUIET)),
        define_style(
            FOOTER,
            NORMAL,
            (spacing(before=0, after=0, line=leading(16)), w("jc", val="center")),
            sans(fonts, 16, QUIET),
        ),
    ]
