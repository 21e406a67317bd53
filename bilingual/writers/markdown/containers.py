"""Paragraphs, lists and quotations one under the other, as real Markdown.

Blank lines alone do not keep things apart in Markdown: a list goes on after one, and what
belongs to an item must be moved in under it. `Flow` keeps account of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bilingual.formats.markers import BULLET_SIGNS, CONTAINER_SIGNS, DEFINITION
from bilingual.model import Block

SEPARATOR = "<!-- -->"
"""An empty comment: it ends a list, and fills a task or definition without text."""
_BULLETS = BULLET_SIGNS | frozenset("-*+")
_TASK = re.compile(r"\[[ xX]\]")
_ALERT = re.compile(r"\[![A-Za-z][\w-]*\][+-]?")
"""First line of an alert of GitHub or a callout of Obsidian; the text must go on right below."""
_OUTSIDE = Block()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Container:
    """A quotation or a list item that can still take more."""

    prefix: str
    """Of the lines in it."""
    level: int = 0
    """List items: nesting depth."""
    delimiter: str = ""
    """List items: ``-`` for bullets; ``.`` or ``)`` after numbers; ``:`` for definitions."""
    number: int = 0

    @property
    def is_quotation(self) -> bool:
        return not self.level


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chunk:
    """A paragraph or other block, and what it stands in."""

    text: str
    containers: tuple[_Container, ...]
    marker: str = ""
    """In place of the last container's prefix, on the first line."""
    is_close: bool = False
    """Whether no blank line stands before it."""

    def lines(self) -> Iterator[str]:
        prefix = "".join(container.prefix for container in self.containers)
        first, *others = self.text.split("\n")
        if self.marker:
            around = "".join(container.prefix for container in self.containers[:-1])
            yield f"{around}{self.marker}{first}".rstrip(" ")
        else:
            yield prefix + first if first else prefix.rstrip()
        for line in others:
            yield prefix + line if line else prefix.rstrip()


@dataclass(frozen=True, slots=True)
class _Marker:
    """A list item's marker as Markdown writes it."""

    sign: str
    """``-``, ``3.``, ``:``, or the line that opens a box."""
    box: str = ""
    """``[ ]`` or ``[x]``."""

    @property
    def number(self) -> int:
        digits = self.sign[:-1]
        return int(digits) if digits.isdecimal() else 0

    @property
    def opens_box(self) -> bool:
        return self.sign.startswith(CONTAINER_SIGNS)

    @property
    def indent(self) -> int:
        """Of what stands below the marker, in columns."""
        return 4 if self.opens_box else len(self.sign) + 1


def _read_marker(marker: str) -> _Marker | None:
    if marker.startswith(CONTAINER_SIGNS):
        return _Marker(marker)
    sign, _, box = marker.partition(" ") if not _TASK.fullmatch(marker) else ("-", "", marker)
    if box and not _TASK.fullmatch(box):
        return None
    if sign in _BULLETS:
        sign = "-"
    is_known = sign in ("-", DEFINITION) or re.fullmatch(r"(0|[1-9][0-9]{0,8})[.)]", sign)
    return _Marker(sign, box) if is_known else None


def is_shown_by_list(marker: str) -> bool:
    """Whether a Markdown list can draw this marker; others stand in the item's text."""
    return _read_marker(marker) is not None


