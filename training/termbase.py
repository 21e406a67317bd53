"""The starter termbase: made from the project's own term lists, and weighed by its own sentences.

    python -m training.termbase --corpora ../shared/corpora > bilingual/data/terms-zh_en.tsv

A term is *enforced* (its absence is a finding) if it names one thing and is said one way: kinds
that are names, unless the project's sentences say it otherwise; other terms only where at least
`_OFTEN` sentences have them and nearly all say them so. The rest are *hints*. Where lists
disagree, the rendering that sentences use most is the target and the others that they use are
accepted. What people decided against the count stands in ``termbase_review.tsv``.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bilingual.chinese.characters import HAN
from bilingual.translate.glossary.english import says
from bilingual.translate.glossary.terms import Glossary, Term

_NAMES = ("assoc", "city", "company", "country", "county", "gov", "prov", "province", "univ")
"""Lists of names: one thing, one rendering."""
_LEFT_OUT = (
    *("given", "surname", "firmname", "firmkind", "latin"),  # parts of names
    *("place", "theme"),  # made of other lists, or for one occasion
    *("f_general", "r_drill"),  # ordinary and function words
)
"""Lists that hold no terms."""
_OFTEN = 4  # sentences that have a term, from which on they decide
_NEARLY_ALL = 0.97
_MOST = 0.85  # of names
_USED = 0.1  # share of sentences from which on another rendering is right too
_REVIEW = Path(__file__).with_name("termbase_review.tsv")
_TERM = re.compile(rf"[{HAN}\w·“”（）+\-/.]+")
_PLACEHOLDERS = re.compile(r"\.\.\.|…|\(|\)|/|;")
"""In renderings that are notes to a person, such as ``up ... year on year``."""


@dataclass
class Candidate:
    """A Chinese term of the lists."""

    source: str
    renderings: dict[str, None] = field(default_factory=dict)
    reviewed: tuple[str, ...] = ()
    """Renderings that people know to be right too."""
    kinds: set[str] = field(default_factory=set)
    sentences: int = 0
    said: Counter[str] = field(default_factory=Counter)
    said_any: int = 0

    @property
    def is_name(self) -> bool:
        """Whether it stands in a list of names."""
        return not self.kinds.isdisjoint(_NAMES)

    @property
    def agreement(self) -> float:
        """The share of its sentences that say it as the lists do."""
        return self.said_any / self.sentences if self.sentences else 1.0

    @property
    def is_enforced(self) -> bool:
        """Whether a translation without it is wrong."""
        if self.sentences >= _OFTEN:
            return self.agreement >= (_MOST if self.is_name else _NEARLY_ALL)
        return self.is_name and len(self.source) > 2 and self.agreement > 0.5

    @property
    def ranked(self) -> list[str]:
        """The renderings, those that sentences use most first."""
        return sorted(self.renderings, key=lambda one: -self.said[one])


def read_candidates(corpora: Path) -> dict[str, Candidate]:
    """The terms of all lists, by source."""
    candidates: dict[str, Candidate] = {}
    for path in (*sorted(corpora.glob("own/*.terms.tsv")), *sorted(corpora.glob("slots/*.tsv"))):
        kind = path.name.removesuffix(".tsv").removesuffix(".terms")
        if kind in _LEFT_OUT:
            continue
        for source, target in _pairs(path):
            if _TERM.fullmatch(source) and len(source) > 1 and not _PLACEHOLDERS.search(target):
                candidate = candidates.setdefault(source, Candidate(source))
                candidate.renderings.setdefault(target)
                candidate.kinds.add(kind)
    return candidates


def read_review() -> Iterator[dict[str, str]]:
    """What people decided: ``source``, ``target`` (of terms that no list has), ``also`` (right
    too), ``use`` (enforce, hint or drop)."""
    with _REVIEW.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def weigh(candidates: Mapping[str, Candidate], sentences: Iterable[tuple[str, str]]) -> None:
    """Count in how many sentences each term stands, and how they say it."""
    glossary = Glossary(tuple(Term(source=one, target=one) for one in candidates))
    for source, target in sentences:
        for found in {hit.term.source for hit in glossary.find(source)}:
            candidate = candidates[found]
            used = [one for one in candidate.renderings if says(target, one)]
            candidate.sentences += 1
            candidate.said.update(used)
            candidate.said_any += bool(used)


def rows(candidates: Mapping[str, Candidate], uses: Mapping[str, str]) -> Iterator[list[str]]:
    """The termbase, sorted: source, target, accepted, use."""
    for source in sorted(candidates):
        candidate = candidates[source]
        decided = uses.get(source, "")
        if decided == "drop":
            continue
        target, *others = candidate.ranked
        least = max(1, _USED * candidate.sentences)
        accepted = [
            one
            for one in others
            if one in candidate.reviewed or candidate.said[one] >= least or not candidate.sentences
            if _bare(one) != _bare(target)
        ]
        use = decided or ("enforce" if candidate.is_enforced else "hint")
        yield [source, target, "|".join(accepted), use]


def _bare(rendering: str) -> str:
    return rendering.removeprefix("the ").lower()


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text("utf-8").splitlines():
        source, target, *_ = line.split("\t")
        yield source.strip(), target.strip()


def main() -> None:
    """Print the termbase."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True, help="folder of own/ and slots/")
    corpora = parser.parse_args().corpora
    candidates = read_candidates(corpora)
    uses = defaultdict(str)
    for review in read_review():
        source, target = review["source"], review["target"]
        if target:
            candidates.setdefault(source, Candidate(source)).renderings = {target: None}
        if candidate := candidates.get(source):
            candidate.reviewed = tuple(filter(None, review["also"].split("|")))
            candidate.renderings |= dict.fromkeys(candidate.reviewed)
            uses[source] = review["use"]
    texts = [p for p in sorted(corpora.glob("own/*.tsv")) if not p.name.endswith(".terms.tsv")]
    weigh(candidates, (pair for path in texts for pair in _pairs(path)))
    table = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    table.writerow(["source", "target", "accepted", "use"])
    table.writerows(rows(candidates, uses))


if __name__ == "__main__":
    main()
