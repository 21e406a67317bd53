"""Lines of a page that are tools of its site, though they stand in its text: sizes of letters,
print, share, "scan this with your phone"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bilingual.model import Block, BlockKind
from bilingual.spans import cut_spans, trim_spans

_LONGEST = 120
"""Characters of a line that may be tools, or end with them; the patterns take time with the cube
of it."""
_GAP = r"[\s\u3000|｜/·、【】\[\]（）()]*"
_LEADS = " \t\n\u3000|｜/·【[（("
_SIZES = rf"字{_GAP}[号號体體型]{_GAP}[：:]?{_GAP}(?:[特超最]?[大中小]号?{_GAP}){{2,}}"
_PLACES = "微信|朋友圈|(?:新浪|腾讯)?微博|QQ(?:空间|好友)?|人人网|豆瓣|更多|Facebook|Twitter|LINE|X"
_SHARE = rf"分享[到至]{_GAP}[：:]?(?:{_GAP}(?:{_PLACES}))*"
_SCAN = r"(?:请?用?(?:手机|微信))?扫一扫.{0,6}(?:打开|分享|浏览|阅读|查看).{0,8}"
_BUTTON = (
    "打印(?:本页|此页|文章|本文)?|列印|友善列印|关闭(?:窗口|本页|页面)?|關閉視窗|收藏(?:本页)?"
    "|返回(?:顶部|首页|列表)|复制链接|纠错|轉寄|分享"
)
_VISITS = (
    r"(?:浏览|阅读|点击|访问|瀏覽|點閱)"
    r"(?:(?:次数|量|数|次數)[：:]\s{0,3}\d*|[：:]\s{0,3}\d{1,9})\s{0,3}次?"
)
_WITHIN = re.compile(rf"{_GAP}(?:(?=[^：:]{{2,8}}[：:]){_SIZES}|{_VISITS})")
"""Tools of a line that more stands behind."""
_FOR_CERTAIN = re.compile(f"{_SIZES}|{_SHARE}|{_SCAN}|{_VISITS}")
_ONE = re.compile(f"{_FOR_CERTAIN.pattern}|{_BUTTON}")
_TOOLS = re.compile(rf"{_GAP}(?:(?:{_ONE.pattern}){_GAP})+\Z")
"""At the end of a line, or all of it."""


def without_tools(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks less what of them is tools. ``来源：某网　字号：大 中 小 打印`` keeps its source;
    a line with one button only, such as ``打印``, may be text and stays."""
    for block in map(_without_sizes, blocks):
        cut = _start_of_tools(block)
        if cut is None:
            yield block
        elif cut:
            kept = (span for start, span in cut_spans(block.spans, [cut]) if start < cut)
            yield replace(block, spans=trim_spans(kept))


def _without_sizes(block: Block) -> Block:
    """The block less sizes of letters and counts of visits in the middle of a line."""
    found = _WITHIN.search(block.text) if _is_short_line(block) else None
    rest = block.text[found.end() :].strip(_LEADS) if found else ""
    if not found or not found.start() or not rest or _TOOLS.match(block.text, found.start()):
        return block
    cuts = cut_spans(block.spans, found.span())
    kept = [
        replace(span, text=f"{span.text} ") if stop else span
        for stop, span in (
            (start < found.start() <= start + len(span.text), span)
            for start, span in cuts
            if not found.start() <= start < found.end()
        )
    ]
    return _without_sizes(replace(block, spans=trim_spans(kept)))


def _is_short_line(block: Block) -> bool:
    is_line = block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and block.cell is None
    return is_line and len(block.text) <= _LONGEST


def _start_of_tools(block: Block) -> int | None:
    text = block.text
    if not _is_short_line(block):
        return None
    for first in _ONE.finditer(text):
        match = _TOOLS.match(text, first.start())
        if match:
            tools = list(_ONE.finditer(text, first.start()))
            is_certain = any(_FOR_CERTAIN.fullmatch(one[0]) for one in tools)
            cut = len(text[: first.start()].rstrip(_LEADS))
            return cut if is_certain or (not cut and len(tools) > 1) else None
    return None