class Flow:
    """A growing Markdown text. In a tight one, no blank lines stand between the items of a list
    that have one paragraph each."""

    def __init__(self, *, is_tight: bool = False) -> None:
        self._is_tight = is_tight
        self._chunks: list[_Chunk] = []
        self._open: list[_Container] = []

    def add(self, text: str, block: Block = _OUTSIDE) -> None:
        """A paragraph or anything else, in the quotation and the list item of its block."""
        self._begin_quotations(block)
        self._enter(block.quote_depth, block.list_depth)
        self._append(text)

    def add_item(self, block: Block, paragraphs: Sequence[str]) -> None:
        """A list item of one or more paragraphs, or more paragraphs of the item before."""
        self._begin_quotations(block)
        rest = list(paragraphs)
        if block.marker:
            self._open_item(block, rest.pop(0) if rest else "")
        else:
            self._enter(block.quote_depth, block.level)
            self._fill_item()
        for paragraph in rest:
            self._append(paragraph)

    def text(self) -> str:
        """All of it, with blank lines between."""
        if not self._chunks:
            return ""
        lines = [*self._chunks[0].lines()]
        for before, chunk in pairwise(self._chunks):
            if not chunk.is_close:
                lines.append(_shared_prefix(before, chunk).rstrip())
            lines += chunk.lines()
        return "\n".join(lines)

    def _begin_quotations(self, block: Block) -> None:
        """Close what is open of quotations in whose places the block begins others."""
        while block.quote_start and self._quote_depth() >= block.quote_start:
            self._open.pop()

    def _enter(self, quote_depth: int, level: int) -> _Container | None:
        """Close and open containers until those are open that hold a block of this depth: so
        many quotations, and list items down to ``level``. Returns the last one closed, which an
        item that is opened now may follow in one list; None after a quotation was opened.

        With ``> 1. a`` open, which is a quotation and, in it, an item of level 1:

        * ``_enter(1, 1)`` changes nothing: a further paragraph of the item comes.
        * ``_enter(1, 0)`` closes the item and returns it: ``> 2. b`` may come.
        * ``_enter(0, 0)`` closes item and quotation and returns the quotation.
        * ``_enter(2, 1)`` opens a quotation in the item: ``>    > b`` comes.
        """
        closed = None
        while self._quote_depth() > quote_depth or any(one.level > level for one in self._open):
            closed = self._open.pop()
        missing = quote_depth - self._quote_depth()
        self._open += (_Container(prefix="> ") for _ in range(missing))
        return None if missing else closed

    def _quote_depth(self) -> int:
        return sum(one.is_quotation for one in self._open)

    def _open_item(self, block: Block, text: str) -> None:
        marker = _read_marker(block.marker) or _Marker("-")
        before = self._enter(block.quote_depth, block.level - 1)
        delimiter, number = marker.sign[-1], marker.number
        is_next = before is not None and before.delimiter == delimiter
        if before and is_next and number and number != before.number + 1:
            self._append(SEPARATOR)
            is_next = False
        parent = self._open[-1] if self._open else None
        self._open.append(
            _Container(
                prefix=" " * marker.indent,
                level=block.level,
                delimiter=delimiter,
                number=number,
            )
        )
        is_nested = parent is not None and not parent.is_quotation and number <= 1
        is_close = self._is_tight and bool(text) and self._ends_with_item()
        box = f"{marker.box} " if marker.box else ""
        self._append(
            text or (SEPARATOR if box or delimiter == DEFINITION else ""),
            marker=f"{marker.sign} {box}",
            is_close=is_close and (is_next or is_nested),
        )

    def _fill_item(self) -> None:
        """An item without a text, so that the next paragraph does not become it."""
        last = self._chunks[-1] if self._chunks else None
        is_empty = last is not None and bool(last.marker) and not last.text
        if last and is_empty and last.containers == tuple(self._open):
            if last.marker.startswith(CONTAINER_SIGNS):
                return
            self._chunks[-1] = replace(last, text=SEPARATOR)

    def _ends_with_item(self) -> bool:
        return bool(self._chunks) and bool(self._chunks[-1].marker)

    def _append(self, text: str, *, marker: str = "", is_close: bool = False) -> None:
        containers = tuple(self._open)
        last = self._chunks[-1] if self._chunks else None
        if last and last.marker and not last.text and last.containers[-1] in containers:
            is_close = True  # after a blank line, it would stand outside of the empty item
        if last and last.containers == containers and _ALERT.fullmatch(last.text):
            is_close = True
        self._chunks.append(
            _Chunk(text=text, containers=containers, marker=marker, is_close=is_close)
        )


def _shared_prefix(one: _Chunk, other: _Chunk) -> str:
    """What goes on from one chunk into the other."""
    prefix = ""
    for left, right in zip(one.containers, other.containers, strict=False):
        if left is not right:
            break
        prefix += left.prefix
    return prefix
