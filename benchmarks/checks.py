"""How good the checks are: precision and recall on pairs whose mistakes are known.

    python -m benchmarks.checks [--corpora PATH] [--pairs N] [--seed N] [--json] [--show FAMILY]

Right pairs are the project's own corpora and filled templates. Each is checked as it is, and once
for each family of mistakes with one mistake put in (`benchmarks.injectors`). A family's recall is
the share of its mistakes that a finding of its codes tells of; its precision is the share of
findings that are such, those on right pairs being wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.injectors import FAMILIES, INJECTORS, Injector, Sample
from bilingual.model import Finding
from bilingual.translate.checks import check_translation
from bilingual.translate.glossary import Glossary, starter_terms
from bilingual.translate.glossary.terms import merge
from training.templates import fill, read_lists, read_pairs

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
_ADDRESSES = (
    ("请联系service@example.com，谢谢。", "Please contact service@example.com. Thank you."),
    ("详见https://www.example.com/docs/2a。", "See https://www.example.com/docs/2a for details."),
    ("简历请发至hr@yunfan.com.cn。", "Please send your resume to hr@yunfan.com.cn."),
    ("官网为http://portal.example.cn/news。", "The website is http://portal.example.cn/news."),
)
"""Sentences that go after a filled template, as neither corpora nor templates have addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a family's checks made of the pairs."""

    family: str
    wrong: int
    """Pairs with a mistake put in."""
    found: int
    """How many of them have a finding of the family."""
    false: int
    """How many right pairs have one."""
    by_injector: dict[str, tuple[int, int]]
    """For each kind of mistake, how many were found, of how many."""

    @property
    def recall(self) -> float:
        return self.found / self.wrong if self.wrong else 0.0

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.false) if self.found + self.false else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All there is to show."""

    right: int
    """Right pairs."""
    results: tuple[Result, ...]
    pairs_per_second: float
    """Of all checks together."""
    mistaken: tuple[tuple[str, Sample, Finding], ...]
    """Findings on right pairs, with their families."""
    overlooked: tuple[tuple[str, Sample, str], ...]
    """Mistakes not found: the injector, the pair, and what was made of its English."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table; 2 if there are no corpora."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="own/, templates/, slots/")
    parser.add_argument("--pairs", type=int, default=2000, help="right pairs, half from templates")
    parser.add_argument("--seed", type=int, default=1, help="of chance")
    parser.add_argument("--json", action="store_true", help="results as JSON, not as a table")
    parser.add_argument("--show", choices=FAMILIES, help="what this family's checks get wrong")
    options = parser.parse_args(arguments)
    if not (options.corpora / "own").is_dir():
        print(f"checks: {options.corpora}: no folder own/ with pairs", file=sys.stderr)
        return 2
    glossary = merge([starter_terms()])
    samples = read_samples(options.corpora, options.pairs, options.seed, glossary)
    report = judge(samples, Random(options.seed), glossary)
    if options.json:
        print(json.dumps(as_json(report), indent=2))
    else:
        print(format_table(report))
    for line in shown(report, options.show) if options.show else ():
        print(line)
    return 0


