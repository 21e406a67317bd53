"""Markers: what stands before list items and headings (``•``, ``第一章``, ``（一）``, ``[x]``).

Documents show them, not their texts: a reader finds them out, the translation gives each its
English form, and writers draw both.
"""

from __future__ import annotations

import re
import unicodedata

BULLET = "•"
"""What readers make of every sign that only opens an item."""
BULLET_SIGNS = frozenset("•●○◦■□▪▫◆◇➢➤✓·‣–\uf06c\uf076\uf0a7\uf0b7\uf0d8")
"""Signs that only open an item, in every format; the last five are of the font Wingdings."""
DEFINITION = ":"
"""Marker of a definition; the term stands in the block before."""
GLOSS_SIGN = "\N{REFERENCE MARK}\N{SIX-PER-EM SPACE}"
"""What our glosses of words begin with, which are no row of a document when it is read back."""
CONTAINER_SIGNS = ("!!! ", "??? ", "???+ ", "=== ")
"""How lines begin that open a box of Python-Markdown and its like. Such a line is a marker: what
stands in the box is indented under it, as what stands in a list item is."""
CHECK_BOXES = {"[x]": "☑", "[X]": "☑", "[ ]": "☐"}
"""Markers of task lists, and how they are drawn."""

_NAMES = {
    **{"编": "Part", "編": "Part", "篇": "Part", "部分": "Part", "卷": "Volume", "册": "Volume"},
    **{"章": "Chapter", "回": "Chapter", "节": "Section", "節": "Section", "款": "Paragraph"},
    **{"条": "Article", "條": "Article", "项": "Item", "項": "Item", "目": "Item"},
    **{"讲": "Lecture", "講": "Lecture", "课": "Lesson", "課": "Lesson", "单元": "Unit"},
    **{"步": "Step", "题": "Question", "題": "Question", "阶段": "Stage", "階段": "Stage"},
    **{"附件": "Annex", "附录": "Appendix", "附錄": "Appendix", "图": "Figure", "圖": "Figure"},
    **{"表": "Table", "式": "Equation", "例": "Example", "案例": "Case", "定理": "Theorem"},
    **{"定义": "Definition", "定義": "Definition", "引理": "Lemma", "推论": "Corollary"},
}
_LONGEST_FIRST = "|".join(sorted(_NAMES, key=len, reverse=True))
_NAMED = re.compile(
    rf"第\s*(?P<number>[%\d.]+)\s*(?P<after>{_LONGEST_FIRST})"
    rf"|(?P<before>{_LONGEST_FIRST})\s*(?P<last>(?:[%\d]|[A-Z](?![A-Za-z]))[%\d.]*)"
)
_PUNCTUATION = str.maketrans(
    {"（": "(", "）": ")", "、": ".", "．": ".", "。": ".", "：": ":", "【": "[", "】": "]"}
)
_COMPATIBLE = re.compile("[０-９㈠-㈩⑴-⒛㊀-㊉]")
"""Full-width digits, and numbers drawn with their brackets or full stop in one character. Circled
digits are as good in English."""
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_DIGITS = {
    digit: value
    for digits in ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖")
    for value, digit in enumerate(digits)
} | {"貳": 2, "參": 3, "叄": 3, "陸": 6}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_CHINESE_NUMBER = re.compile(f"[{''.join((*_DIGITS, *_UNITS))}]+|[{_STEMS}]")


_TYPED = re.compile(
    rf"\s*第\s*(?:{_CHINESE_NUMBER.pattern}|[0-9０-９]+)\s*(?:{_LONGEST_FIRST})(?:[\s：:、.．]+|$)"
)


def typed_marker(heading: str) -> str:
    """The marker that somebody typed before the text of a heading, with the space behind it;
    empty if there is none.

    >>> typed_marker("第一章　小城"), typed_marker("第一章程"), typed_marker("小城")
    ('第一章\u3000', '', '')
    """
    match = _TYPED.match(heading)
    return match[0] if match else ""


def marker_in(language: str, marker: str) -> str:
    """A Chinese marker as a text in ``language`` shows it; only English has forms of its own.

    >>> marker_in("en", "第十二条"), marker_in("en", "（一）"), marker_in("de", "（一）")
    ('Article 12', '(1)', '（一）')
    """
    is_changed = language.partition("-")[0] == "en" and not marker.startswith(CONTAINER_SIGNS)
    return english_marker(marker) if is_changed else marker


def english_marker(marker: str) -> str:
    """A marker as shown, counted in Arabic digits, in English words and punctuation.

    >>> [english_marker(one) for one in ("第一章", "二.1", "甲、", "①", "•")]
    ['Chapter 1', '2.1', '1.', '①', '•']
    """
    plain = _COMPATIBLE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), marker)
    return english_template(_CHINESE_NUMBER.sub(lambda match: str(_count(match[0])), plain))


def english_template(template: str) -> str:
    """A marker, or Word's template of one (``第%1章``), in English words and punctuation.

    >>> english_template("第%1章")
    'Chapter %1'
    """
    return _NAMED.sub(_english, template).translate(_PUNCTUATION)


def drawn_marker(marker: str) -> str:
    """A marker with its check box as one sign: ``5. [x]`` becomes ``5. ☑``."""
    for box, sign in CHECK_BOXES.items():
        marker = marker.replace(box, sign)
    return marker


def _english(match: re.Match[str]) -> str:
    name = _NAMES[match["after"] or match["before"]]
    return f"{name} {match['number'] or match['last']}"


def _count(number: str) -> int:
    """The value of a Chinese number below ten thousand, with units or digit by digit; of a
    heavenly stem, its place among the ten."""
    if number in _STEMS:
        return 1 + _STEMS.index(number)
    total, digit = 0, 0
    for character in number:
        if unit := _UNITS.get(character):
            total, digit = total + (digit or 1) * unit, 0
        else:
            digit = digit * 10 + _DIGITS[character]
    return total + digit
