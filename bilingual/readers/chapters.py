"""Headings of plain-text books and laws: 第一章 小城, 楔子, 番外.

A text file has no formatting, so a line is a heading by what it says, and only in a file that is
evidently in chapters: two or more of them, with text below, or one at its head. A list of contents
at the head of a book, one chapter right below another, is no heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from bilingual.model import Block, BlockKind

_NUMBER = "[0-9０-９〇零○一二三四五六七八九十百千两兩]{1,9}"
_TITLE = r"[\s:：·、—-]+\S.{0,38}"
_NUMBERED = re.compile(
    rf"(?:番外篇?[\s:：]*)?第{_NUMBER}(?P<unit>[卷部集篇章回幕折话話节節])(?:{_TITLE})?"
    rf"|第{_NUMBER}(?P<tight>章|回(?!合))[^\s，,]{{1,20}}"  # with its title right behind
    rf"|(?P<volume>卷){_NUMBER}(?:{_TITLE})?"
)
_NAMED = re.compile(
    "(?:楔子|引子|引言|序|序章|序言|序幕|自序|代序|前言|内容简介|內容簡介|尾声|尾聲|终章|終章|后记|後記|跋|附录|附錄"
    rf"|番外篇?(?:[0-9一二三四五六七八九十]{{0,3}}))(?:{_TITLE})?"
)
_SENTENCE = re.compile("[。！？!?；;，,：:]$|。")
_VOLUMES = "卷部集篇"
_SECTIONS = "节節"
_ENOUGH = 2
_HEAD = 3
"""Lines at the head of a file, title and author among them, where one chapter is enough."""


def mark_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a text file, the headings of its chapters as such, with their levels: volumes
    above chapters, chapters above sections, as far as the file has them."""
    units = [_unit(block.text) for block in blocks]
    headed = [
        "" if unit != "named" and unit == below else unit
        for unit, below in zip_longest(units, units[1:], fillvalue="")
    ]
    counted = Counter(unit for unit in headed if unit and unit != "named")
    is_one_chapter = any(unit and unit != "named" for unit in headed[:_HEAD])
    if counted.total() < (1 if is_one_chapter else _ENOUGH):
        return tuple(blocks)
    depths = sorted({_depth(unit) for unit in counted})
    chapter = min((depth for depth in depths if depth), default=depths[0])
    return tuple(
        replace(
            block,
            kind=BlockKind.HEADING,
            level=1 + depths.index(chapter if unit == "named" else _depth(unit)),
        )
        if unit
        else block
        for block, unit in zip(blocks, headed, strict=True)
    )


def _unit(text: str) -> str:
    """What a line that looks like a heading counts (章, 卷, …), ``named`` if it bears one of the
    usual names, or nothing."""
    if _SENTENCE.search(text):
        return ""
    if match := _NUMBERED.fullmatch(text):
        return match["unit"] or match["tight"] or match["volume"]
    return "named" if _NAMED.fullmatch(text) else ""


def _depth(unit: str) -> int:
    return 0 if unit in _VOLUMES else 2 if unit in _SECTIONS else 1
