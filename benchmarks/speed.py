"""How fast the engine translates, and what batches over the whole run gain.

    .venv/bin/python benchmarks/speed.py [FILE ...]

Translates the sentences of the given files (default: seeds/) in two ways, in one run on one
machine: a paragraph at a time, as Argos Translate does, and all together, as `bilingual` does.
Both use the same package, decoding settings and cores. The figure to quote is the ratio.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from bilingual.engines import EngineOptions, choose_engine
from bilingual.engines.base import requests_for
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.readers import read_document
from bilingual.translate.segments import segments_of


def main() -> None:
    root = Path(__file__).parents[1]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "files", nargs="*", type=Path, default=sorted((root / "seeds").glob("*.txt"))
    )
    parser.add_argument("--package", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()

    started = time.perf_counter()
    paragraphs = [
        [segment.masked for segment in segments_of(block.block)]
        for file in arguments.files
        for block in normalize_document(read_document(file), NormalizeOptions()).blocks
    ]
    characters = sum(len(sentence) for paragraph in paragraphs for sentence in paragraph)
    print(f"read, normalised and split: {characters:,} characters in {since(started):.2f} s")

    choice = choose_engine("argos", EngineOptions(package=arguments.package))
    started = time.perf_counter()
    engine = choice.load()
    print(f"loaded {choice.info.label} in {since(started):.2f} s")

    def one_by_one() -> None:
        for paragraph in paragraphs:
            engine.translate(requests_for(paragraph), advance=lambda _: None)

    def together() -> None:
        engine.translate(
            requests_for(one for paragraph in paragraphs for one in paragraph),
            advance=lambda _: None,
        )

    one_by_one()  # warm up
    ratios = []
    for number in range(arguments.rounds):
        apart, batched = seconds(one_by_one), seconds(together)
        ratios.append(apart / batched)
        print(
            f"round {number + 1}: a paragraph at a time {characters / apart:,.0f} characters/s, "
            f"together {characters / batched:,.0f} characters/s"
        )
    print(f"together is {statistics.median(ratios):.2f} times as fast (median)")


def since(started: float) -> float:
    return time.perf_counter() - started


def seconds(function: Callable[[], None]) -> float:
    started = time.perf_counter()
    function()
    return since(started)


if __name__ == "__main__":
    main()
