"""A web page as text that a person can read: what goldens hold of one.

An element is a line, indented as deep as it stands, with its class (``.row``), its name
(``#row-1``) and other attributes; one that holds but one other shares its line (``ul > li``);
what stands in a line of text is in the line: ``<em>so</>``. Left out are the style sheet, the
script and most of what pictures are made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html
from lxml.html import HtmlElement

_INLINE = frozenset(
    ["a", "abbr", "b", "br", "code", "del", "em", "i", "img", "input", "label", "mark", "s", "span"]
    + ["strong", "sub", "sup", "u"]
)


def outline(content: bytes) -> str:
    """The tree of a page, without the names of its rows and its ledger."""
    page = lxml.html.document_fromstring(content.decode())
    assert isinstance(page, HtmlElement)
    for ledger in page.findall(".//meta[@name='bilingual-ledger']"):
        ledger.drop_tree()
    return "\n".join([*_lines(page, ""), ""])


def _lines(element: HtmlElement, indent: str, before: str = "") -> Iterator[str]:
    head = f"{indent}{before}{_opening(element)}"
    children = list(element)
    if element.tag in ("style", "script"):
        yield f"{head} …"
    elif all(child.tag in _INLINE for child in element.iterdescendants()):
        yield f"{head} {_inline(element)}".rstrip()
    elif len(children) == 1 and not _shown(element.text) + _shown(children[0].tail):
        yield from _lines(children[0], indent, f"{before}{_opening(element)} > ")
    else:
        yield f"{head} {_shown(element.text)}".rstrip()
        for child in children:
            yield from _lines(child, indent + "  ")
            if _shown(child.tail):
                yield f"{indent}  {_shown(child.tail)}"


def _opening(element: HtmlElement) -> str:
    classes = "".join(f".{one}" for one in str(element.get("class") or "").split())
    name = f"#{element.get('id')}" if element.get("id") else ""
    others = [
        f" {key!s}={_short(str(value))}" if value else f" {key!s}"
        for key, value in element.attrib.items()
        if key not in ("class", "id", "data-row")
    ]
    return f"{element.tag!s}{classes}{name}{''.join(others)}"


def _inline(element: HtmlElement) -> str:
    """The content of an element in one line."""
    texts = [_shown(element.text)]
    for child in element:
        inner, tail = _inline(child), _shown(child.tail)
        texts.append(f"<{_opening(child)}>{inner}{'</>' if inner else ''}{tail}")
    return "".join(texts)


def _shown(text: str | None) -> str:
    if not text or ("\n" in text and text.isspace()):
        return ""
    text = text.replace("\n", "↵").replace("\t", "→")
    return text if len(text) <= 200 else f"{text[:30]}… ({len(text)} characters)"


def _short(value: str) -> str:
    value = re.sub(r"'sha256-[^']+'", "'sha256-…'", value)
    if value.startswith("data:"):
        value = f"{value[:30]}…"
    return f"“{value}”" if " " in value else value
