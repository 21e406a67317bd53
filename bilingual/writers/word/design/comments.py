"""What checks found, as Word comments on the sentences concerned."""

from __future__ import annotations

from bilingual.formats.word.elements import Element, paragraph, run, style_id, w
from bilingual.writers.content import Remark

_AUTHOR, _INITIALS = "bilingual", "b"


class Comments:
    """The comments of a document, gathered while it is written."""

    def __init__(self, moment: str, *, first: int = 0) -> None:
        self._moment = moment
        self._first = first
        self._comments: list[Element] = []

    def __len__(self) -> int:
        return len(self._comments)

    def open(self, remark: Remark) -> tuple[Element, list[Element]]:
        """A new comment: what stands before the sentence, and what stands after it."""
        number = self._first + len(self._comments)
        texts = [paragraph("annotation text", run(message)) for message in remark.messages]
        texts[0].insert(1, _marked(w("annotationRef")))
        self._comments.append(
            w(
                "comment",
                *texts,
                id=number,
                author=_AUTHOR,
                date=self._moment,
                initials=_INITIALS,
            )
        )
        reference = _marked(w("commentReference", id=number))
        return w("commentRangeStart", id=number), [w("commentRangeEnd", id=number), reference]

    def element(self) -> Element:
        """The root of ``comments.xml``."""
        return w("comments", *self._comments)


def _marked(mark: Element) -> Element:
    return w("r", w("rPr", w("rStyle", val=style_id("annotation reference"))), mark)
