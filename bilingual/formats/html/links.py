"""Where links of a page may lead: see `bilingual.formats.addresses`, to files beside it, and into
the page itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

from bilingual.formats.addresses import is_followed, scheme_of
from bilingual.formats.html.elements import Html, element
from bilingual.formats.shown import printable

_BESIDE = re.compile(r"[^\s/\\?#]")
"""How the address of a file beside the page begins; with ``/`` it would leave its folder."""


def safe_address(address: str, fragments: Mapping[str, str]) -> str:
    """The address as it may be followed, or nothing.

    ``fragments`` says for fragments of the source which element of the page they are.
    """
    shown = re.sub(r"\s", lambda match: quote(match[0]), printable(address).strip())
    if shown.startswith("#"):
        fragment = fragments.get(unquote(shown[1:]), "")
        return f"#{fragment}" if fragment else ""
    is_safe = is_followed(address) and (scheme_of(address) or _BESIDE.match(shown))
    return shown if is_safe else ""


def link(content: Html, address: str, title: str = "") -> Html:
    """A link to an address from `safe_address`; its content alone if that is empty."""
    if not address:
        return content
    rel = None if address.startswith("#") else "noopener noreferrer"
    return element("a", content, href=address, title=title or None, rel=rel)
