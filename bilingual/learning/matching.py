"""Which passages of an edited document are which row of it.

Marks tell it first: a passage belongs to the row that its marks weigh most for. One that has no
mark belongs to the row of its line or cell. What is left is found by its text, which is as it was
written, and at last by its order, where a single gap leaves no choice. What cannot be told is said,
never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bilingual.formats.ledger import Half, Ledger, LedgerRow
from bilingual.learning.edited import EditedDocument, Passage
from bilingual.model import Layout


@dataclass(slots=True)
class FoundRow:
    """A row of the ledger, and the passages that are left of it."""

    row: LedgerRow
    number: int
    """Its place in the ledger, from 1."""
    source: list[Passage] = field(default_factory=list)
    target: list[Passage] = field(default_factory=list)
    copies: list[Passage] = field(default_factory=list)
    """Passages of copies of the row that a person made."""
    merged_with: set[str] = field(default_factory=set)
    """Other rows, of which a passage holds a part too."""

    @property
    def is_marked(self) -> bool:
        """Whether marks in its translation say that it is the row's."""
        return any(one.claims for one in self.target)

    @property
    def is_found(self) -> bool:
        return bool(self.source or self.target)

    def add(self, passage: Passage, ledger: Ledger) -> None:
        """Give it a passage, on the side that is known or told by its `fingerprint`, or by what
        is missing."""
        half = passage.half
        if half is None:
            is_written = passage.print_in(ledger) == self.row.source
            is_source = is_written or (self.target and not self.source)
            half = Half.SOURCE if is_source else Half.TARGET
        (self.source if half is Half.SOURCE else self.target).append(passage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The rows of an edited document."""

    rows: tuple[FoundRow, ...]
    """As the ledger has them."""
    unmatched: tuple[Passage, ...]
    """Passages that belong to no row, as far as can be told."""


def match_rows(document: EditedDocument) -> Matched:
    """Find the rows of the document's ledger among its passages."""
    matching = _Matching(document.ledger)
    passages = [one for one in document.passages if not one.is_blank]
    left = matching.by_marks(passages)
    left = matching.by_neighbours(passages, left)
    left = matching.by_text(left)
    left = matching.by_lines(left)
    left = matching.by_order(passages, left)
    return Matched(rows=tuple(matching.rows.values()), unmatched=tuple(left))


class _Matching:
    """Rows while they are found."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.rows = {
            row.id: FoundRow(row, number) for number, row in enumerate(ledger.rows, start=1)
        }
        self.prints = defaultdict[tuple[Half, str], list[str]](list)
        """Rows by the fingerprints of their halves, in order."""
        for row in ledger.rows:
            self.prints[Half.SOURCE, row.source].append(row.id)
            self.prints[Half.TARGET, row.target].append(row.id)
        self.owner: dict[int, str] = {}
        """The row of a passage, by the passage's identity."""
        self.halves: dict[int, Half | None] = {}
        """Which half of it a passage is, as far as it is told, by the same."""

    def by_marks(self, passages: Sequence[Passage]) -> list[Passage]:
        """Passages whose marks tell their row; returns the others."""
        originals = defaultdict[str, set[str]](set)  # row -> groups in which its own marks are
        for one in passages:
            for claim in one.claims:
                if not claim.is_copied:
                    originals[claim.id].add(_group(one))
        first: dict[tuple[str, Half], str] = {}
        left = []
        before: Passage | None = None
        for one in passages:
            above, before = before, one
            weights = self._weights(one)
            if not weights:
                left.append(one)
                continue
            most = max(weights.values())
            name, *others = [id_ for id_, weight in weights.items() if weight == most]
            self.rows[name].merged_with.update(others)
            half = one.half or min(_halves_of_claims(one, name))
            groups = originals[name] or {first.setdefault((name, half), _group(one))}
            if (
                _is_copied(one, name)
                and _group(one) not in groups
                and not (above and not one.group and _is_original(above, name))
            ):
                self.rows[name].copies.append(one)
                self.owner[id(one)] = name
            else:
                self._give(one, name)
        for row in self.rows.values():
            for other in row.merged_with:
                self.rows[other].merged_with.add(row.row.id)
        return left

    def by_neighbours(self, passages: Sequence[Passage], left: Sequence[Passage]) -> list[Passage]:
        """Passages without marks in the line or cell of a row, or right below its source."""
        inside = defaultdict[str, set[str]](set)
        for one in passages:
            if id(one) in self.owner and one.group:
                inside[one.group].add(self.owner[id(one)])
        previous = {id(one): before for before, one in pairwise(passages)}
        still = []
        for one in left:
            names = inside[one.group] if one.group else set[str]()
            before = previous.get(id(one))
            owner = self.owner.get(id(before)) if before else None
            if len(names) == 1:
                self._give(one, next(iter(names)))
            elif owner and self._goes_on(one, before, owner):
                self._give(one, owner)
            else:
                still.append(one)
        return still

    def _goes_on(self, passage: Passage, before: Passage | None, owner: str) -> bool:
        """Whether a translation without marks is that of the source right above it, or goes on
        what stands above it."""
        if before is None or passage.half is not Half.TARGET or passage.group != before.group:
            return False
        print_ = passage.print_in(self.ledger)
        if any(self.prints.get((half, print_)) for half in Half):
            return False
        return not self.rows[owner].target or self.halves[id(before)] is Half.TARGET

    def by_text(self, left: Sequence[Passage]) -> list[Passage]:
        """Passages whose text is as it was written: Chinese first, which tells the row of its line,
        then translations."""
        named = dict[str, str]()  # group -> row; empty for a copy of one
        for half in Half:
            left = [one for one in left if not self._is_found(one, half, named)]
            for one in left:
                if named.get(one.group):
                    self._give(one, named[one.group])
            left = [one for one in left if id(one) not in self.owner]
        return [one for one in left if named.get(one.group) != ""]

    def _is_found(self, passage: Passage, half: Half, named: dict[str, str]) -> bool:
        """Whether a passage is that half of some row, by its text; then the row has it."""
        if passage.half not in (half, None) or named.get(passage.group):
            return False
        names = self.prints[half, passage.print_in(self.ledger)]
        free = [id_ for id_ in names if not self._has(id_, half)]
        if free:
            self._give(passage, free[0], half)
        elif names:
            self.rows[names[0]].copies.append(passage)
        if names and passage.group:
            named[passage.group] = free[0] if free else ""
        return bool(names)

    def by_lines(self, left: Sequence[Passage]) -> list[Passage]:
        """A translation in a table, if it is the only one in the line around that table that has no
        row, and one row there has no translation."""
        for one in left:
            beside = [other for other in left if other.around == one.around]
            if not one.around or one.half is not Half.TARGET or len(beside) > 1:
                continue
            rows = (row for row in self.rows.values() if row.source and not row.target)
            bare = [row for row in rows if row.source[0].around == one.around]
            if len(bare) == 1:
                self._give(one, bare[0].row.id)
        return [one for one in left if id(one) not in self.owner]

    def by_order(self, passages: Sequence[Passage], left: Sequence[Passage]) -> list[Passage]:
        """Where the document shows the translation alone, passages between two that are found, if
        they are as many as the rows that are missing there."""
        if self.ledger.layout is not Layout.TARGET_ONLY or not left:
            return list(left)
        numbers = {id_: row.number for id_, row in self.rows.items()}
        waiting = {id(one) for one in left}
        gaps: list[tuple[int, list[Passage], int]] = []
        last, gap = 0, list[Passage]()
        for one in passages:
            if id(one) in waiting:
                gap.append(one)
            elif owner := self.owner.get(id(one)):
                gaps.append((last, gap, numbers[owner]))
                last, gap = numbers[owner], []
        gaps.append((last, gap, len(self.rows) + 1))
        rows = list(self.rows.values())
        for start, inside, stop in gaps:
            missing = [row for row in rows[start : stop - 1] if not row.is_found]
            if inside and len(inside) == len(missing) == stop - 1 - start:
                for one, row in zip(inside, missing, strict=True):
                    self._give(one, row.row.id)
        return [one for one in left if id(one) not in self.owner]

    def _weights(self, passage: Passage) -> dict[str, float]:
        weights = defaultdict[str, float](float)
        for claim in passage.claims:
            if claim.id in self.rows:
                weights[claim.id] += claim.weight
        return weights

    def _give(self, passage: Passage, id_: str, known: Half | None = None) -> None:
        self.owner[id(passage)] = id_
        halves = _halves_of_claims(passage, id_)
        half = known or passage.half or (halves.pop() if len(halves) == 1 else None)
        self.halves[id(passage)] = half
        if half is None and halves:
            self.rows[id_].merged_with.add(id_)  # its own other half
        self.rows[id_].add(replace(passage, half=half), self.ledger)

    def _has(self, id_: str, half: Half) -> bool:
        row = self.rows[id_]
        return bool(row.source if half is Half.SOURCE else row.target)


def _group(passage: Passage) -> str:
    return passage.group or passage.place


def _halves_of_claims(passage: Passage, id_: str) -> set[Half]:
    return {claim.half for claim in passage.claims if claim.id == id_}


def _is_copied(passage: Passage, id_: str) -> bool:
    """Whether all that says that it belongs to a row are copies of marks."""
    return all(claim.is_copied for claim in passage.claims if claim.id == id_)


def _is_original(passage: Passage, id_: str) -> bool:
    return any(claim.id == id_ and not claim.is_copied for claim in passage.claims)
