"""The comments of a document of our own design."""

from __future__ import annotations

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.formats.word.paragraphs import paragraph, run, styled_run
from bilingual.formats.word.style_names import COMMENT_REFERENCE, COMMENT_TEXT
from bilingual.writers.content import Remark
from bilingual.writers.word.comments import new_comment, range_marks


class NewComments:
    """The comments, gathered while the document is written."""

    def __init__(self, moment: str, *, first: int = 0) -> None:
        self._moment = moment
        self._first = first
        self._comments: list[Element] = []

    def __len__(self) -> int:
        return len(self._comments)

    def open(self, remark: Remark) -> tuple[Element, list[Element]]:
        """A new comment: what stands before the sentence, and what stands after it."""
        number = self._first + len(self._comments)
        texts = [paragraph(COMMENT_TEXT, run(message)) for message in remark.messages]
        texts[0].insert(1, styled_run(COMMENT_REFERENCE, w("annotationRef")))
        self._comments.append(new_comment(number, self._moment, texts))
        start, end = range_marks(number)
        reference = styled_run(COMMENT_REFERENCE, w("commentReference", id=number))
        return start, [end, reference]

    def element(self) -> Element:
        """The root of ``comments.xml``."""
        return w("comments", *self._comments)
