"""How often `bilingual align` finds what answers to what, in documents made of known pairs.

    python -m benchmarks.align [--sets press-dev …] [--limit N] [--seed N]

Each set is a pair of files in ../shared/eval, NAME.zh and NAME.en, a paragraph a line. Lines become
paragraphs of one to five lines; then, on either side by chance, a paragraph is joined to the next
(one in five) or cut in two (one in five), a line is left out (one in 25), and two English sentences
become one (one in 15). A link joins a line of one side to a line of the other. Counted are links:
precision, how many of those found are right, and recall, how many of the right ones are found; and
of the pairs of sentences that are wrong, and right, how many are marked as doubtful.

Three ways are measured: by length and structure alone; with figures, Latin words and terms; and
with the engine's translation. Nothing here is what the embedded package was trained on.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from bilingual.aligning.beads import find_beads
from bilingual.aligning.likeness import Likeness
from bilingual.aligning.translating import translated_by
from bilingual.aligning.units import Unit, source_units, target_units
from bilingual.engines import choose_engine
from bilingual.model import Block, Span
from bilingual.normalize import NormalizeOptions, normalize_text
from bilingual.translate.glossary import Glossary, merge, starter_terms

EVAL = Path(__file__).parents[2] / "shared" / "eval"
SETS = ("press-dev", "wmt23-zhen", "ntrex-zhcn")
_ENDED = re.compile("[。！？][”’」』）]?$")
_SENTENCE = re.compile(r"\.\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A document with what it was made of."""

    blocks: tuple[Block, ...]
    lines: tuple[tuple[tuple[int, int, frozenset[int]], ...], ...]
    """For each block: from where to where in it stand which lines."""

    def lines_of(self, unit: Unit) -> frozenset[int]:
        """The lines that a unit has a character of."""
        start, stop = unit.place
        found = (told for a, b, told in self.lines[unit.block] if a < stop and b > start)
        return frozenset(chain.from_iterable(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What came of a document."""

    precision: float
    recall: float
    wrong_marked: float
    right_marked: float
    pairs: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.1%}, recall {self.recall:.1%}; {self.pairs} pairs, marked "
            f"{self.wrong_marked:.0%} of the wrong, {self.right_marked:.1%} of the right; "
            f"{self.seconds:.1f} s"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--limit", type=int, default=300, help="lines of each set")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    translate = translated_by(choose_engine("argos").load())
    terms = merge([starter_terms()])
    for name in arguments.sets:
        source, target = made_documents(name, arguments.limit, random.Random(arguments.seed))
        theirs = target_units(target.blocks)
        start = time.perf_counter()
        ways: dict[str, Sequence[Unit]] = {}
        ways["words, with the engine"] = source_units(source.blocks, translate, terms)
        print(
            f"{name}: {len(source.blocks)} and {len(target.blocks)} paragraphs, translated in "
            f"{time.perf_counter() - start:.0f} s"
        )
        ways["words, without an engine"] = source_units(source.blocks, untranslated, terms)
        bare = source_units(source.blocks, untranslated, Glossary())
        ways["length and structure"] = [replace(unit, words={}) for unit in bare]
        for way, ours in ways.items():
            print(f"  {way}: {measure(source, ours, target, theirs)}")
            sys.stdout.flush()


def untranslated(texts: Sequence[str]) -> list[str]:
    return [""] * len(texts)


def measure(source: Side, ours: Sequence[Unit], target: Side, theirs: Sequence[Unit]) -> Measured:
    start = time.perf_counter()
    beads = [bead for bead in find_beads(Likeness(ours, theirs)) if bead.is_pair]
    seconds = time.perf_counter() - start
    right = set(_links([(one, one) for one in _lines(source, ours)])) & set(
        _links([(one, one) for one in _lines(target, theirs)])
    )
    both = frozenset(a for a, b in right if a == b)
    for groups in (_lines(source, ours), _lines(target, theirs)):
        right |= {(a, b) for one in groups for a in one & both for b in one & both}
    found, marks = set[tuple[int, int]](), {True: list[bool](), False: list[bool]()}
    for bead in beads:
        one, other = _lines_of(source, ours, bead.source), _lines_of(target, theirs, bead.target)
        links = set(_links([(one, other)]))
        found |= links
        marks[links <= right].append(bead.is_doubtful)
    return Measured(
        precision=len(found & right) / len(found),
        recall=len(found & right) / len(right),
        wrong_marked=sum(marks[False]) / max(len(marks[False]), 1),
        right_marked=sum(marks[True]) / max(len(marks[True]), 1),
        pairs=len(beads),
        seconds=seconds,
    )


def _lines(side: Side, units: Sequence[Unit]) -> list[frozenset[int]]:
    return [side.lines_of(unit) for unit in units]


def _lines_of(side: Side, units: Sequence[Unit], run: range) -> frozenset[int]:
    return frozenset(chain.from_iterable(side.lines_of(units[index]) for index in run))


def _links(
    groups: Sequence[tuple[frozenset[int], frozenset[int]]],
) -> Iterator[tuple[int, int]]:
    for ours, theirs in groups:
        yield from ((one, other) for one in ours for other in theirs)


def made_documents(name: str, limit: int, chance: random.Random) -> tuple[Side, Side]:
    """A source and its translation, with paragraphs and sentences of their own."""
    sources, targets = (
        (EVAL / f"{name}.{language}").read_text("utf-8").splitlines()[:limit]
        for language in ("zh", "en")
    )
    options = NormalizeOptions()
    sources = [normalize_text(one, options)[0].strip() for one in sources]
    paragraphs, left = list[list[int]](), 0
    for line in range(len(sources)):
        if left and paragraphs[-1] and _ENDED.search(sources[line - 1]):
            paragraphs[-1].append(line)
            left -= 1
        else:
            paragraphs.append([line])
            left = chance.randint(0, 4)
    is_whole = [bool(_ENDED.search(text)) for text in sources]
    return (
        _side(sources, _regrouped(paragraphs, is_whole, chance), "", lambda text: text),
        _side(
            [one.strip() for one in targets],
            _regrouped(paragraphs, is_whole, chance),
            " ",
            lambda text: _SENTENCE.sub("; ", text, 1) if chance.random() < 1 / 15 else text,
        ),
    )


def _regrouped(
    paragraphs: Sequence[Sequence[int]], is_whole: Sequence[bool], chance: random.Random
) -> list[list[int]]:
    """The paragraphs with some joined, where a whole sentence ends, some cut, and some lines left
    out."""
    groups = list[list[int]]()
    for paragraph in paragraphs:
        lines = [line for line in paragraph if chance.random() > 1 / 25]
        if groups and is_whole[groups[-1][-1]] and chance.random() < 1 / 5:
            groups[-1] += lines
        elif len(lines) > 1 and chance.random() < 1 / 5:
            cut = chance.randrange(1, len(lines))
            groups += [lines[:cut], lines[cut:]]
        elif lines:
            groups.append(lines)
    return groups


def _side(
    texts: Sequence[str],
    groups: Sequence[Sequence[int]],
    between: str,
    change: Callable[[str], str],
) -> Side:
    blocks, lines = [], []
    for group in groups:
        text, places = "", []
        for line in group:
            told = change(texts[line])
            if text:
                text += between
            places.append((len(text), len(text) + len(told), frozenset([line])))
            text += told
        blocks.append(Block(spans=(Span(text=text),)))
        lines.append(tuple(places))
    return Side(blocks=tuple(blocks), lines=tuple(lines))


if __name__ == "__main__":
    main()
