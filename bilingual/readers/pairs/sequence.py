"""Texts one after the other, the Chinese before its translation: which belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bilingual.readers.pairs.texts import TextPair, has_words, is_answer, is_chinese, split_heading


class Side(Enum):
    """Which of the two texts a paragraph is, as far as its document says so."""

    SOURCE = "source"
    TARGET = "target"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph of a document of two languages."""

    text: str
    side: Side = Side.UNKNOWN
    is_heading: bool = False
    id: str = ""
    line: int = 0

    @property
    def is_source(self) -> bool:
        """Whether it is what is translated; told by its content where its side is not known."""
        is_known = self.side is not Side.UNKNOWN
        return self.side is Side.SOURCE if is_known else is_chinese(self.text)

    def answers(self, source: Text) -> bool:
        """Whether it can be the translation of ``source``, which stands before it."""
        if self.side is not Side.UNKNOWN:
            return self.side is Side.TARGET and source.side is Side.SOURCE
        return is_answer(self.text, source.text) and self.is_heading <= source.is_heading

    def pair(self, source: str, target: str) -> TextPair:
        """A pair that begins with this text."""
        return TextPair(
            source=source, target=target, id=self.id, line=self.line, is_heading=self.is_heading
        )


def pair_sequence(texts: Sequence[Text]) -> Iterator[TextPair]:
    """Each Chinese text with the one after it, if that answers to it; else with nothing. Headings
    may have both languages in one."""
    waiting = iter([*texts, None])
    text = next(waiting)
    while text is not None:
        following = next(waiting)
        halves = split_heading(text.text) if text.is_heading else None
        if halves:
            yield text.pair(*halves)
        elif text.is_source and following and following.answers(text):
            yield text.pair(text.text, following.text)
            following = next(waiting)
        elif is_chinese(text.text):
            # Our documents show once, as a target, what is the same in both.
            is_same = text.side is Side.TARGET
            yield text.pair(text.text, text.text if is_same else "")
        text = following


def are_alternating(pairs: Iterable[TextPair]) -> bool:
    """Whether most Chinese texts have a translation after them, so that they stand in a document of
    two languages, and not in one that happens to have words of both."""
    have = [bool(pair.target) for pair in pairs if has_words(pair.source)]
    return any(have) and sum(have) >= 0.6 * len(have)
