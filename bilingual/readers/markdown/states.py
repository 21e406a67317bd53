"""What a walk through Markdown is in the midst of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class ListItemState:
    """A list item that is open; its marker belongs to its first block."""

    marker: str
    is_new: bool = True


@dataclass(slots=True)
class NoteState:
    """A footnote that is open, and what the walk stood in outside of it."""

    name: str
    outer: tuple[list[ListItemState], int]
