"""A document cut into the files of a book: e-readers open a book a file at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bilingual.model import Block, BlockKind, Part
from bilingual.writers.content import Item, Row, rows_of

_LONGEST = 100_000
"""Characters of a file; older devices take long to lay out more."""


def split_chapters(items: Sequence[Item]) -> Iterator[list[Item]]:
    """The items of the body, in files: each begins with a heading of the highest level that
    there are several of, or of one above it. A chapter that is too long goes on in another file,
    though not within a list or a quotation."""
    level = _chapter_level(items)
    chapter: list[Item] = []
    size = 0
    for item in items:
        begins = _is_loose_heading(item.block) and item.block.level <= level
        is_full = size > _LONGEST and not (item.block.quote_depth or _is_listed(item.block))
        if chapter and (begins or is_full):
            yield chapter
            chapter, size = [], 0
        chapter.append(item)
        size += sum(_size(row) for row in rows_of(item))
    if chapter:
        yield chapter


def is_body(item: Item) -> bool:
    """Whether an item is of the running text: no note, nor a header, footer or comment."""
    return item.block.part is Part.BODY and not item.block.note


def _chapter_level(items: Iterable[Item]) -> int:
    """1 for a book with several headings of level 1; 2 where the only one is the book's title;
    0 without headings."""
    counts = Counter(item.block.level for item in items if _is_loose_heading(item.block))
    several = [level for level, count in counts.items() if count > 1]
    return min(several, default=max(counts, default=0))


def _is_loose_heading(block: Block) -> bool:
    is_inside = block.cell is not None or block.quote_depth or _is_listed(block)
    return block.kind is BlockKind.HEADING and not is_inside


def _is_listed(block: Block) -> bool:
    return block.kind is BlockKind.LIST_ITEM or block.list_depth > 0


def _size(row: Row) -> int:
    return len(row.block.text) + sum(len(span.text) for span in row.target)
