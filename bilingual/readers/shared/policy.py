"""What becomes of cells, and of the headers and footers of pages, in every format that is read.

- A cell without text is an empty block, so that no figure moves to another column. Cells that are
  merged appear once, at their top left.
- A table that stands in a cell stays a table there (`Cell.outer`). One of a single cell is a frame:
  what is in it stands in its place.
- A header or footer that says no more than the number of the page is left out; so is one that says
  what another said, for other pages of the same document.
- Messages name a cell by its table and row, within the part of the document that the table is in.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from bilingual.formats.shown import count_of
from bilingual.model import Block, BlockKind, Cell, Part, Span, SpanKind

EMPTY_CELL = Block()
"""What stands for a cell without text; walks give it its place."""

_ROMAN = frozenset("ivxlcIVXLC")


def cell_locator(cell: Cell, within: str = "") -> str:
    """Where a cell is, for messages: ``table 2, row 3``, or ``note 1, table 2, row 3``."""
    place = f"table {cell.table + 1}, row {cell.row + 1}"
    return f"{within}, {place}" if within else place


def cell_within(cell: Cell | None, tables: int, outer: Cell | None) -> Cell | None:
    """Where a block of a text stands in the document around that text: ``tables`` have come before
    it, and it stands in the cell ``outer``, if any."""
    if cell is None:
        return outer
    return replace(cell, table=cell.table + tables, outer=cell_within(cell.outer, tables, outer))


def without_frames(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those of tables of a single cell set free: they stand where the table did."""
    places: dict[int, set[tuple[int, int]]] = {}
    for block in blocks:
        for cell in block.cell.path if block.cell else ():
            places.setdefault(cell.table, set()).add((cell.row, cell.column))
    frames = {table for table, cells in places.items() if len(cells) == 1}
    kept = []
    for block in blocks:
        if block.cell and block.cell.table in frames and _is_empty(block):
            continue
        kept.append(replace(block, cell=_freed(block.cell, frames)))
    return kept if frames else list(blocks)


def _freed(cell: Cell | None, frames: Collection[int]) -> Cell | None:
    if cell is None:
        return None
    outer = _freed(cell.outer, frames)
    return outer if cell.table in frames else replace(cell, outer=outer)


def _is_empty(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and not block.spans


def count_hidden(text: str) -> int:
    """How many characters hidden text is said to have: white space is none."""
    return sum(not character.isspace() for character in text)


def hidden_remark(characters: int, places: int = 0) -> str:
    """What is said of hidden text that is left out."""
    counted = [count_of(characters, "character")]
    counted += [count_of(places, "place")] if places else []
    return f"Hidden text is left out: {' in '.join(counted)} (--hidden takes it along)."


def says_something(spans: Sequence[Span]) -> bool:
    """Whether a line of a header says more than ``- 1 -`` or ``iv`` do: it has words outside of
    fields, or a picture."""
    return any(
        span.kind is not SpanKind.RAW and (span.is_opaque or _has_words(span.text))
        for span in spans
    )


def _has_words(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return not _ROMAN.issuperset(letters)


def worth_reading(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of one header or footer, less those that say nothing. The cells of a table keep
    their places, as empty blocks, unless none of them says anything."""
    shown = {block.cell for block in blocks if block.cell and says_something(block.spans)}
    tables = {cell.table for cell in shown}
    kept: list[Block] = []
    for block in blocks:
        if says_something(block.spans):
            kept.append(block)
        elif block.cell and block.cell.table in tables and block.cell not in shown:
            shown.add(block.cell)
            kept.append(replace(block, spans=(), element=""))
    return kept


@dataclass(slots=True)
class PageParts:
    """The headers and footers of a document, each once: styles of pages repeat them."""

    _seen: set[tuple[Part, tuple[str, ...]]] = field(default_factory=set)

    def take(self, part: Part, blocks: Sequence[Block]) -> list[Block]:
        """What is `worth_reading` of a header or footer that no other has said."""
        kept = worth_reading(blocks)
        said = (part, tuple(block.text for block in kept))
        is_new = said not in self._seen
        self._seen.add(said)
        return kept if is_new else []
