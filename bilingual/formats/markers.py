"""Chinese numbers before headings and list items (``第一章``, ``二、``), made English."""

from __future__ import annotations

import re

_NAMES = {
    **{"编": "Part", "編": "Part", "篇": "Part", "部分": "Part", "卷": "Volume", "章": "Chapter"},
    **{"节": "Section", "節": "Section", "条": "Article", "條": "Article", "款": "Paragraph"},
    **{"项": "Item", "項": "Item", "目": "Item"},
    **{"附件": "Annex", "附录": "Appendix", "附錄": "Appendix", "图": "Figure", "圖": "Figure"},
    **{"表": "Table", "式": "Equation"},
}
_NAMED = re.compile(
    rf"第\s*(?P<number>[%\d.]+)\s*(?P<after>{'|'.join(_NAMES)})"
    rf"|(?P<before>{'|'.join(_NAMES)})\s*(?P<last>[%\d.]+)"
)
_PUNCTUATION = str.maketrans(
    {"（": "(", "）": ")", "、": ".", "．": ".", "。": ".", "：": ":", "【": "[", "】": "]"}
)
_DIGITS = {
    digit: value
    for digits in ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖")
    for value, digit in enumerate(digits)
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_CHINESE_NUMBER = re.compile(f"[{''.join((*_DIGITS, *_UNITS))}]+")


def english_marker(marker: str) -> str:
    """A marker as shown, counted in Arabic digits."""
    return english_template(_CHINESE_NUMBER.sub(lambda match: str(_count(match[0])), marker))


def english_template(template: str) -> str:
    """A marker, or Word's template of one (``第%1章``), in English words and punctuation."""
    return _NAMED.sub(_english, template).translate(_PUNCTUATION)


def _english(match: re.Match[str]) -> str:
    name = _NAMES[match["after"] or match["before"]]
    return f"{name} {match['number'] or match['last']}"


def _count(number: str) -> int:
    """The value of a Chinese number below ten thousand, with units or digit by digit."""
    total, digit = 0, 0
    for character in number:
        if unit := _UNITS.get(character):
            total, digit = total + (digit or 1) * unit, 0
        else:
            digit = digit * 10 + _DIGITS[character]
    return total + digit
