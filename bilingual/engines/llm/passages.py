"""Passages: what a model is asked for at once. A paragraph, or a part of a long one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bilingual.engines.base import Paragraph, Request
from bilingual.model import BlockKind

_MOST_SENTENCES = 8
_MOST_CHARACTERS = 400
"""A small model that gets more leaves sentences out. One sentence may be longer."""
SHOWN = 3
"""Sentences before a passage that come along."""

Pairs = tuple[tuple[str, str], ...]
"""Sentences with their translations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Sentences of one paragraph, to be translated together, and what stands around them."""

    sentences: tuple[str, ...]
    kind: BlockKind = BlockKind.PARAGRAPH
    title: str = ""
    before: tuple[str, ...] = ()
    """The sentences before that have no translation to be shown."""
    pairs: Pairs = ()
    """The sentences right before, with their translations."""
    terms: Pairs = ()
    """Terms with their renderings."""
    is_retry: bool = False
    """Whether the model went wrong with it before, so that other settings may do better."""

    @property
    def size(self) -> int:
        """Characters to translate."""
        return sum(map(len, self.sentences))


def passage_of(request: Request, *, is_retry: bool = False) -> Passage:
    """The text of ``request`` by itself, with what stands before it."""
    paragraph = request.paragraph
    if paragraph is None:
        return Passage(sentences=(request.text,), terms=request.terms, is_retry=is_retry)
    own = paragraph.sentences
    place = own.index(request.text) if request.text in own else 0
    return replace(
        _start(paragraph),
        sentences=(request.text,),
        before=(*_start(paragraph).before, *own[:place])[-SHOWN:],
        terms=request.terms,
        is_retry=is_retry,
    )


def passages_of(
    paragraph: Paragraph, ask: Callable[[Passage], Sequence[str]], *, is_single: bool
) -> dict[str, str]:
    """The translation of each sentence of ``paragraph``, as ``ask`` answers its passages in order:
    each is shown the translations of those before it. Sentences one by one if ``is_single``.

    Equal sentences have the answer of the first.
    """
    answers: dict[str, str] = {}
    passage = _start(paragraph)
    for sentences in cut(paragraph.sentences, is_single=is_single):
        terms = tuple(term for term in paragraph.terms if any(term[0] in s for s in sentences))
        passage = replace(passage, sentences=sentences, terms=terms)
        new = tuple(zip(sentences, ask(passage), strict=True))
        for sentence, answer in new:
            answers.setdefault(sentence, answer)
        shown = (*passage.pairs, *(pair for pair in new if pair[1]))
        passage = replace(passage, before=(), pairs=shown[-SHOWN:])
    return answers


def _start(paragraph: Paragraph) -> Passage:
    """What stands before the paragraph, and no sentences yet."""
    known = {source for source, _ in paragraph.pairs}
    return Passage(
        sentences=(),
        kind=paragraph.kind,
        title=paragraph.title,
        before=tuple(sentence for sentence in paragraph.before if sentence not in known),
        pairs=paragraph.pairs,
    )


def cut(sentences: Sequence[str], *, is_single: bool = False) -> Iterator[tuple[str, ...]]:
    """A paragraph's sentences in passages; one by one if ``is_single``."""
    passage, size = list[str](), 0
    for sentence in sentences:
        is_full = len(passage) == _MOST_SENTENCES or size + len(sentence) > _MOST_CHARACTERS
        if passage and (is_full or is_single):
            yield tuple(passage)
            passage, size = [], 0
        passage.append(sentence)
        size += len(sentence)
    if passage:
        yield tuple(passage)
