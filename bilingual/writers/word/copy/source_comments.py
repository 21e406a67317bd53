"""Comments added to those that the source has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element, attribute, number, qualified
from bilingual.formats.word.notes import NOTE_KINDS
from bilingual.formats.word.paragraphs import run
from bilingual.writers.content import Remark
from bilingual.writers.word.comments import new_comment, range_marks
from bilingual.writers.word.copy.source_package import SourcePackage

_COMMENTED = ("w:comment", "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")


class SourceComments:
    """The comments of a document, to be added to."""

    def __init__(self, package: SourcePackage, moment: str) -> None:
        self._package = package
        self._moment = moment
        self._root: Element | None = None
        self._next = 0

    def open(self, remark: Remark) -> tuple[Element, list[Element]]:
        """A new comment: what stands before the sentence, and what stands after it."""
        root = self._opened()
        number = self._next
        self._next += 1
        texts = [w("p", run(message)) for message in remark.messages]
        root.append(new_comment(number, self._moment, texts))
        start, end = range_marks(number)
        return start, [end, w("r", w("commentReference", id=number))]

    def _opened(self) -> Element:
        if self._root is None:
            package = self._package
            part = package.related(package.main, "comments") or package.add_comments(w("comments"))
            self._root = package.root(part)
            notes = max(_numbers(map(self._notes, NOTE_KINDS)), default=-1)
            own = list(_numbers([self._root]))
            if own and min(own) <= notes:
                for one in (self._root, package.root(package.main)):
                    _renumber(one, notes + 1)
            self._next = max(notes, *_numbers([self._root]), -1) + 1
        return self._root

    def _notes(self, kind: str) -> Element | None:
        part = self._package.related(self._package.main, f"{kind}s")
        return self._package.seen(part) if part else None


def _numbers(roots: Iterable[Element | None]) -> Iterator[int]:
    for root in roots:
        for one in root if root is not None else ():
            yield number(attribute(one, "w:id"), 0)


def _renumber(root: Element, by: int) -> None:
    """LibreOffice 7.4 shows the wrong footnotes, or none, where comments have their numbers."""
    for one in root.iter(*map(qualified, _COMMENTED)):
        one.set(qualified("w:id"), str(number(attribute(one, "w:id"), 0) + by))
