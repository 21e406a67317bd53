"""Pinyin or zhuyin that converters paste after characters: ``國(guó)際`` is 國際.

A bracket goes only if its letters spell, syllable for syllable, possible Mandarin readings
of the characters before it. In other brackets than round ones, where meanings, notes and titles
stand as well, they must have tones too: ``饕餮【tāo tiè】``.

Readings are pypinyin's (Unihan and CC-CEDICT based), of the character and of its counterpart in
the other script, compared without tones: an annotation's tone may be that of the word
(``不(bú)是``), the dictionary's that of the character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from bilingual.chinese.characters import HAN, is_han
from bilingual.chinese.edits import Edit
from bilingual.chinese.script import counterparts

_LONGEST = 80  # letters in one annotation

# Letters that look like Latin ones and stand for them in pasted pinyin: IPA and Greek alpha,
# script g, Cyrillic, dotless i. No normal form folds them, so they are listed here.
_LOOKALIKES = str.maketrans("ɑαɡаеіоусıɩ", "aagaeioucii")

_SAID = "[又也亦旧舊今][读讀音]|[读讀]作|[读讀]音|拼音|注音|[读讀音或]"
"""What dictionaries say between readings: 血（xuè，又读xiě）."""
_INSIDE = rf"((?:[^()（）［］【】〔〕《》〈〉\[\]{HAN}\n]|{_SAID}){{1,{_LONGEST}}})"
_BRACKETED = re.compile(
    rf"[ \u3000]?(?:[(（]{_INSIDE}[)）]"
    + "".join(
        rf"|{re.escape(opening)}{_INSIDE}{re.escape(closing)}"
        for opening, closing in zip("[［【〔《〈", "]］】〕》〉", strict=True)
    )
    + ")"
)
_TONES = "\u0300\u0301\u0304\u0306\u030c"  # grave, acute, macron, breve (for caron), caron
_SEPARATORS = re.compile(r"[ '’‘`´·\-‐–\u00a0\u3000]+")
_ALTERNATIVES = re.compile(f"[/,，、;；|]|(?:{_SAID})[:：]?")
_ZHUYIN = re.compile("[\u3105-\u312f\u31a0-\u31bf]+")
_ZHUYIN_MARKS = re.compile("[ \u3000ˉˊˇˋ˙'’·-]")

# The one chemical symbol that spells its element's reading: 锂(Li).
_NOT_PINYIN = frozenset({("锂", "Li"), ("鋰", "Li")})


def pinyin_edits(text: str) -> list[Edit]:
    """Edits that remove each pinyin annotation, with a space before it, from ``text``."""
    edits: list[Edit] = []
    before, at = "", 0  # what stands before the bracket once earlier annotations are gone
    for match in _BRACKETED.finditer(text):
        before = (before + text[at : match.start()])[-_LONGEST:]
        annotation = next(filter(None, match.groups()))
        is_round = match.group().strip()[0] in "(（"
        if (is_round or _has_tones(annotation)) and _spells(annotation, before):
            edits.append(Edit(match.start(), match.end(), ""))
        else:
            before += match.group()
        at = match.end()
    return edits


def _spells(annotation: str, before: str) -> bool:
    """Whether ``annotation`` spells the Han characters at the end of ``before``."""
    if not is_han(before[-1:]) or (before[-1], annotation) in _NOT_PINYIN:
        return False
    readings = [part for part in _ALTERNATIVES.split(annotation) if part.strip()]
    return bool(readings) and all(_is_reading(one, before) for one in readings)


def _is_reading(part: str, before: str) -> bool:
    zhuyin = _ZHUYIN_MARKS.sub("", part)
    if _ZHUYIN.fullmatch(zhuyin):
        return _matches(zhuyin, before, _zhuyin_of)
    folded = _fold(part)
    return bool(folded) and _matches(folded, before, _readings)


def _has_tones(annotation: str) -> bool:
    """Whether ``annotation`` has a mark or number of a tone, or is in zhuyin."""
    text = unicodedata.normalize("NFD", annotation)
    return re.search(f"[{_TONES}]|[a-z][1-5]|{_ZHUYIN.pattern}", text) is not None


def _fold(annotation: str) -> str:
    """Lower-case letters only, ``v`` for ü; empty where it cannot be pinyin."""
    text = unicodedata.normalize("NFKC", annotation).translate(_LOOKALIKES).lower()
    text = unicodedata.normalize("NFD", text)
    text = text.replace("u\u0308", "v").replace("e\u0302", "e")
    text = re.sub(f"[{_TONES}]", "", text).replace("v:", "v").replace("u:", "v")
    # A diaeresis may stand behind the tone mark.
    text = text.replace("u\u0308", "v")
    text = re.sub("(?<=[a-z])[0-5]", "", _SEPARATORS.sub("", text))
    if not re.fullmatch("[a-z]+", text):
        return ""
    return re.sub("(?<=[jqxy])v", "u", text)


def _matches(letters: str, before: str, readings: Callable[[str], frozenset[str]]) -> bool:
    """Whether ``letters`` are readings of the last characters of ``before``, all letters used."""
    left = {len(letters)}  # how many letters may still be unspelt, going back from the end
    for character in reversed(before):
        if not is_han(character):
            return False
        left = {
            count - len(reading)
            for count in left
            for reading in readings(character)
            if letters.endswith(reading, 0, count)
        }
        if 0 in left or not left:
            return 0 in left
    return False


@cache
def _zhuyin_of(character: str) -> frozenset[str]:
    """Readings of a character in either script in zhuyin, without tones."""
    found = {_ZHUYIN_MARKS.sub("", one) for one in _listed(character, "BOPOMOFO")}
    return frozenset(found - {""})


def _listed(character: str, style: str) -> set[str]:
    import pypinyin  # its dictionaries take a tenth of a second to load

    return {
        one
        for variant in counterparts(character)
        for reading in pypinyin.pinyin(
            variant, style=getattr(pypinyin.Style, style), heteronym=True, errors="ignore"
        )
        for one in reading
    }


@cache
def _readings(character: str) -> frozenset[str]:
    """Toneless readings of a character in either script, ü written ``v``."""
    found = {_fold(one) for one in _listed(character, "NORMAL")}
    found |= {reading.replace("ve", "ue") for reading in found if reading in ("lve", "nve")}
    if character in "儿兒":
        found.add("r")  # erhua: 花儿(huār)
    return frozenset(found - {""})
