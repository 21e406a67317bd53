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
    "bg": ("Bulgarian", "保加利亚语"),
    "ca": ("Catalan", "加泰罗尼亚语"),
    "da": ("Danish", "丹麦语"),
    "el": ("Greek", "希腊语"),
    "et": ("Estonian", "爱沙尼亚语"),
    "fi": ("Finnish", "芬兰语"),
    "hu": ("Hungarian", "匈牙利语"),
    "lt": ("Lithuanian", "立陶宛语"),
    "lv": ("Latvian", "拉脱维亚语"),
    "nb": ("Norwegian", "挪威语"),
    "ro": ("Romanian", "罗马尼亚语"),
    "sk": ("Slovak", "斯洛伐克语"),
    "sl": ("Slovenian", "斯洛文尼亚语"),
    "sv": ("Swedish", "瑞典语"),
}
"""By Argos's codes. Those up to Ukrainian are languages of Hy-MT2, with the Chinese names of its
README, which its prompts need."""

LANGUAGES = tuple(_NAMES)
"""All codes."""


def find_language(code: str) -> Language | None:
    """The language of Argos's ``code``, or None if no prompt could name it."""
    if code not in _NAMES:
        return None
    english, chinese = _NAMES[code]
    return Language(code=code, english=english, chinese=chinese)
