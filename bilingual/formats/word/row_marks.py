"""Bookmarks that name the row that a paragraph of a document belongs to.

A row has four, so that some are left however a person edits it: an empty one at the start of the
source and one around it, one around the translation and an empty one at its end. Word and
LibreOffice keep them while text is typed, moved and saved; what else they keep, and why ends of
bookmarks tell nothing, stands in docs/learning.md. Names begin with a low line, so Word's list of
bookmarks leaves them out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bilingual.formats.ledger import Half
from bilingual.formats.word.names import Element, attribute, qualified
from bilingual.formats.word.paragraphs import Bookmarks


class Mark(StrEnum):
    """Which of a row's bookmarks it is."""

    SOURCE_START = "a"
    SOURCE = "s"
    TARGET = "t"
    TARGET_END = "z"


_WEIGHTS = {Mark.SOURCE_START: 3.0, Mark.SOURCE: 2.0, Mark.TARGET: 2.0, Mark.TARGET_END: 2.0}
_COPIED = 0.6
"""What the bookmark of a copy weighs beside one of the original."""
_NAME = re.compile(r"_bl_([0-9a-f]{8}(?:_[1-9]\d*)?)_([astz])((?:_Copy_\d+)*)")
_ID = re.compile(r"[0-9a-f]{8}(?:-[1-9]\d*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What a bookmark says of the paragraph that it starts in."""

    id: str
    """The row's, see `Block.id`."""
    mark: Mark
    is_copied: bool

    @property
    def weight(self) -> float:
        return _WEIGHTS[self.mark] * (_COPIED if self.is_copied else 1.0)

    @property
    def half(self) -> Half:
        """The side of the row that it stands in."""
        return Half.SOURCE if self.mark in (Mark.SOURCE_START, Mark.SOURCE) else Half.TARGET


def read_vote(name: str) -> Vote | None:
    """What the name of a bookmark says; None of one that is not ours.

    ``_bl_3f2a9c1b_2_s_Copy_1`` is what LibreOffice makes of ``_bl_3f2a9c1b_2_s`` when the row is
    copied.
    """
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    return Vote(id=match[1].replace("_", "-"), mark=Mark(match[2]), is_copied=bool(match[3]))


class RowMarks:
    """Puts the bookmarks of rows around their content, each once."""

    def __init__(self, bookmarks: Bookmarks) -> None:
        self._bookmarks = bookmarks
        self._used: set[tuple[str, Half]] = set()

    def has_marked(self, id_: str) -> bool:
        """Whether some half of the row of that name is marked."""
        return any((id_, half) in self._used for half in Half)

    def around(self, id_: str, half: Half, content: Sequence[Element]) -> list[Element]:
        """The content of one half of a row with its bookmarks; as it is for a row that has no
        name fit for one, or whose half was marked before."""
        if not _ID.fullmatch(id_) or (id_, half) in self._used:
            return list(content)
        self._used.add((id_, half))
        if half is Half.SOURCE:
            start = self._bookmarks.around(_name(id_, Mark.SOURCE_START))
            return [*start, *self._bookmarks.around(_name(id_, Mark.SOURCE), *content)]
        around = self._bookmarks.around(_name(id_, Mark.TARGET), *content)
        return [*around, *self._bookmarks.around(_name(id_, Mark.TARGET_END))]


def drop_row_marks(element: Element) -> None:
    """Take our bookmarks out of what is said a second time."""
    ends = qualified("w:bookmarkEnd")
    starts = [
        one
        for one in element.iter(qualified("w:bookmarkStart"))
        if read_vote(attribute(one, "w:name"))
    ]
    numbers = {attribute(one, "w:id") for one in starts}
    for one in [*starts, *(end for end in element.iter(ends) if attribute(end, "w:id") in numbers)]:
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)


def _name(id_: str, mark: Mark) -> str:
    return f"_bl_{id_.replace('-', '_')}_{mark}"
