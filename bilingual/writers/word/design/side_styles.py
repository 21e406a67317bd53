"""The styles of the text itself, one set for each language."""

from __future__ import annotations

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.formats.word.style_names import CAPTION, NORMAL, NOTE_TEXT, QUOTE
from bilingual.model import Layout
from bilingual.writers.content import SHOWN_SIDES, Side
from bilingual.writers.word.design.page import Frame
from bilingual.writers.word.design.style_elements import (
    color,
    define_style,
    edge,
    leading,
    size,
    spacing,
)
from bilingual.writers.word.design.typography import INDENT, LINE, LIST_LEVELS
from bilingual.writers.word.languages import is_east_asian

_QUOTED = "3C4452"


def side_styles(side: Side, layout: Layout, target_language: str, frame: Frame) -> list[Element]:
    """The styles of one half of every pair: text, quotation, caption, lists, notes, tables."""
    is_last = side is SHOWN_SIDES[layout][-1]
    after, after_item = (150, 80) if is_last else (50, 30)
    width, align = frame.text_width, "both" if side is Side.SOURCE else "left"
    if layout is Layout.SIDE_BY_SIDE:
        after = after_item = 0
        width, align = frame.inner_columns[tuple(Side).index(side)], "left"
    is_chinese_like = side is Side.SOURCE or is_east_asian(target_language)

    def letters(*others: Element) -> tuple[Element, ...]:
        """The script: which font ambiguous characters take, and the language if it is not that
        of the document."""
        hint = w("rFonts", hint="eastAsia" if is_chinese_like else "default")
        is_foreign = is_chinese_like and side is Side.TARGET
        return (hint, *others, *([w("lang", eastAsia=target_language)] if is_foreign else []))

    text, table_text = f"{side} Text", f"{side} Table Text"
    page_number = w("tabs", w("tab", val="right", leader="dot", pos=width))
    return [
        define_style(text, NORMAL, (spacing(before=0, after=after), w("jc", val=align)), letters()),
        define_style(
            f"{side} Quote",
            QUOTE,
            (_bar(), spacing(before=0, after=after), w("ind", left=INDENT), w("jc", val=align)),
            letters(color(_QUOTED)),
        ),
        define_style(
            f"{side} Caption",
            CAPTION,
            (
                spacing(before=0, after=max(after, 60 * is_last), line=leading(18)),
                w("jc", val="center"),
            ),
            letters(),
        ),
        define_style(f"{side} Contents", text, (page_number, w("jc", val="left"))),
        define_style(f"{side} Note", NOTE_TEXT, (), letters()),
        define_style(
            table_text,
            text,
            (spacing(before=0, after=0, line=leading(18)), w("jc", val="left")),
            size(18),
        ),
        define_style(f"{side} Table Header", table_text, (), (w("b"),)),
        define_style(f"{side} Heading", text, (w("keepNext"), w("jc", val="left")), (w("b"),)),
        *(
            style
            for level in range(1, LIST_LEVELS + 1)
            for style in _list_styles(f"{side} List {level}", text, INDENT * level, after_item)
        ),
    ]


def moved_style(name: str, base: str, left: int, *, has_bar: bool) -> Element:
    """A style moved in, as a quotation with its bar or as a part of a list item."""
    return define_style(name, base, (*([_bar()] if has_bar else []), w("ind", left=left)))


def spaced_style(base: str) -> Element:
    """The style ``<base> After Gap``, with space before it."""
    return define_style(f"{base} After Gap", base, (spacing(before=280),))


def _list_styles(name: str, base: str, left: int, after: int) -> list[Element]:
    hanging = w("ind", left=left, hanging=INDENT)
    return [
        define_style(name, base, (spacing(after=after), hanging, w("jc", val="left"))),
        define_style(f"{name} Continued", name, (w("ind", left=left, firstLine=0),)),
    ]


def _bar() -> Element:
    return w("pBdr", edge("left", 18, LINE, space=8))
