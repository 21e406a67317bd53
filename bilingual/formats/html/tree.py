"""A web page as a tree: parsed with distrust, freed of what no reader of the page sees."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from lxml import etree
from lxml.html import HTMLParser

from bilingual.chinese.characters import count_han
from bilingual.formats.form_fields import box
from bilingual.formats.html.tags import UNSEEN
from bilingual.formats.limits import too_deep
from bilingual.formats.xml import Element, tag_of, text_of

_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_LINE_NUMBERS = re.compile(
    r"(?:^|[\s_-])(?:gutter|linenos?|line-?numbers?|ln-numbers?)(?:$|[\s_-])", re.I
)
_LINES = ("text", "number", "date", "month", "time", "tel", "email", "url")
"""Kinds of fields that hold a line of text."""
_FORM_MATTERS_FROM = 50
"""Han characters: ASP.NET wraps whole pages in a form, others their search box."""
_EMBEDDED = re.compile(r"(data:[\w/+.-]*;base64,)[\w+/=\s]{4000000,}")
"""Pictures inside addresses, too large for the parser."""
_QUOTED = re.compile(r""" "[^"]*" | '[^']*' """, re.VERBOSE)
_LONG_TAG = 20_000  # characters; it takes as many to have too many attributes
_MOST_ATTRIBUTES = 2_000
"""Of one element; the parser takes time with their square."""


def parse_html(text: str, path: Path) -> Element:
    """The page's ``<html>``, or an empty one. Nothing is fetched, no entity leads anywhere.

    Raises `ReadError` where the page is nested beyond 256 levels or has parts beyond 10 MB, of
    which the parser would leave out the rest, or an element has thousands of attributes.
    """
    if _has_endless_tag(text):
        raise too_deep(path)
    parser = HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_EMBEDDED.sub(r"\1", text).encode(), parser)
    except etree.XMLSyntaxError:  # empty
        root = None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise too_deep(path)
    return etree.Element("html") if root is None else root


def _has_endless_tag(text: str) -> bool:
    """Whether a tag has more attributes than any page needs; in linear time."""
    start = text.find("<")
    while start >= 0:
        stop = text.find(">", start)
        stop = len(text) if stop < 0 else stop
        if stop - start > _LONG_TAG:
            bare = _QUOTED.sub("", text[start:stop])
            if len(bare.split()) > _MOST_ATTRIBUTES and text[start + 1].isalpha():
                return True
        start = text.find("<", stop)
    return False


def body_of(root: Element) -> Element:
    """The body, or what there is in its place."""
    return next((one for one in root if tag_of(one) == "body"), root)


def drop_unseen(root: Element) -> None:
    """Take out the head, scripts, the readings of ruby, and all that is hidden. Of fields, what
    somebody filled in, ticked or chose stays, as text.

    What hides most of the page is no hiding: scripts, which do not run here, would have shown it
    (WeChat's articles are such pages). The same holds for forms: small ones go.
    """
    _show_fields(root)
    drop_all(root, [one for one in root.iter() if tag_of(one) in UNSEEN or not tag_of(one)])
    body = body_of(root)
    han = han_counts(body)
    half = han[body] / 2
    hidden = [
        one
        for one in body.iterdescendants()
        if (han[one] <= half and _is_hidden(one))
        or (han[one] <= min(half, _FORM_MATTERS_FROM) and tag_of(one) == "form")
    ]
    drop_all(root, hidden)


def _show_fields(root: Element) -> None:
    """Make text of fields that say something; the others are not seen."""
    for field in [one for one in root.iter() if tag_of(one) in ("input", "select", "textarea")]:
        if text := _field_text(field):
            tail = field.tail
            field.clear()
            field.tag, field.text, field.tail = "span", text, tail


def _field_text(field: Element) -> str:
    tag = tag_of(field)
    if tag == "textarea":
        return text_of(field)
    if tag == "select":
        chosen = (one for one in field.iter() if one.get("selected") is not None)
        return "、".join(filter(None, map(text_of, chosen)))
    kind = (field.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return box(is_ticked=field.get("checked") is not None)
    return (field.get("value") or "").strip() if kind in _LINES else ""


def han_counts(top: Element) -> dict[Element, int]:
    """How many Chinese characters stand in each element of a tree."""
    counts: dict[Element, int] = {}
    for element in reversed(list(top.iter())):
        counts[element] = counts.get(element, 0) + count_han(element.text or "")
        parent = element.getparent()
        if parent is not None and element is not top:
            inside = counts[element] + count_han(element.tail or "")
            counts[parent] = counts.get(parent, 0) + inside
    return counts


def drop_all(root: Element, elements: Collection[Element]) -> None:
    """Take elements out of their tree, but not the text after them; in linear time."""
    for element in elements:
        element.tag = "bilingual-dropped"
    if elements:
        etree.strip_elements(root, "bilingual-dropped", with_tail=False)


def _is_hidden(element: Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN_STYLE.search(element.get("style") or "") is not None
        or _numbers_lines(element)
    )


def _numbers_lines(element: Element) -> bool:
    """Whether it holds the numbers of a listing's lines."""
    named = _LINE_NUMBERS.search(element.get("class") or "") is not None
    return named and "".join(map(str, element.itertext())).replace("\n", "").strip().isdigit()
