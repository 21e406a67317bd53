"""Code blocks and formulas of web pages: what is code, in which language, and how it is written."""

from __future__ import annotations

from itertools import pairwise

from bilingual.chinese.characters import count_han
from bilingual.formats.html.tags import CODE
from bilingual.formats.xml import Element, tag_of, text_of


def is_prose(pre: Element) -> bool:
    """Whether ``<pre>`` holds Chinese sentences rather than code."""
    if any(tag_of(one) in CODE for one in pre.iterdescendants()):
        return False
    text = "".join("".join(map(str, pre.itertext())).split())
    return 2 * count_han(text) >= len(text) > 0


def code_language(element: Element) -> str:
    """The language that the class of a code block names, as highlighters write it."""
    if tag_of(element) != "pre":
        return ""
    names = " ".join(one.get("class") or "" for one in (element, *element)).split()
    for name, following in pairwise([*names, ""]):
        if name.startswith(("language-", "lang-")):
            return name.partition("-")[2]
        if name == "brush:":
            return following.rstrip(";")
    return ""


def formula_text(element: Element) -> str:
    """TeX where the page has it, else what the formula shows."""
    for one in element.iter():
        if tag_of(one) == "annotation" and "tex" in (one.get("encoding") or ""):
            return f"${text_of(one)}$"
    return text_of(element)
