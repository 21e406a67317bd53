"""HTML in Markdown that holds text or pictures: read as a web page is."""

from __future__ import annotations

import re
from pathlib import Path

from bilingual.chinese.characters import count_han
from bilingual.errors import ReadError
from bilingual.formats.html.tags import MAY_STAY_OPEN, VOID
from bilingual.formats.html.tree import body_of, drop_unseen, parse_html
from bilingual.model import Block
from bilingual.readers.shared.page_walk import PageWalk

_NO_TEXT = re.compile(r"\s*<(?:!|\?|(?:script|style|pre|textarea|svg|math)\b)", re.IGNORECASE)
_TAG = re.compile(r"<(?P<ends>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:[\s/][^<>]*)?)>")
_NAMED = re.compile(r"\s(?:class|id)\s*=", re.IGNORECASE)
_FOLDED = re.compile(
    r"\s*(<details\b[^>]*>)\s*(<summary\b[^>]*>.*?</summary>)\s*", re.DOTALL | re.IGNORECASE
)


def read_html_block(source: str) -> list[Block]:
    """The blocks of an HTML block; none where it is to stay what it is: without Chinese or
    pictures, only the beginning or end of something, or by a class or id of a meaning to its
    site that nothing else could carry."""
    matters = count_han(source) or "<img" in source.lower()
    if not matters or _NO_TEXT.match(source) or not _is_whole(source):
        return []
    try:
        root = parse_html(source, Path())
        drop_unseen(root)
        walk = PageWalk()
        walk.read(body_of(root))
    except (ReadError, RecursionError):
        return []
    return walk.blocks


def opening_of_details(source: str) -> tuple[str, str] | None:
    """The tag and the summary of what is folded away, where that is all there is."""
    match = _FOLDED.fullmatch(source)
    return (match[1], match[2]) if match else None


def _is_whole(source: str) -> bool:
    """Whether tags that are opened are closed, and no others, and none has a class or id."""
    opened: list[str] = []
    for tag in _TAG.finditer(source):
        name = tag["name"].lower()
        if _NAMED.search(tag["attributes"]):
            return False
        if name in VOID:
            continue
        if not tag["ends"]:
            opened.append(name)
            continue
        while opened and opened[-1] != name and opened[-1] in MAY_STAY_OPEN:
            opened.pop()
        if opened and opened[-1] == name:
            opened.pop()
        elif name not in MAY_STAY_OPEN:
            return False
    return MAY_STAY_OPEN.issuperset(opened)
