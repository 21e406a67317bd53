"""Glosses: rare words of a paragraph with pinyin and meaning, in a row below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bilingual.chinese.characters import has_han, is_han
from bilingual.chinese.rarity import rarity_of
from bilingual.chinese.readings import readings_of
from bilingual.formats.cedict import Dictionary, DictionaryEntry, load_dictionary
from bilingual.formats.literals import literal_ranges
from bilingual.formats.markers import GLOSS_SIGN
from bilingual.model import OPAQUE_KINDS, BilingualDocument, Block, BlockKind, Mark, Pair, Span
from bilingual.writers.options import WriteOptions

_LEAST_RARE = 13.5
"""More usual words need no gloss, however few others a paragraph has."""
_LENGTH = 70
"""Characters of a meaning."""


def with_glosses(document: BilingualDocument, options: WriteOptions) -> BilingualDocument:
    """The document with a row behind each paragraph that explains its rarest words, the first time
    that each of them comes; and with the dictionary and its licence among the remarks."""
    dictionary = load_dictionary(options.dictionary)
    told = set[str]()
    pairs = [
        row
        for pair in document.pairs
        for row in (pair, *_glosses(pair, dictionary, options.glosses, told))
    ]
    remark = f"Glosses are from {dictionary.label}."
    source = replace(document.document, remarks=(*document.document.remarks, remark))
    return replace(document, document=source, pairs=tuple(pairs))


def words_of(text: str, dictionary: Dictionary) -> Iterator[tuple[int, str]]:
    """The words of the dictionary in a text, each with its place: from the end, the longest
    first."""
    stop = len(text)
    while stop:
        start = stop - 1
        if is_han(text[start]):
            first = max(0, stop - dictionary.longest)
            start = next(
                (at for at in range(first, start) if text[at:stop] in dictionary.lines), start
            )
            yield start, text[start:stop]
        stop = start


def _glosses(pair: Pair, dictionary: Dictionary, most: int, told: set[str]) -> Iterator[Pair]:
    block = pair.source
    if block.kind in OPAQUE_KINDS or block.cell or block.is_contents or block.note:
        return
    if block.kind is BlockKind.HEADING or block.part != "body":
        return
    text = block.text
    literal = list(literal_ranges(text))
    places: dict[str, int] = {}
    for at, word in words_of(text, dictionary):
        is_free = not any(start <= at < stop for start, stop in literal)
        if len(word) > 1 and has_han(word) and is_free and dictionary.look_up(word):
            places[word] = at
    rare = sorted(
        (word for word in places if word not in told and rarity_of(word) >= _LEAST_RARE),
        key=lambda word: (-rarity_of(word), places[word]),
    )[:most]
    if rare:
        told.update(rare)
        readings = dict(readings_of(text))
        lines = [
            _line(
                word,
                dictionary.look_up(word),
                [readings.get(at, "") for at in range(places[word], places[word] + len(word))],
            )
            for word in sorted(rare, key=lambda word: places[word])
        ]
        spans = tuple(
            span
            for number, line in enumerate(lines)
            for span in ((Span(text="\n"), *line) if number else line)
        )
        row = Block(spans=(Span(text=GLOSS_SIGN), *spans))
        yield Pair(source=row, original=row, target=())


def _line(word: str, entries: tuple[DictionaryEntry, ...], read: list[str]) -> tuple[Span, ...]:
    """A word, how it is read here, and what it means then."""
    said = " ".join(read)
    entry = next((one for one in entries if one.pinyin.lower() == said), entries[0])
    meaning = "; ".join(entry.senses)
    if len(meaning) > _LENGTH:
        meaning = meaning[:_LENGTH].rsplit(" ", 1)[0].rstrip(";,") + " …"
    return (
        Span(text=word, marks=frozenset({Mark.BOLD})),
        Span(text=f" {entry.pinyin} "),
        Span(text=meaning, marks=frozenset({Mark.ITALIC})),
    )
