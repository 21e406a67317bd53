"""What exchange files say of languages."""

from __future__ import annotations

from bilingual.formats.xml import XML_LANG, Element


def language_of(element: Element) -> str:
    """What an element says of its language; empty if it says nothing."""
    return element.get(XML_LANG) or element.get("lang") or ""


def is_chinese_tag(language: str) -> bool:
    """Whether a tag such as ``zh-CN`` or ``cmn`` names Chinese."""
    return language.lower().replace("_", "-").split("-")[0] in ("zh", "zho", "chi", "cmn")
