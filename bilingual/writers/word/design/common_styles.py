"""The styles of all that stands around the text of a Word document, and of its headings."""

from __future__ import annotations

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.formats.word.style_names import (
    CAPTION,
    CODE,
    COMMENT_TEXT,
    CONTENTS_TITLE,
    FOOTER,
    HEADER,
    NORMAL,
    NOTE_TEXT,
    QUOTE,
    SUBTITLE,
    TITLE,
    contents_style,
    heading_style,
)
from bilingual.model import Layout
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
    HEADING_SIZES,
    INDENT,
    INK,
    LINE,
    MONO,
    QUIET,
    SANS,
    SERIF,
    TEXT_SIZE,
    Script,
)

_FACT_NAMES = 1700
"""Twips from the margin to what a cover tells, past the names of the facts."""


def common_styles(script: Script, layout: Layout, frame: Frame) -> list[Element]:
    """All of them, ``Normal`` first."""
    return [
        define_style(
            NORMAL,
            "",
            (w("widowControl"), spacing(before=0, after=0, line=leading(TEXT_SIZE))),
            (w("rFonts", eastAsia=script.serif, **SERIF), *size(TEXT_SIZE)),
        ),
        *_opening(script),
        *_headings(script),
        *_contents(script, layout, frame),
        *_marks(script, layout),
        *_code(script, layout),
        *_page(script),
    ]


def _sans(
    script: Script, half_points: int, ink: str, *, is_bold: bool = False
) -> tuple[Element, ...]:
    fonts = w("rFonts", eastAsia=script.sans, **SANS)
    return (fonts, *([w("b")] if is_bold else []), color(ink), *size(half_points))


def _opening(script: Script) -> list[Element]:
    rule = w("pBdr", edge("top", 4, LINE, space=5))
    bar = w("pBdr", edge("left", 24, ALERT, space=8))
    names = w("tabs", w("tab", val="left", pos=_FACT_NAMES))
    return [
        define_style(
            TITLE,
            NORMAL,
            (w("keepNext"), w("keepLines"), spacing(before=0, after=60, line=leading(38))),
            _sans(script, 38, INK, is_bold=True),
        ),
        define_style(
            SUBTITLE,
            NORMAL,
            (w("keepNext"), w("keepLines"), spacing(before=0, after=140, line=leading(27))),
            _sans(script, 27, QUIET),
        ),
        define_style(
            "Cover Facts",
            NORMAL,
            (
                w("keepLines"),
                rule,
                names,
                spacing(before=0, after=0, line=leading(17)),
                w("ind", left=_FACT_NAMES, hanging=_FACT_NAMES),
            ),
            _sans(script, 17, QUIET),
        ),
        define_style(
            "Banner",
            NORMAL,
            (
                w("keepLines"),
                bar,
                shade("FFF3EC"),
                spacing(before=160, after=260, line=leading(18)),
                w("ind", left=200),
            ),
            _sans(script, 18, ALERT),
        ),
    ]


def _headings(script: Script) -> list[Element]:
    return [
        define_style(
            heading_style(level),
            NORMAL,
            (
                w("keepNext"),
                w("keepLines"),
                spacing(
                    before=max(180, 420 - 60 * level),
                    after=100 if level < 3 else 70,
                    line=leading(half_points),
                ),
                w("outlineLvl", val=level - 1),
            ),
            _sans(script, half_points, INK, is_bold=True),
        )
        for level, half_points in enumerate(HEADING_SIZES, start=1)
    ]


def _contents(script: Script, layout: Layout, frame: Frame) -> list[Element]:
    columns = [frame.second_column] if layout is Layout.SIDE_BY_SIDE else []

    def entry(level: int) -> Element:
        """Right of each column's text, the page number."""
        stops = [w("tab", val="left", pos=column) for column in columns]
        stops.append(w("tab", val="right", leader="dot", pos=frame.text_width))
        before = 50 if level == 1 else 0
        return define_style(
            contents_style(level),
            NORMAL,
            (
                w("tabs", *stops),
                spacing(before=before, after=0, line=leading(20)),
                w("ind", left=220 * (level - 1)),
            ),
            size(20),
        )

    return [
        define_style(
            CONTENTS_TITLE,
            NORMAL,
            (w("keepNext"), spacing(before=240, after=80, line=leading(23))),
            _sans(script, 23, INK, is_bold=True),
        ),
        *map(entry, (1, 2, 3)),
    ]


def _marks(script: Script, layout: Layout) -> list[Element]:
    after_finding = 0 if layout is Layout.SIDE_BY_SIDE else 150
    return [
        define_style(
            "Table Header",
            NORMAL,
            (w("keepNext"), spacing(before=0, after=0, line=leading(16))),
            _sans(script, 16, QUIET),
        ),
        define_style(
            "Row Number",
            NORMAL,
            (w("suppressAutoHyphens"), spacing(before=0, after=0, line=leading(TEXT_SIZE))),
            (w("rFonts", eastAsia=script.sans, **SANS), w("noProof"), color(QUIET), *size(15)),
        ),
        define_style(
            "Finding",
            NORMAL,
            (spacing(before=40, after=after_finding, line=leading(17)),),
            _sans(script, 17, ALERT),
        ),
        define_style(
            "Part Title",
            NORMAL,
            (w("keepNext"), spacing(before=420, after=80, line=leading(19))),
            _sans(script, 19, QUIET, is_bold=True),
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
            _sans(script, 18, INK),
        ),
        define_style(
            NOTE_TEXT,
            NORMAL,
            (spacing(before=0, after=20, line=leading(17)),),
            size(17),
        ),
    ]


def _code(script: Script, layout: Layout) -> list[Element]:
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
            (w("rFonts", eastAsia=script.serif, **MONO), w("noProof"), *size(18)),
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


def _page(script: Script) -> list[Element]:
    line = spacing(before=0, after=0, line=leading(16))
    return [
        define_style(HEADER, NORMAL, (line,), _sans(script, 16, QUIET)),
        define_style(
            FOOTER,
            NORMAL,
            (spacing(before=0, after=0, line=leading(16)), w("jc", val="center")),
            _sans(script, 16, QUIET),
        ),
    ]
