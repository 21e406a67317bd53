"""How often a conversion of script is wrong: OpenCC alone, and with our exceptions.

    python -m benchmarks.script [--dictionary FILE] [--text FILE] [--json]

Four sets: the words of ``tests/cases/text/script-words.tsv`` alone; the same between other words,
where a longest match can reach over a border (被…了, 不…後, 才…的, 已有…, 正在…中); sentences
written by hand for what is difficult; and, where a file is named, the words of a dictionary in
CC-CEDICT's format. A text in Traditional script (``--text``), converted there and back, counts
wrong characters in 100,000.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bilingual.chinese.edits import apply_edits
from bilingual.chinese.script import Evidence, Script, script_edits

CASES = Path(__file__).parent.parent / "tests" / "cases" / "text"
_FRAMES = (("被", "了"), ("不", "后，"), ("才", "的"), ("已有", ""), ("正在", "中"))
_ENTRY = re.compile(r"(\S+) (\S+) \[[^\]]*\] /(?!.*(?:variant of|old form))")

Convert = Callable[[str], str]
Case = tuple[str, frozenset[str]]
"""A text, and what it may become."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Raw)
    parser.add_argument("--dictionary", type=Path, help="a file in CC-CEDICT's format")
    parser.add_argument("--text", type=Path, help="a text in Traditional script")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    report = {name: _rates(cases) for name, cases in _sets(options.dictionary)}
    if options.text:
        report["there and back"] = _there_and_back(options.text.read_text(encoding="utf-8"))
    if options.json:
        print(json.dumps(report, ensure_ascii=False, indent=2))
        return
    for name, rates in report.items():
        print(name, *(f"{key} {value}" for key, value in rates.items()), sep="  ")


class _Raw(argparse.RawDescriptionHelpFormatter):
    """Leaves the text of the module as it is."""


def _ours(script: Script) -> Convert:
    other = Evidence(0, 1) if script is Script.SIMPLIFIED else Evidence(1, 0)

    def convert(text: str) -> str:
        lead = "國" if script is Script.SIMPLIFIED else "国"  # tells which script it is in
        edits = script_edits(f"{lead}\n{text}", script, around=other)
        return apply_edits(f"{lead}\n{text}", edits)[2:]

    return convert


def _plain(profile: str) -> Convert:
    import opencc

    convert: Convert = opencc.OpenCC(profile).convert
    return convert


def _sets(dictionary: Path | None) -> Iterator[tuple[str, dict[Script, list[Case]]]]:
    words = [(one[0], one[1]) for one in _rows("script-words.tsv")]
    yield "words", _both(words)
    framed = [
        (f"{before}{simplified}{after}", f"{before}{traditional}{after.replace('后', '後')}")
        for simplified, traditional in words
        for before, after in _FRAMES
    ]
    yield "words in context", _both(framed)
    cases: dict[Script, list[Case]] = {script: [] for script in (*_both([]),)}
    for direction, before, after in _rows("script-sentences.tsv"):
        if direction in "<=":
            cases[Script.SIMPLIFIED].append((before, frozenset({after})))
        else:
            cases[Script.TRADITIONAL].append((before, frozenset({after})))
        if direction == "=":
            cases[Script.TRADITIONAL].append((after, frozenset({before})))
    yield "sentences by hand", cases
    if dictionary:
        yield "dictionary", _dictionary(dictionary)


def _rows(name: str) -> Iterator[list[str]]:
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def _both(pairs: Iterable[tuple[str, str]]) -> dict[Script, list[Case]]:
    pairs = list(pairs)
    return {
        Script.SIMPLIFIED: [(b, frozenset({a})) for a, b in pairs],
        Script.TRADITIONAL: [(a, frozenset({b})) for a, b in pairs],
    }


def _dictionary(path: Path) -> dict[Script, list[Case]]:
    """Words of two to four characters; Traditional forms by Taiwan's standard, as OpenCC has it."""
    standard = _plain("t2tw")
    there, back = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for line in path.read_text(encoding="utf-8").splitlines():
        match = _ENTRY.match(line)
        if match and re.fullmatch("[\u3400-\u9fff]{2,4}", match[1]):
            there[match[2]].add(standard(match[1]))
            back[match[1]].add(match[2])
    return {
        Script.SIMPLIFIED: [(word, frozenset(forms)) for word, forms in back.items()],
        Script.TRADITIONAL: [(word, frozenset(forms)) for word, forms in there.items()],
    }


def _rates(cases: dict[Script, list[Case]]) -> dict[str, str]:
    plain = {Script.SIMPLIFIED: "tw2s", Script.TRADITIONAL: "s2tw"}
    return {
        f"{who} to {script}": _share(cases[script], convert)
        for script in cases
        for who, convert in (("OpenCC", _plain(plain[script])), ("ours", _ours(script)))
    }


def _share(cases: list[Case], convert: Convert) -> str:
    wrong = sum(convert(text) not in forms for text, forms in cases)
    return f"{wrong}/{len(cases)} ({wrong / len(cases):.2%})" if cases else "-"


def _there_and_back(text: str) -> dict[str, str]:
    standard = _plain("t2tw")(text)
    simplified = _ours(Script.SIMPLIFIED)(text)
    rates = {}
    for who, convert in (("OpenCC", _plain("s2tw")), ("ours", _ours(Script.TRADITIONAL))):
        back = convert(simplified)
        wrong = sum(a != b for a, b in zip(standard, back, strict=True))
        rates[who] = f"{wrong} of {len(text)} characters ({100_000 * wrong / len(text):.0f})"
    return rates


if __name__ == "__main__":
    main()
