"""Paragraphs, lists and quotations one under the other, as real Markdown.

Blank lines alone do not keep things apart in Markdown: a list goes on after one, and what
belongs to an item must be moved in under it. `Flow` keeps account of both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bilingual.model import Block

SEPARATOR = "<!-- -->"
"""An empty comment: it ends a list, and fills an item that has no text."""
_BULLETS = frozenset("•◦▪■□●○·‣-*+")
_TASKS = frozenset({"[ ]", "[x]", "[X]"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A list item that can still take paragraphs and items under it."""

    level: int
    offset: int
    """Column of its text."""
    delimiter: str
    """``-`` for bullets; ``.`` or ``)`` after numbers."""
    number: int


def is_shown_by_list(marker: str) -> bool:
    """Whether a Markdown list can draw this marker; others stand in the item's text."""
    return marker in _BULLETS or marker in _TASKS or bool(_numbered(marker))


class Flow:
    """A growing Markdown text."""

    def __init__(self) -> None:
        self._chunks: list[tuple[int, str]] = []
        """Each with the depth of quotation it stands in."""
        self._items: list[_Item] = []

    def add(self, text: str, *, quote_depth: int = 0) -> None:
        """A paragraph, or anything else that stands by itself, outside of lists."""
        self._items.clear()
        self._append(text, quote_depth, 0)

    def add_item(self, block: Block, paragraphs: Sequence[str]) -> None:
        """A list item of one or more paragraphs, or more paragraphs of the item before."""
        self._leave_other_quotation(block.quote_depth)
        while self._items and self._items[-1].level > block.level:
            self._items.pop()
        first, rest = [*paragraphs, SEPARATOR][0], paragraphs[1:]
        if block.marker:
            first = self._open_item(block) + first
            self._append(first, block.quote_depth, self._parent_offset(), hanging=self._offset())
        elif paragraphs:
            self._append(first, block.quote_depth, self._offset())
        for paragraph in rest:
            self._append(paragraph, block.quote_depth, self._offset())

    def text(self) -> str:
        """All of it, with blank lines between."""
        lines: list[str] = []
        for number, (depth, chunk) in enumerate(self._chunks):
            if number:
                shared = min(depth, self._chunks[number - 1][0])
                lines.append(("> " * shared).rstrip())
            prefix = "> " * depth
            lines += [prefix + line if line else prefix.rstrip() for line in chunk.split("\n")]
        return "\n".join(lines)

    def _open_item(self, block: Block) -> str:
        """Enter an item; its marker as Markdown writes it."""
        parent = self._items[-1] if self._items else None
        before = None
        if parent and parent.level == block.level:
            before = self._items.pop()
        number = _numbered(block.marker)
        delimiter = block.marker[-1] if number else "-"
        bullet = block.marker if number else "-"
        value = int(number) if number else 0
        start = self._offset()
        if before and before.delimiter == delimiter and number and value != before.number + 1:
            self._append(SEPARATOR, block.quote_depth, start)
        offset = start + len(bullet) + 1
        self._items.append(
            _Item(level=block.level, offset=offset, delimiter=delimiter, number=value)
        )
        task = f"{block.marker} " if block.marker in _TASKS else ""
        return f"{bullet} {task}"

    def _offset(self) -> int:
        return self._items[-1].offset if self._items else 0

    def _parent_offset(self) -> int:
        return self._items[-2].offset if len(self._items) > 1 else 0

    def _leave_other_quotation(self, depth: int) -> None:
        if self._chunks and self._chunks[-1][0] != depth:
            self._items.clear()

    def _append(self, text: str, depth: int, offset: int, *, hanging: int | None = None) -> None:
        first, *others = text.split("\n")
        margin = " " * (offset if hanging is None else hanging)
        self._chunks.append(
            (depth, "\n".join([" " * offset + first, *(margin + line for line in others)]))
        )


def _numbered(marker: str) -> str:
    match = re.fullmatch(r"([0-9]{1,9})[.)]", marker)
    return match[1] if match else ""