def read_samples(folder: Path, count: int, seed: int, glossary: Glossary) -> list[Sample]:
    """So many right pairs, half from the corpora and half from templates, the same each time."""
    random = Random(seed)
    corpus = [
        (f"{path.name}:{number}", source, target)
        for path in sorted((folder / "own").glob("*.tsv"))
        if ".terms" not in path.name
        for number, (source, target) in enumerate(read_pairs(path), 1)
    ]
    corpus = random.sample(corpus, min(count // 2, len(corpus)))
    samples = [
        Sample(source=source, target=target, origin=origin, terms=_terms(source, target, glossary))
        for origin, source, target in corpus
    ]
    return samples + list(_filled(folder, count - len(samples), random, glossary))


def _filled(folder: Path, count: int, random: Random, glossary: Glossary) -> Iterator[Sample]:
    lists = read_lists(folder / "slots")
    templates = [
        (path.name, template)
        for path in sorted((folder / "templates").glob("*.tsv"))
        for template in read_pairs(path)
        if "{" in template[0]
    ]
    for name, template in random.sample(templates, min(count, len(templates))):
        source, target, persons = fill(template, lists, random)
        more = random.choice(_ADDRESSES) if random.random() < 0.2 else ("", "")
        source, target = source + more[0], f"{target} {more[1]}".strip()
        yield Sample(
            source=source,
            target=target,
            origin=name,
            persons=persons,
            terms=_terms(source, target, glossary),
        )


def _terms(source: str, target: str, glossary: Glossary) -> tuple[tuple[str, str], ...]:
    return tuple(
        (hit.term.source, hit.term.target)
        for hit in glossary.find(source)
        if hit.term.is_enforced and hit.term.target in target
    )


def judge(samples: Sequence[Sample], random: Random, glossary: Glossary) -> Report:
    """What the checks find in the pairs as they are, and with mistakes put in."""
    mistaken, overlooked = [], []
    checked, seconds = 0, 0.0
    false, tried, found = Counter[str](), Counter[str](), Counter[str]()

    def check(source: str, target: str) -> tuple[Finding, ...]:
        nonlocal checked, seconds
        started = time.perf_counter()
        findings = check_translation(source, target, glossary=glossary)
        seconds += time.perf_counter() - started
        checked += 1
        return findings

    for sample in samples:
        findings = check(sample.source, sample.target)
        for family in FAMILIES:
            of_family = [one for one in findings if _is_of(family, one)]
            false[family] += bool(of_family)
            mistaken += [(family, sample, one) for one in of_family]
            spoiled = _spoil(sample, family, random)
            if spoiled is None:
                continue
            injector, target = spoiled
            tried[injector.name] += 1
            if any(_is_of(family, one) for one in check(sample.source, target)):
                found[injector.name] += 1
            else:
                overlooked.append((injector.name, sample, target))
    results = tuple(_result(family, tried, found, false[family]) for family in FAMILIES)
    return Report(
        right=len(samples),
        results=results,
        pairs_per_second=checked / seconds,
        mistaken=tuple(mistaken),
        overlooked=tuple(overlooked),
    )


def _is_of(family: str, finding: Finding) -> bool:
    return finding.code.startswith(FAMILIES[family])


def _spoil(sample: Sample, family: str, random: Random) -> tuple[Injector, str] | None:
    """The English with one mistake of the family, whichever kind chance has it."""
    injectors = [one for one in INJECTORS if one.family == family]
    for injector in random.sample(injectors, len(injectors)):
        target = injector.spoil(sample, random)
        if target is not None and target != sample.target:
            return injector, target
    return None


def _result(family: str, tried: Counter[str], found: Counter[str], false: int) -> Result:
    names = [one.name for one in INJECTORS if one.family == family]
    return Result(
        family=family,
        wrong=sum(tried[name] for name in names),
        found=sum(found[name] for name in names),
        false=false,
        by_injector={name: (found[name], tried[name]) for name in names},
    )


def as_json(report: Report) -> dict[str, object]:
    """The report's numbers."""
    return {
        "right": report.right,
        "pairs_per_second": round(report.pairs_per_second),
        "results": [
            {
                "family": one.family,
                "wrong": one.wrong,
                "found": one.found,
                "false": one.false,
                "recall": round(one.recall, 4),
                "precision": round(one.precision, 4),
                "by_injector": one.by_injector,
            }
            for one in report.results
        ],
    }


def format_table(report: Report) -> str:
    """The report as Markdown tables."""
    lines = [
        f"{report.right} right pairs, {sum(one.wrong for one in report.results)} with a mistake; "
        f"{report.pairs_per_second:,.0f} pairs a second\n",
        "| family | mistakes | found | on right pairs | recall | precision |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in report.results:
        rates = f"{one.recall:.3f} | {one.precision:.3f}"
        lines.append(f"| {one.family} | {one.wrong} | {one.found} | {one.false} | {rates} |")
    lines += ["", "| mistake | found | of | share |", "| --- | ---: | ---: | ---: |"]
    for one in report.results:
        for name, (found, tried) in one.by_injector.items():
            share = f"{found / tried:.3f}" if tried else "–"
            lines.append(f"| {name} | {found} | {tried} | {share} |")
    return "\n".join(lines)


def shown(report: Report, family: str) -> Iterator[str]:
    """What a family's checks got wrong, for people."""
    names = {one.name for one in INJECTORS if one.family == family}
    for of, sample, finding in report.mistaken:
        if of == family:
            yield f"\n{sample.origin}: {finding.code}: {finding.message}"
            yield from (sample.source, sample.target)
    for name, sample, target in report.overlooked:
        if name in names:
            yield f"\n{sample.origin}: {name}: not found"
            yield from (sample.source, sample.target, target)


if __name__ == "__main__":
    sys.exit(main())
