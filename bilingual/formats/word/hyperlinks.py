"""Links, and the addresses that Word takes for them."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from bilingual.formats.addresses import is_followed, scheme_of
from bilingual.formats.shown import printable
from bilingual.formats.word.elements import relation, w
from bilingual.formats.word.names import Element

_LONGEST_URL = 2083
"""Word takes a package with a longer address for damaged."""


def linkable(address: str) -> str:
    """The address as Word accepts it: ``http://a.cn/%20b`` for ``http://a.cn/ b``; empty where it
    leads to no other place than the file."""
    if not scheme_of(address) or not is_followed(address):
        return ""
    address = printable(address).strip()
    parts = urlsplit(address)
    if re.search(r"[\s<>\"{}|\\^`%]", parts.netloc):
        return ""
    encoded = quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", address), safe="%/:?#[]@!$&'()*+,;=~")
    encoded = encoded.replace(quote(parts.netloc, safe="[]:@"), parts.netloc, 1)
    return encoded if len(encoded) <= _LONGEST_URL else ""


def web_link(relation_name: str, *content: Element, title: str = "") -> Element:
    """A link to the address that a relationship of the part names."""
    tip = {"tooltip": printable(title)} if title else {}
    return relation("hyperlink", relation_name, *content, history=1, **tip)


def inner_link(bookmark: str, *content: Element) -> Element:
    """A link to a bookmark of the document."""
    return w("hyperlink", *content, anchor=bookmark, history=1)
