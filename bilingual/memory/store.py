"""The translation memory: what people and other programs said, and how it is found again.

Nothing is ever taken out or written over: a text may have many translations, and what was told
last holds. Of a text's translations, those of people come first, then those whose neighbours are
the same, then the latest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bilingual.memory.database import open_database, told_of
from bilingual.memory.entries import Entry, EntryKind, EntryOrigin, Match
from bilingual.memory.grams import frame_of, rare_grams
from bilingual.memory.storing import add_batch
from bilingual.memory.texts import bare_text, key_of, main_language

LEAST_SCORE = 75.0
"""How like a text must be, of 100, to be found as similar."""
_BATCH = 25_000
"""Entries that are stored together: whole or, if the process is killed, not at all. The index is
written page by page, so that many at once cost little more than few."""
_SHORT_LIST = 800
"""Entries that share a pair of characters. The list of a rare pair is shorter and read first."""
_LONG_LIST = 4000
"""How much is read of other lists, as long as fewer entries than in a short one were found."""
_MOST_COMPARED = 150
"""Entries that are compared with a text, those first that share most with it."""
_COLUMNS = """
    e.source, o.target_language, e.kind, e.target, o.source_language, o.normaliser, o.origin,
    o.author, e.date, e.note, o.document, e.before, e.after, e.created, e.formatting
