"""What checks found, as Word comments on the sentences concerned."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.model import Span
from bilingual.spans import cut_spans
from bilingual.writers.content import Remark

AUTHOR = "bilingual"
"""Of the comments that say what checks found."""
_INITIALS = "b"

OpenComment: TypeAlias = Callable[[Remark], tuple[Element, list[Element]]]
"""Makes a comment: what stands before its sentence, and what stands after it."""


def new_comment(number: int, moment: str, paragraphs: Iterable[Element]) -> Element:
    """A comment of ours, for the root of ``comments.xml``."""
    return w("comment", *paragraphs, id=number, author=AUTHOR, date=moment, initials=_INITIALS)


def range_marks(number: int) -> tuple[Element, Element]:
    """The marks around what a comment is on."""
    return w("commentRangeStart", id=number), w("commentRangeEnd", id=number)


def commented(
    spans: Iterable[Span], remarks: Iterable[Remark], open_comment: OpenComment
) -> Iterator[Span | Element]:
    """A translation with comments on those of its sentences that there are remarks on.

    One remark on the second of two sentences gives: the span of the first, a start mark, the span
    of the second, an end mark and the reference. Remarks on sentences without any translation
    stand where these would.
    """
    waiting = deque(remarks)
    closing: list[Element] = []
    stop = 0
    places = {place for remark in waiting for place in (remark.start, remark.stop)}
    for start, span in cut_spans(spans, places):
        if start >= stop:
            yield from closing
            closing = []
        while waiting and waiting[0].start <= start:
            yield from closing
            stop = waiting[0].stop
            opening, closing = open_comment(waiting.popleft())
            yield opening
            if start >= stop:  # a sentence without any translation
                yield from closing
                closing = []
        yield span
    yield from closing
    for remark in waiting:
        opening, closing = open_comment(remark)
        yield opening
        yield from closing
