"""The styles of headings, and of what opens a Word document: its cover and table of contents."""

from __future__ import annotations

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.formats.word.style_names import (
    CONTENTS_TITLE,
    NORMAL,
    SUBTITLE,
    TITLE,
    contents_style,
    heading_style,
)
from bilingual.model import Layout
from bilingual.writers.word.design.page import Frame
from bilingual.writers.word.design.style_elements import (
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
    INK,
    LINE,
    QUIET,
    ChineseFonts,
    sans,
)

_FACT_NAMES = 1700
"""Twips from the margin to what a cover tells, past the names of the facts."""


def heading_styles(fonts: ChineseFonts, layout: Layout, frame: Frame) -> list[Element]:
    """The styles of the cover, of headings and of contents, in this order."""
    return [*_opening(fonts), *_headings(fonts), *_contents(fonts, layout, frame)]


def _opening(fonts: ChineseFonts) -> list[Element]:
    rule = w("pBdr", edge("top", 4, LINE, space=5))
    bar = w("pBdr", edge("left", 24, ALERT, space=8))
    names = w("tabs", w("tab", val="left", pos=_FACT_NAMES))
    return [
        define_style(
            TITLE,
            NORMAL,
            (w("keepNext"), w("keepLines"), spacing(before=0, after=60, line=leading(38))),
            sans(fonts, 38, INK, is_bold=True),
        ),
        define_style(
            SUBTITLE,
            NORMAL,
            (w("keepNext"), w("keepLines"), spacing(before=0, after=140, line=leading(27))),
            sans(fonts, 27, QUIET),
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
            sans(fonts, 17, QUIET),
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
            sans(fonts, 18, ALERT),
        ),
    ]


def _headings(fonts: ChineseFonts) -> list[Element]:
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
            sans(fonts, half_points, INK, is_bold=True),
        )
        for level, half_points in enumerate(HEADING_SIZES, start=1)
    ]


def _contents(fonts: ChineseFonts, layout: Layout, frame: Frame) -> list[Element]:
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
            sans(fonts, 23, INK, is_bold=True),
        ),
        *map(entry, (1, 2, 3)),
    ]
