"""Half-width punctuation in Chinese text, as converters leave it: ``4月,云南`` -> ``4月，云南``.

A mark is made full-width only where Chinese text stands on one of its sides, so marks inside
numbers (3,000), times (10:30) and Latin phrases (Hello, world) stay. Brackets change as a
pair, and only around Chinese text: ``联通(云南)`` -> ``联通（云南）``, but ``苹果(Apple)`` stays.
The forms are those of GB/T 15834-2011 (标点符号用法).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilingual.chinese.characters import has_han, is_chinese_punctuation, is_han
from bilingual.chinese.edits import Edit, Range

_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
_WESTERN = str.maketrans({full: half for half, full in _FULL.items()} | {"、": ","})
_MARK = re.compile("[,;:!?.]")
_BRACKET = re.compile("[()（）\n]")
_OPENING = frozenset("“‘「『《〈（(【〔[\"'")
_CLOSING = frozenset("”’」』》〉）)】〕]\"'")
_REACH = 8  # how far to look past quotation marks and spaces; bounds the work on odd input
_LONGEST_ASIDE = 2000  # characters between two brackets that still belong together
_NUMBERING = re.compile(r"(?:^|\n)\s*[一二三四五六七八九十百零〇]+\Z")


def punctuation_edits(text: str, fixed: Sequence[Range] = ()) -> list[Edit]:
    """Edits that make punctuation between Chinese text full-width, outside ``fixed`` ranges.

    Spaces that set off the half-width mark go with it (``中国, 美国`` -> ``中国，美国``).
    """
    characters = list(text)
    held = {at for start, end in fixed for at in range(start, end)}
    marks = [match.start() for match in _MARK.finditer(text) if match.start() not in held]
    pairs = [pair for pair in _chinese_asides(text) if not held.intersection(pair)]
    changed: set[int] = set()
    # A widened mark is Chinese context for its neighbour, so go on until nothing changes.
    while True:
        widened = {at for at in marks if _is_between_chinese(characters, at)}
        widened |= {at for pair in pairs if _is_in_chinese(characters, *pair) for at in pair}
        for at in widened:
            characters[at] = _FULL.get(characters[at], characters[at])
        if not widened:
            break
        changed |= widened
        marks = [at for at in marks if at not in changed]
        pairs = [pair for pair in pairs if pair[0] not in changed]
    return _edits(text, characters, held)


def to_western(text: str) -> str:
    """``text`` with the Western forms of Chinese punctuation, as English text has them."""
    return text.translate(_WESTERN)


def _is_chinese(character: str) -> bool:
    return is_han(character) or is_chinese_punctuation(character)


def _neighbour(characters: Sequence[str], at: int, step: int) -> str:
    """The nearest character that is neither space nor a quotation mark or bracket between."""
    skipped = _CLOSING if step < 0 else _OPENING
    for index in range(at + step, at + step * (_REACH + 1), step):
        if not 0 <= index < len(characters) or characters[index] == "\n":
            return ""
        if not characters[index].isspace() and characters[index] not in skipped:
            return characters[index]
    return ""


def _is_between_chinese(characters: Sequence[str], at: int) -> bool:
    left, right = _neighbour(characters, at, -1), _neighbour(characters, at, 1)
    if characters[at] == ".":
        return _is_full_stop(characters, at)
    if characters[at] in "!?" and not _is_chinese(left):
        return False
    return _is_chinese(left) or (_is_chinese(right) and left.isalnum())


def _is_full_stop(characters: Sequence[str], at: int) -> bool:
    """A full stop ends Chinese text; file names (报告.docx) and numbering (一.) do not."""
    left = characters[at - 1] if at else ""
    right = characters[at + 1] if at + 1 < len(characters) else "\n"
    if not is_han(left) or _NUMBERING.search("".join(characters[max(0, at - 12) : at])):
        return False
    return right.isspace() or right in _CLOSING or is_han(right)


def _chinese_asides(text: str) -> list[Range]:
    """Pairs of brackets (positions of both) with Chinese text between and a half-width side."""
    asides, opened = [], list[int]()
    for match in _BRACKET.finditer(text):
        at = match.start()
        if text[at] == "\n":
            opened.clear()
        elif text[at] in "(（":
            opened.append(at)
        elif opened:
            start = opened.pop()
            is_half = text[start] == "(" or text[at] == ")"
            if is_half and at - start < _LONGEST_ASIDE and has_han(text[start + 1 : at]):
                asides.append((start, at))
    return asides


def _is_in_chinese(characters: Sequence[str], start: int, end: int) -> bool:
    left, right = _neighbour(characters, start, -1), _neighbour(characters, end, 1)
    return _is_chinese(left) or _is_chinese(right) or left == right == ""


def _edits(text: str, characters: Sequence[str], held: set[int]) -> list[Edit]:
    """One edit a mark, with the spaces that the full-width form makes needless."""
    edits: list[Edit] = []
    for at, character in enumerate(characters):
        if character == text[at]:
            continue
        start, end = at, at + 1
        floor = edits[-1].end if edits else 0
        if character == "（":
            while start > floor and text[start - 1] == " " and start - 1 not in held:
                start -= 1
        else:
            while end < len(text) and text[end] == " " and end not in held:
                end += 1
        if start == 0:
            start = at  # an indented paragraph keeps its indent
        edits.append(Edit(start, end, character))
    return edits
