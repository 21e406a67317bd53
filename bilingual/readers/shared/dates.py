"""The date a document gives itself: in its metadata, or where its first lines begin.

Only evident dates count. ``03/04/2024`` may be March or April, and a history that opens
with 1949年10月1日 was not published then; both give no date rather than a wrong one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from bilingual.model import Block

_FIRST_BLOCKS = 5
_SHORT = 40
"""Longest line that can be a dateline rather than a sentence."""

_LABEL = r"(?:(?:发布|發布|發佈|发表|發表|更新|出版)?(?:时间|時間|日期)\s*[:：]\s*)?"
_YEAR_FIRST = re.compile(_LABEL + r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(_LABEL + r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_CHINESE = re.compile(_LABEL + r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]")
_NEWS = re.compile(r".{0,12}(?:讯|訊|电|電|消息|报道|報道|報導)")


def find_date(text: str) -> dt.date | None:
    """The date that ``text`` begins with, if it is one for certain: ``2024年10月28日 北京`` does,
    ``03/04/2024`` does not."""
    text = text.strip()
    if match := _YEAR_FIRST.match(text):
        return _date(match[1], match[3], match[4])
    if match := _YEAR_LAST.match(text):
        first, second = int(match[1]), int(match[3])
        if first > 12:
            return _date(match[4], match[3], match[1])
        return _date(match[4], match[1], match[3]) if second > 12 or first == second else None
    match = _CHINESE.match(text)
    if match and (len(text) <= _SHORT or _NEWS.match(text, match.end())):
        return _date(match[1], match[2], match[3])
    return None


def first_date(blocks: Iterable[Block]) -> dt.date | None:
    """The date at the beginning of one of the first blocks that have text."""
    texts = (block.text for block in blocks if block.is_translatable)
    for _, text in zip(range(_FIRST_BLOCKS), texts, strict=False):
        if date := find_date(text):
            return date
    return None


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        date = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return date if 1900 <= date.year < 2100 else None
