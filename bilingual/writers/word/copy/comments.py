"""What checks found, as Word comments on the sentences concerned."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from bilingual.formats.word.elements import run, w
from bilingual.formats.word.names import Element, attribute, number, qualified
from bilingual.model import Span
from bilingual.spans import cut_spans
from bilingual.writers.content import Remark
from bilingual.writers.word.copy.package import SourcePackage

_COMMENTED = ("w:comment", "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")


class Comments:
    """The comments of a document, to be added to."""

    def __init__(self, package: SourcePackage, moment: str) -> None:
        self._package = package
        self._moment = moment
        self._root: Element | None = None
        self._next = 0

    def around(self, spans: Sequence[Span], remarks: Iterable[Remark]) -> list[Span | Element]:
        """A translation with comments on those of its sentences that there are remarks on."""
        waiting = deque(remarks)
        places = {place for remark in waiting for place in (remark.start, remark.stop)}
        pieces: list[Span | Element] = []
        closing: list[Element] = []
        stop = 0
        for start, span in cut_spans(spans, places):
            if start >= stop:
                pieces, closing = [*pieces, *closing], []
            while waiting and waiting[0].start <= start:
                stop = waiting[0].stop
                opened, closed = self._comment(waiting.popleft().messages)
                pieces += [*closing, opened]
                closing = closed
            pieces.append(span)
        for remark in waiting:  # on sentences without a translation
            opened, closed = self._comment(remark.messages)
            pieces, closing = [*pieces, *closing, opened], closed
        return [*pieces, *closing]

    def _comment(self, messages: Sequence[str]) -> tuple[Element, list[Element]]:
        """A new comment: what stands before the sentence, and what stands after it."""
        root = self._opened()
        name = str(self._next)
        self._next += 1
        texts = [w("p", run(message)) for message in messages]
        root.append(
            w("comment", *texts, id=name, author="bilingual", date=self._moment, initials="b")
        )
        end, reference = w("commentRangeEnd", id=name), w("commentReference", id=name)
        return w("commentRangeStart", id=name), [end, w("r", reference)]

    def _opened(self) -> Element:
        if self._root is None:
            package = self._package
            part = package.related(package.main, "comments") or package.add_comments(w("comments"))
            self._root = package.root(part)
            notes = max(_numbers(map(self._notes, ("footnote", "endnote"))), default=-1)
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
