"""HTML as text of a type of its own: what a document says is escaped where it becomes `Html`."""

from __future__ import annotations

import html
from typing import NewType

from bilingual.formats.html.tags import VOID
from bilingual.formats.shown import printable

Html = NewType("Html", str)

NOTHING = Html("")


def text(value: str) -> Html:
    """Characters; ``\\n`` is a line break."""
    return Html(html.escape(printable(value), quote=False).replace("\n", "<br>"))


def verbatim(value: str) -> Html:
    """Characters that keep their line ends, for ``pre`` and for ``title``."""
    return Html(html.escape(printable(value), quote=False))


def element(tag: str, *content: Html, **attributes: str | int | None) -> Html:
    """An element. Of attributes' names, ``_`` is a hyphen and one at the end is left out
    (``class_``); attributes that are None are left out."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{html.escape(printable(str(value)))}"'
        for name, value in attributes.items()
        if value is not None
    )
    if tag in VOID:
        return Html(f"<{tag}{written}>")
    return Html(f"<{tag}{written}>{''.join(content)}</{tag}>")


def lines(*content: Html) -> Html:
    """Elements on lines of their own; empty ones are left out."""
    return Html("\n".join(filter(None, content)))
