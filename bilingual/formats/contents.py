"""Entries of a table of contents: number, title and page, with tabs between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bilingual.model import Span

_PIECE = re.compile(r"[^\t]*\t|[^\t]+")
_PAGE = re.compile(r"\d+|[ivxlc]+", re.IGNORECASE)


def entry_pieces(text: str) -> list[str]:
    r"""What tabs part; joined, the pieces are the text.

    >>> entry_pieces("1.1\t引言\t3")
    ['1.1\t', '引言\t', '3']
    """
    return _PIECE.findall(text)


def has_page(pieces: Sequence[str]) -> bool:
    """Whether the last piece of an entry is the number of a page."""
    return len(pieces) > 1 and _PAGE.fullmatch(pieces[-1].strip()) is not None


def on_one_line(spans: Sequence[Span]) -> tuple[Span, ...]:
    """An entry with one tab at most, before its page; a number is set apart from its title by a
    space. At each tab, a layout whose tab stop is at the end of the line would begin a new one."""
    text = "".join(span.text for span in spans)
    end = text.rfind("\t") if has_page(entry_pieces(text)) else len(text)
    changed, at = [], 0
    for span in spans:
        before = max(end - at, 0)
        at += len(span.text)
        shown = span.text[:before].replace("\t", "\N{EN SPACE}") + span.text[before:]
        changed.append(replace(span, text=shown))
    return tuple(changed)
