"""The numbers Word shows before list items and headings.

The file does not hold them: it says which list and level a paragraph belongs to, and how
that level counts. So they are counted here, as Word does, in document order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bilingual.formats.markers import BULLET
from bilingual.formats.word.names import Element, attribute, child, number, qualified, value

_COUNTED_IN_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "koreanDigital2",
    }
)
CHINESE_FORMATS = _COUNTED_IN_CHINESE | {
    *("chineseLegalSimplified", "ideographTraditional", "decimalFullWidth", "decimalFullWidth2")
}
"""Formats whose numbers are Chinese characters, or as wide as these."""

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """How one level of a list counts."""

    format: str
    template: str
    """``%1.%2``: the numbers of this level and those above it."""
    start: int
    is_legal: bool = False
    """All numbers in Arabic digits."""
    restart: int = 9
    """From 1: the lowest level above this one that starts its count again; 0 for none."""
    indent: Element | None = None
    """``w:ind``: where its paragraphs stand."""


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Element | None, style_lists: dict[str, str]) -> None:
        """``style_lists`` names the list (``w:numId``) that a numbering style points to."""
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._started: set[tuple[str, int]] = set()
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._style_levels: dict[tuple[str, str], int] = {}
        if root is not None:
            self._load(root, style_lists)

    def _load(self, root: Element, style_lists: dict[str, str]) -> None:
        abstract = {
            attribute(one, "w:abstractNumId"): one for one in root.iter(qualified("w:abstractNum"))
        }
        of_list = {
            attribute(one, "w:numId"): (value(one, "w:abstractNumId"), one)
            for one in root.iter(qualified("w:num"))
        }
        for list_id, (abstract_id, instance) in of_list.items():
            source = abstract.get(abstract_id)
            linked = style_lists.get(value(source, "w:numStyleLink"))
            if linked in of_list:
                source = abstract.get(of_list[linked][0])
            levels = {}
            for level in source.findall(qualified("w:lvl")) if source is not None else ():
                depth = number(attribute(level, "w:ilvl"), 0)
                levels[depth] = _read_level(level)
                if style := value(level, "w:pStyle"):
                    self._style_levels[list_id, style] = depth
            for override in instance.findall(qualified("w:lvlOverride")):
                depth = number(attribute(override, "w:ilvl"), 0)
                level_override = child(override, "w:lvl")
                if level_override is not None:
                    levels[depth] = _read_level(level_override)
                if (restart := value(override, "w:startOverride")).isdecimal():
                    self._restarts[list_id, depth] = number(restart, 1)
            counted_by = attribute(source, "w:abstractNumId", abstract_id)
            self._lists[list_id] = (counted_by, levels)

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level that a list reserves for a paragraph style."""
        return self._style_levels.get((list_id, style))

    def indent(self, list_id: str, depth: int) -> Element | None:
        """``w:ind`` of a level of a list, where it says."""
        _, levels = self._lists.get(list_id, ("", {}))
        return levels[depth].indent if depth in levels else None

    def next_marker(self, list_id: str, depth: int) -> str:
        """Count one paragraph of a list and return its marker: ``1.2.``, ``第三章``, ``•``."""
        abstract_id, levels = self._lists.get(list_id, (f"unknown {list_id}", {}))
        plain = _Level(format="decimal", template=f"%{depth + 1}.", start=1)
        level = levels.get(depth, plain)
        counts = self._counts.setdefault(abstract_id, {})
        restart = self._restarts.get((list_id, depth))
        if restart is not None and (list_id, depth) not in self._started:
            counts[depth] = restart
        else:
            counts[depth] = counts.get(depth, level.start - 1) + 1
        self._started.add((list_id, depth))
        for deeper in [one for one in counts if depth < one]:
            if depth < levels.get(deeper, plain).restart:
                del counts[deeper]
        if level.format == "bullet":
            return BULLET

        def shown(match: re.Match[str]) -> str:
            above = int(match[1]) - 1
            other = levels.get(above, plain)
            count = counts.get(above, other.start)
            return format_number(count, "decimal" if level.is_legal else other.format)

        return re.sub(r"%([1-9])", shown, level.template).strip()


def _read_level(level: Element) -> _Level:
    return _Level(
        format=value(level, "w:numFmt") or "decimal",
        template=value(level, "w:lvlText"),
        start=number(value(level, "w:start"), 0),  # ISO 29500-1, 17.9.25: zero where left out
        is_legal=child(level, "w:isLgl") is not None,
        restart=number(value(level, "w:lvlRestart"), 9),
        indent=child(level, "w:pPr", "w:ind"),
    )


def format_number(count: int, style: str) -> str:
    """``count`` in one of Word's number formats: ``iii`` for 3 in ``lowerRoman``, ``三`` in
    ``chineseCounting``; in Arabic digits where we do not know the format."""
    result = str(count)
    if style == "none":
        result = ""
    elif style == "decimalZero":
        result = f"{count:02d}"
    elif style in ("decimalFullWidth", "decimalFullWidth2"):
        result = result.translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    elif style.startswith("decimalEnclosedCircle") and 1 <= count <= 20:
        result = chr(0x2460 + count - 1)
    elif style in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        result = letter if style == "lowerLetter" else letter.upper()
    elif style in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = _roman(count)
        result = roman if style == "lowerRoman" else roman.upper()
    elif style in _COUNTED_IN_CHINESE and 0 <= count < 10000:
        result = _chinese(count, "〇一二三四五六七八九", ("", "十", "百", "千"))
        result = result.removeprefix("一") if 10 <= count < 20 else result
    elif style == "chineseLegalSimplified" and 0 <= count < 10000:
        result = _chinese(count, "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"))
    elif style == "ideographTraditional" and 1 <= count <= 10:
        result = _STEMS[count - 1]
    return result


def _roman(count: int) -> str:
    roman = ""
    for worth, letters in _ROMAN:
        times, count = divmod(count, worth)
        roman += letters * times
    return roman


def _chinese(count: int, digits: str, units: tuple[str, ...]) -> str:
    text = ""
    for place, digit in enumerate(reversed(str(count))):
        if digit != "0":
            text = digits[int(digit)] + units[place] + text
        elif text and not text.startswith(digits[0]):
            text = digits[0] + text
    return text or digits[0]