"""
_SELECT = f"SELECT {_COLUMNS} FROM entries e JOIN origins o ON o.id = e.origin"
_ORDER = list(EntryOrigin)


class Memory:
    """A translation memory in a file; several processes may have it open.

    Use it in a ``with`` statement, or close it.
    """

    def __init__(self, path: Path, *, is_created: bool = False) -> None:
        """Open it; raises what `open_database` does."""
        self.path = path
        self._database = open_database(path, is_created=is_created)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with told_of(self.path):
            self._database.close()

    @property
    def state(self) -> str:
        """Names what is in it: as long as this is the same, the answers are."""
        with told_of(self.path):
            facts = dict(self._database.execute("SELECT name, value FROM facts"))
        return f"{facts['name']}:{facts['revision']}"

    def add(self, entries: Iterable[Entry]) -> int:
        """Store entries; returns how many of them were new.

        What is there already is not stored twice; if a person says it again after something else
        was said, it holds again. A killed process leaves whole batches, and to store the same
        entries once more completes them.
        """
        todo = iter(entries)
        added = 0
        while batch := list(islice(todo, _BATCH)):
            with told_of(self.path):
                added += add_batch(self._database, batch)
        return added

    def find(
        self, text: str, target_language: str = "en", *, before: str = "", after: str = ""
    ) -> tuple[Match, ...]:
        """The translations of exactly this text, the best first: of people, in the same
        surroundings, told last. ``before`` and ``after`` are `context_of` its neighbours."""
        bare = bare_text(text)
        query = f"{_SELECT} WHERE e.key = ? ORDER BY e.turn DESC, e.id DESC"
        with told_of(self.path):
            rows = self._database.execute(query, (key_of(text, target_language),)).fetchall()
        found = [entry for entry in map(_entry, rows) if bare_text(entry.source) == bare]
        matches = [
            Match(entry=one, score=100, neighbours=_same_neighbours(one, before, after))
            for one in found
        ]
        return tuple(sorted(matches, key=_preference))

    def find_similar(
        self,
        text: str,
        target_language: str = "en",
        *,
        before: str = "",
        after: str = "",
        least: float = LEAST_SCORE,
        most: int = 3,
    ) -> tuple[Match, ...]:
        """The entries of texts like this one but not the same, the likest first: of those that
        differ in figures alone first of all."""
        from rapidfuzz import fuzz, process

        frame, bare = frame_of(text), bare_text(text)
        with told_of(self.path):
            numbers = self._candidates(frame, least)
            marks = ",".join("?" * len(numbers))
            rows = self._database.execute(f"{_SELECT} WHERE e.id IN ({marks})", numbers).fetchall()
        main = main_language(target_language)
        rows = [row for row in rows if main_language(row[1]) == main]
        likest = process.extract(
            frame,
            [frame_of(row[0]) for row in rows],  # entries are made of the few that are like it
            scorer=fuzz.ratio,
            score_cutoff=least,
            limit=None,
        )
        found = [(score, _entry(rows[index])) for _, score, index in likest]
        matches = [
            (
                -score,
                Match(
                    entry=one,
                    score=min(99.0, round(fuzz.ratio(bare, bare_text(one.source)), 1)),
                    neighbours=_same_neighbours(one, before, after),
                ),
            )
            for score, one in found
            if bare_text(one.source) != bare
        ]
        matches.sort(key=lambda one: (one[0], *_preference(one[1]), one[1].entry.source))
        return tuple(match for _, match in matches[:most])

    def note_learned(self, content: str) -> None:
        """Record that all that a document with this SHA-256 has to tell is stored."""
        with told_of(self.path):
            self._database.execute("INSERT OR IGNORE INTO learned VALUES (?)", (content,))

    def has_learned(self, content: str) -> bool:
        """Whether a document with this SHA-256 has nothing more to tell."""
        query = "SELECT 1 FROM learned WHERE content = ?"
        with told_of(self.path):
            return self._database.execute(query, (content,)).fetchone() is not None

    def entries(self) -> Iterator[Entry]:
        """All of them, in the order in which they came."""
        with told_of(self.path):
            for row in self._database.execute(f"{_SELECT} ORDER BY e.id"):
                yield _entry(row)

    def search(self, words: str, *, most: int = 20) -> list[Entry]:
        """Entries with these characters in the source or the target, the latest first."""
        pattern = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        query = (
            f"{_SELECT} WHERE e.source LIKE ? ESCAPE '\\' OR e.target LIKE ? ESCAPE '\\' "
            "ORDER BY e.turn DESC, e.id DESC LIMIT ?"
        )
        with told_of(self.path):
            rows = self._database.execute(query, (pattern, pattern, most)).fetchall()
        return [_entry(row) for row in rows]

    def _candidates(self, frame: str, least: float) -> list[int]:
        """Numbers of the entries that share most of the rare pairs of ``frame``."""
        share = least / (200 - least)  # of lengths, below which no two texts are so alike
        window = (int(len(frame) * share), int(len(frame) / share) + 1)
        shared = Counter[int]()
        long = list[int]()
        for gram in rare_grams(frame):
            listed = self._listed(gram, window, _SHORT_LIST)
            if len(listed) < _SHORT_LIST:
                shared.update(listed)
            else:
                long.append(gram)
        for gram in long:
            if shared.total() >= _SHORT_LIST:
                break
            shared.update(self._listed(gram, window, _LONG_LIST))
        return [entry for entry, _ in shared.most_common(_MOST_COMPARED)]

    def _listed(self, gram: int, window: tuple[int, int], most: int) -> list[int]:
        """Entries of lengths in the window that have a pair of characters."""
        query = "SELECT entry FROM grams WHERE gram = ? AND size BETWEEN ? AND ? LIMIT ?"
        return [entry for (entry,) in self._database.execute(query, (gram, *window, most))]


def _entry(row: tuple[Any, ...]) -> Entry:
    return Entry(
        source=row[0],
        target_language=row[1],
        kind=EntryKind(row[2]),
        target=row[3],
        source_language=row[4],
        normaliser=row[5],
        origin=EntryOrigin(row[6]),
        author=row[7],
        date=row[8],
        note=row[9],
        document=row[10],
        before=row[11],
        after=row[12],
        created=row[13],
        formatting=row[14],
    )


def _same_neighbours(entry: Entry, before: str, after: str) -> int:
    return sum(
        bool(theirs) and theirs == ours
        for theirs, ours in ((entry.before, before), (entry.after, after))
    )


def _preference(match: Match) -> tuple[int, int]:
    """The order of matches that are equally like; a sort keeps the latest first among equals."""
    return _ORDER.index(match.entry.origin), -match.neighbours
