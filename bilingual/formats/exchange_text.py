"""What the texts of exchange formats hold besides text.

Of the elements inside, codes of other formats are no text (``bpt``, ``ept``, ``ph``, ``it``,
``ut``), unless a ``sub`` in them holds some; text inside of others is (``g``, ``mrk``, ``pc``).
"""

from __future__ import annotations

from collections.abc import Iterator

from bilingual.formats.xml import XML_LANG, Element, tag_of

POINT_TYPE = "x-bilingual-point"
"""What our own TMX calls a ``ph`` that stands for an image, a note reference or an HTML tag."""
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
_BREAKS = frozenset({"lb", "x-lb", "x-br"})
"""What ``ctype`` calls a line break in XLIFF 1.2."""


def segment_text(element: Element, *, point: str = "") -> str:
    """The text of a segment, without codes; with ``point`` for each of our points."""
    return "".join(_pieces(element, point)).strip()


def language_of(element: Element) -> str:
    """What an element says of its language; empty if it says nothing."""
    return element.get(XML_LANG) or element.get("lang") or ""


def is_chinese_tag(language: str) -> bool:
    """Whether a tag such as ``zh-CN`` or ``cmn`` names Chinese."""
    return language.lower().replace("_", "-").split("-")[0] in ("zh", "zho", "chi", "cmn")


def _pieces(element: Element, point: str) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        tag = tag_of(one)
        if tag == "x" and one.get("ctype") in _BREAKS:
            yield "\n"
        elif tag == "cp":  # a control character, for which XML has no place
            yield " "
        elif tag == "ph" and one.get("type") == POINT_TYPE:
            yield point
        elif tag in _CODES:
            for sub in (inner for inner in one.iter() if tag_of(inner) == "sub"):
                yield f" {''.join(_pieces(sub, point))} "
        else:
            yield from _pieces(one, point)
        yield one.tail or ""
