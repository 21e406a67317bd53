"""Languages as LibreTranslate's clients name them, and which one a text is in."""

from __future__ import annotations

import re
from typing import Any

from bilingual.chinese.characters import count_han
from bilingual.chinese.script import weigh_script

CHINESE = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}
_ALIASES = {
    "zh": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zt": "zh-Hant",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    **CHINESE,
}
_NAMES = {"zh-Hans": "Chinese", "zh-Hant": "Chinese (traditional)"}
_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff]")
_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


def chinese_code(code: str) -> str:
    """``zh-Hans`` or ``zh-Hant``, for any name of Chinese; empty for another language."""
    return _ALIASES.get(code.lower().replace("_", "-"), "")


def list_languages(target: str, target_name: str) -> list[dict[str, Any]]:
    """What can be translated to what."""
    chinese = [{"code": code, "name": name, "targets": [target]} for code, name in _NAMES.items()]
    return [*chinese, {"code": target, "name": target_name, "targets": [target]}]


def detect(text: str) -> list[dict[str, Any]]:
    """The language of a text, by its characters, and which share of its letters, in percent, speaks
    for it. All text in Latin letters counts as English: nothing else of it is looked at."""
    # A Latin letter says a third of what a Chinese character does.
    kana, hangul, han, latin = (
        weight * count
        for weight, count in (
            (3, len(_KANA.findall(text))),
            (3, len(_HANGUL.findall(text))),
            (3, count_han(text)),
            (1, len(_LATIN.findall(text))),
        )
    )
    total = kana + hangul + han + latin
    if not total:
        return [{"confidence": 0.0, "language": "en"}]
    if kana * 10 > han + kana:
        share, language = kana + han, "ja"
    elif hangul > han:
        share, language = hangul, "ko"
    elif han >= latin:
        told = weigh_script(text).language
        share, language = han, "zh-Hant" if told == "zh-Hant" else "zh-Hans"
    else:
        share, language = latin, "en"
    return [{"confidence": round(100.0 * share / total, 1), "language": language}]
