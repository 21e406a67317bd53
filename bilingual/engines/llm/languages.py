"""Names of languages, as prompts have them: in English and in Chinese."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language to translate to."""

    code: str
    """BCP-47."""
    english: str
    chinese: str


_NAMES = {
    "en": ("English", "英语"),
    "fr": ("French", "法语"),
    "pt": ("Portuguese", "葡萄牙语"),
    "es": ("Spanish", "西班牙语"),
    "ja": ("Japanese", "日语"),
    "tr": ("Turkish", "土耳其语"),
    "ru": ("Russian", "俄语"),
    "ar": ("Arabic", "阿拉伯语"),
    "ko": ("Korean", "韩语"),
    "th": ("Thai", "泰语"),
    "it": ("Italian", "意大利语"),
    "de": ("German", "德语"),
    "vi": ("Vietnamese", "越南语"),
    "ms": ("Malay", "马来语"),
    "id": ("Indonesian", "印尼语"),
    "tl": ("Filipino", "菲律宾语"),
    "hi": ("Hindi", "印地语"),
    "pl": ("Polish", "波兰语"),
    "cs": ("Czech", "捷克语"),
    "nl": ("Dutch", "荷兰语"),
    "km": ("Khmer", "高棉语"),
    "fa": ("Persian", "波斯语"),
    "ur": ("Urdu", "乌尔都语"),
    "he": ("Hebrew", "希伯来语"),
    "bn": ("Bengali", "孟加拉语"),
    "ta": ("Tamil", "泰米尔语"),
    "uk": ("Ukrainian", "乌克兰语"),
}
"""By Argos's codes; the Chinese names are those of Hy-MT2's README, which its prompts need."""

ENGLISH = Language(code="en", english="English", chinese="英语")


def find_language(code: str) -> Language | None:
    """The language of Argos's ``code``, or None if no prompt could name it."""
    if code not in _NAMES:
        return None
    english, chinese = _NAMES[code]
    return Language(code=code, english=english, chinese=chinese)
