"""How much formatting finds its place in a translation.

    python -m benchmarks.marks [--package PATH] [--misses] [--json]

`marked.md` has sentences with translations made by hand, both with their marks: ``**…**`` around
words that belong together, ``[^1]`` where a note reference stands. The engine aligns each pair, and
the tool places the source's marks in the translation; counted is how many words the placed mark
has in common with the one set by hand (articles and *of* do not count).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bilingual.chinese.characters import has_han
from bilingual.chinese.edits import Range
from bilingual.engines import EngineOptions, choose_engine
from bilingual.engines.alignment import Alignment
from bilingual.engines.base import QUICK, Translator, requests_for
from bilingual.errors import BilingualError
from bilingual.translate.placing import place_point, place_range

MARKED = Path(__file__).with_name("marked.md")

_SIGN = re.compile(r"\*\*(?:\{(\d)\})?|\[\^1\]")
_UNCOUNTED = {"a", "an", "the", "of"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text without its signs, and where they were."""

    text: str
    stretches: tuple[Range, ...]
    """In the order of the source's."""
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One mark and what became of it."""

    kind: str
    """``stretch`` or ``point``."""
    verdict: str
    """``exact``, ``close`` (half the words or more in common), ``elsewhere`` or ``nowhere``."""
    source: str
    expected: str
    found: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the count of marks by verdict; 2 if no package can be used."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--package", type=Path, help="an Argos package (default: as the tool)")
    parser.add_argument("--misses", action="store_true", help="list what is not exact")
    parser.add_argument("--json", action="store_true", help="counts as JSON")
    options = parser.parse_args(arguments)
    try:
        engine = choose_engine("argos", EngineOptions(package=options.package)).load()
    except BilingualError as error:
        print(f"marks: {error}", file=sys.stderr)
        return 2
    placed = place_all(read_marked(MARKED.read_text("utf-8")), engine)
    counts = {
        kind: Counter(one.verdict for one in placed if one.kind == kind)
        for kind in ("stretch", "point")
    }
    if options.misses:
        for one in placed:
            if one.verdict != "exact":
                print(f"{one.verdict}: {one.source}: {one.found!r}, not {one.expected!r}")
    if options.json:
        print(json.dumps({"engine": engine.info.label, "counts": counts}))
    else:
        print(f"{engine.info.label}\n\n| | marks | exact | close | elsewhere | nowhere |")
        print("| --- | ---: | ---: | ---: | ---: | ---: |")
        for kind, count in counts.items():
            cells = (count[verdict] for verdict in ("exact", "close", "elsewhere", "nowhere"))
            print(f"| {kind} | {count.total()} | {' | '.join(map(str, cells))} |")
    return 0


def read_marked(text: str) -> list[tuple[Marked, Marked]]:
    """Pairs of lines, with an empty line after each pair. Where the marks of a translation stand
    in another order, each ends in the number of its source's, ``**{2}``."""
    pairs = [tuple(map(_marked, pair.splitlines())) for pair in text.strip().split("\n\n")]
    return [(source, target) for source, target in pairs]


def place_all(pairs: Sequence[tuple[Marked, Marked]], engine: Translator) -> list[Placed]:
    """What becomes of each mark of each pair."""
    alignments = engine.align([(source.text, target.text) for source, target in pairs])
    phrases = [source.text[slice(*place)] for source, _ in pairs for place in source.stretches]
    hints = [phrase for phrase in dict.fromkeys(phrases) if has_han(phrase)]
    translated = engine.translate(requests_for(hints), attempt=QUICK, advance=lambda indices: None)
    table = {hint: h.text for hint, h in zip(hints, translated, strict=True)}
    return [
        placed
        for (source, target), alignment in zip(pairs, alignments, strict=True)
        for placed in _place(source, target, alignment, table)
    ]


def _place(
    source: Marked, target: Marked, alignment: Alignment | None, hints: dict[str, str]
) -> Iterator[Placed]:
    for stretch, expected in zip(source.stretches, target.stretches, strict=True):
        phrase = source.text[slice(*stretch)]
        hint = hints.get(phrase, "")
        found = place_range(alignment, source.text, target.text, stretch, hint)
        wanted, got = _words(target.text, expected), _words(target.text, found or (0, 0))
        common = len(wanted & got) / len(wanted | got)
        yield Placed(
            kind="stretch",
            verdict="nowhere"
            if not found
            else "exact"
            if wanted == got
            else "close"
            if common >= 0.5
            else "elsewhere",
            source=phrase,
            expected=target.text[slice(*expected)],
            found=target.text[slice(*found)] if found else "",
        )
    for at, wanted_at in zip(source.points, target.points, strict=True):
        place = place_point(alignment, source.text, target.text, at)
        yield Placed(
            kind="point",
            verdict="exact" if place == wanted_at else "elsewhere",
            source=f"{source.text[:at]}^",
            expected=f"{target.text[:wanted_at]}^",
            found=f"{target.text[:place]}^",
        )


def _marked(line: str) -> Marked:
    text, at, opened = "", 0, -1
    stretches: list[tuple[str, Range]] = []
    points = []
    for match in _SIGN.finditer(line):
        text, at = text + line[at : match.start()], match.end()
        if match.group() == "[^1]":
            points.append(len(text))
        elif opened < 0:
            opened = len(text)
        else:
            stretches.append((match[1] or "", (opened, len(text))))
            opened = -1
    ordered = sorted(stretches, key=lambda one: one[0])
    return Marked(
        text=text + line[at:],
        stretches=tuple(place for _, place in ordered),
        points=tuple(points),
    )


def _words(text: str, place: Range) -> set[int]:
    return {
        match.start()
        for match in re.finditer(r"\w+", text)
        if place[0] <= match.start()
        and match.end() <= place[1]
        and match.group().lower() not in _UNCOUNTED
    }


if __name__ == "__main__":
    sys.exit(main())
