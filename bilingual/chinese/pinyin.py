"""Pinyin that converters paste after characters: ``國(guó)際`` is 國際.

A bracket goes only if its letters spell, syllable for syllable, possible Mandarin readings
of the characters before it. Readings are pypinyin's (Unihan and CC-CEDICT based), of the
character and of its counterpart in the other script, compared without tones: an
annotation's tone may be that of the word (``不(bú)是``), the dictionary's that of the
character.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from bilingual.chinese.characters import HAN, is_han
from bilingual.chinese.edits import Edit
from bilingual.chinese.script import counterparts

_LONGEST = 80  # letters in one annotation

# Letters that look like Latin ones and stand for them in pasted pinyin: IPA and Greek alpha,
# script g, Cyrillic, dotless i. No normal form folds them, so they are listed here.
_LOOKALIKES = str.maketrans("ɑαɡаеіоусıɩ", "aagaeioucii")

_BRACKETED = re.compile(rf"[ \u3000]?[(（]([^()（）{HAN}\n]{{1,{_LONGEST}}})[)）]")
_TONES = "\u0300\u0301\u0304\u0306\u030c"  # grave, acute, macron, breve (for caron), caron
_SEPARATORS = re.compile(r"[ '’‘`´·\-‐–\u00a0\u3000]+")
_ALTERNATIVES = re.compile("[/,，、;；|]|或")

# The one chemical symbol that spells its element's reading: 锂(Li).
_NOT_PINYIN = frozenset({("锂", "Li"), ("鋰", "Li")})


def pinyin_edits(text: str) -> list[Edit]:
    """Edits that remove each pinyin annotation, with a space before it, from ``text``."""
    edits: list[Edit] = []
    before, at = "", 0  # what stands before the bracket once earlier annotations are gone
    for match in _BRACKETED.finditer(text):
        before = (before + text[at : match.start()])[-_LONGEST:]
        if _spells(match.group(1), before):
            edits.append(Edit(match.start(), match.end(), ""))
        else:
            before += match.group()
        at = match.end()
    return edits


def _spells(annotation: str, before: str) -> bool:
    """Whether ``annotation`` spells the Han characters at the end of ``before``."""
    if not is_han(before[-1:]) or (before[-1], annotation) in _NOT_PINYIN:
        return False
    readings = [_fold(part) for part in _ALTERNATIVES.split(annotation)]
    return all(folded and _matches(folded, before) for folded in readings)


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


def _matches(letters: str, before: str) -> bool:
    """Whether ``letters`` are readings of the last characters of ``before``, all letters used."""
    left = {len(letters)}  # how many letters may still be unspelt, going back from the end
    for character in reversed(before):
        if not is_han(character):
            return False
        left = {
            count - len(reading)
            for count in left
            for reading in _readings(character)
            if letters.endswith(reading, 0, count)
        }
        if 0 in left or not left:
            return 0 in left
    return False


@cache
def _readings(character: str) -> frozenset[str]:
    """Toneless readings of a character in either script, ü written ``v``."""
    import pypinyin  # its dictionaries take a tenth of a second to load

    found: set[str] = set()
    for variant in counterparts(character):
        for reading in pypinyin.pinyin(
            variant, style=pypinyin.Style.NORMAL, heteronym=True, errors="ignore"
        ):
            found.update(_fold(one) for one in reading)
    found |= {reading.replace("ve", "ue") for reading in found if reading in ("lve", "nve")}
    if character in "儿兒":
        found.add("r")  # erhua: 花儿(huār)
    return frozenset(found - {""})
