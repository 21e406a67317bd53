"""Units: the sentences of a document, as they are compared with those of its translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bilingual.chinese.characters import HAN
from bilingual.chinese.edits import Range
from bilingual.model import OPAQUE_KINDS, Block
from bilingual.normalize import fixed_ranges
from bilingual.translate.glossary import Glossary
from bilingual.translate.sentence_pairs import chinese_sentences, english_sentences

_LETTERS_A_CHARACTER = 4.94
"""English characters for a Chinese one: mean of 22,551 pairs of sentences of this project."""
_HAN = re.compile(f"[{HAN}]")
_OTHER = re.compile(r"[A-Za-z0-9]")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_STEM = 6
"""Letters of a word that are compared, so that ``develops`` and ``development`` are one."""
_WHOLE = 1_000_000_000
"""Longer than any sentence: none is cut to fit a model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence, a heading, a block of code."""

    block: int
    """The index of its block."""
    place: Range
    """Where in the block's text it stands."""
    text: str
    size: float
    """How many English characters it is, or may be expected to be."""
    shape: str = ""
    """What stands against what: ``heading``, ``list-item``, ``cell``, ``code``; empty for text."""
    cell: tuple[int, int] | None = None
    """Row and column in a table."""
    is_first: bool = False
    """Whether its block begins with it."""
    words: Mapping[str, int] = field(default_factory=dict, repr=False)
    """English words, cut to stems, and figures that it has, or that its translation has."""


def source_units(
    blocks: Sequence[Block], translate: Callable[[Sequence[str]], Sequence[str]], terms: Glossary
) -> list[Unit]:
    """The units of a Chinese document. ``translate`` is asked once for all sentences, to compare
    what it says with what people wrote; figures, Latin words and ``terms`` count in any case."""
    places = [(index, place) for index, block in enumerate(blocks) for place in _chinese(block)]
    texts = [blocks[index].text[slice(*place)] for index, place in places]
    told = translate(texts)
    units = []
    for (index, place), text, translated in zip(places, texts, told, strict=True):
        sure = _counted(text)
        for hit in terms.find(text):
            sure |= Counter(words_of(hit.term.target))
        size = len(_HAN.findall(text)) * _LETTERS_A_CHARACTER + len(_OTHER.findall(text))
        units.append(_unit(blocks, index, place, size, sure | _counted(translated)))
    return units


def target_units(blocks: Sequence[Block]) -> list[Unit]:
    """The units of an English document."""
    return [
        _unit(blocks, index, (start, stop), stop - start, Counter(words_of(block.text[start:stop])))
        for index, block in enumerate(blocks)
        for start, stop in _english(block)
    ]


def words_of(text: str) -> Iterator[str]:
    """The words of an English text, cut to stems, and its figures without commas."""
    for word in _WORD.findall(text.lower()):
        yield word.replace(",", "") if word[0].isdigit() else word[:_STEM]


def _counted(text: str) -> Counter[str]:
    return Counter(words_of(_HAN.sub(" ", text)))


def _chinese(block: Block) -> Iterator[Range]:
    if block.kind in OPAQUE_KINDS or not block.text.strip():
        yield from _whole(block)
    else:
        fixed = fixed_ranges(block.spans)
        yield from chinese_sentences(block.text, limit=_WHOLE, fixed=fixed)


def _english(block: Block) -> Iterator[Range]:
    if block.kind in OPAQUE_KINDS or not block.text.strip():
        yield from _whole(block)
    else:
        yield from english_sentences(block.text)


def _whole(block: Block) -> Iterator[Range]:
    if block.text.strip():
        yield 0, len(block.text)


def _unit(
    blocks: Sequence[Block], index: int, place: Range, size: float, words: Mapping[str, int]
) -> Unit:
    block = blocks[index]
    return Unit(
        block=index,
        place=place,
        text=block.text[slice(*place)],
        size=max(size, 1.0),
        shape=_shape(block),
        cell=(block.cell.row, block.cell.column) if block.cell else None,
        is_first=place[0] == 0,
        words=words,
    )


def _shape(block: Block) -> str:
    if block.cell:
        return "cell"
    return "" if block.kind == "paragraph" else str(block.kind)
