"""Changes as entries of the translation memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bilingual.chinese.sentences import split_sentences
from bilingual.formats.ledger import Ledger
from bilingual.learning.changes import Change
from bilingual.learning.edited import Pairs
from bilingual.learning.sources import options_to
from bilingual.memory import Entry, EntryFormatting, EntryKind, contexts_of, dump_formatting
from bilingual.normalize import name_normaliser, normalize_text


def entries_of(
    changes: Sequence[Change], ledger: Ledger, sources: Mapping[str, str], author: str
) -> Iterator[Entry]:
    """An entry for each changed row, and one for each of its sentences that is known apart.

    ``sources`` are the texts of the rows around them, as far as they are known; ``author`` is who
    changed what the file names nobody for.
    """
    names = [row.id for row in ledger.rows]
    around = dict(zip(names, contexts_of([sources.get(name, "") for name in names]), strict=True))
    for change in changes:
        before, after = around.get(change.id, ("", ""))
        whole = _entry(change, ledger, author, change.source, change.after, before, after)
        yield _formatted(whole, change.formatting)
        sentences = [one.strip() for one in split_sentences(change.source)]
        inside = dict(zip(sentences, contexts_of(sentences), strict=True))
        for source, target in change.sentences:
            before, after = inside.get(source, ("", ""))
            part = _entry(
                change, ledger, author, source, target, before, after, kind=EntryKind.SENTENCE
            )
            yield _formatted(part, _formatting_of_part(change, source, target))


def _formatted(entry: Entry, formatting: EntryFormatting | None) -> Entry:
    return replace(entry, formatting=dump_formatting(formatting)) if formatting else entry


def _formatting_of_part(change: Change, source: str, target: str) -> EntryFormatting | None:
    """The formatting of a sentence of a row, where it is clear which one it is."""
    is_clear = change.source.count(source) == change.after.count(target) == 1
    if not (change.formatting and is_clear):
        return None
    ours, theirs = change.source.index(source), change.after.index(target)
    return change.formatting.within((ours, ours + len(source)), (theirs, theirs + len(target)))


def in_utc(date: str) -> str:
    """A moment as memories have it; empty for what is none. Word writes local time as if it were
    UTC, so it is no more exact than a day."""
    try:
        moment = dt.datetime.fromisoformat(date)
    except ValueError:
        return ""
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _entry(
    change: Change,
    ledger: Ledger,
    author: str,
    source: str,
    target: str,
    before: str,
    after: str,
    *,
    kind: EntryKind = EntryKind.BLOCK,
) -> Entry:
    return Entry(
        source=source,
        target=target,
        kind=kind,
        source_language=ledger.languages[0],
        target_language=ledger.languages[1],
        normaliser=name_normaliser(options_to(ledger.languages[0])),
        author=change.hand.author or author,
        date=in_utc(change.hand.date),
        note=change.note if kind is EntryKind.BLOCK else "",
        document=ledger.seed,
        before=before,
        after=after,
    )


def given_entries(given: Pairs, author: str) -> Iterator[Entry]:
    """The pairs of a file in which all are translations of people."""
    options = options_to(given.languages[0])
    for pair in given.pairs:
        yield Entry(
            source=normalize_text(pair.source, options)[0].strip(),
            target=pair.target.strip(),
            source_language=given.languages[0],
            target_language=given.languages[1],
            normaliser=name_normaliser(options),
            author=pair.hand.author or author,
            date=in_utc(pair.hand.date),
            note=pair.note,
        )
