"""Which addresses Word takes for those of links, and how they are spelled."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from bilingual.formats.addresses import is_followed, scheme_of
from bilingual.formats.shown import printable

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
