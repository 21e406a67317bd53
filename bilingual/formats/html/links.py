"""Where links of a page may lead: to the web, to a mailbox, to files beside it, into the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

from bilingual.formats.html.elements import Html, element
from bilingual.formats.shown import printable

_ABSOLUTE = re.compile(r"(?:https?://|mailto:)[^/\\]", re.IGNORECASE)
_RELATIVE = re.compile(r"[^\s:/\\?#]+(?:[/?#]|\Z)")
"""Its first part has no colon, so it is no scheme, and it starts no other host (``//``)."""


def safe_address(address: str, fragments: Mapping[str, str]) -> str:
    """The address as it may be followed, or nothing.

    ``fragments`` says for fragments of the source which element of the page they are.
    """
    address = re.sub(r"\s", lambda match: quote(match[0]), printable(address).strip())
    if address.startswith("#"):
        fragment = fragments.get(unquote(address[1:]), "")
        return f"#{fragment}" if fragment else ""
    return address if _ABSOLUTE.match(address) or _RELATIVE.match(address) else ""


def link(content: Html, address: str, title: str = "") -> Html:
    """A link to an address from `safe_address`; its content alone if that is empty."""
    if not address:
        return content
    rel = None if address.startswith("#") else "noopener noreferrer"
    return element("a", content, href=address, title=title or None, rel=rel)
