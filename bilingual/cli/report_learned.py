"""What ``bilingual learn`` prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bilingual.cli.machines import report
from bilingual.formats.shown import count_of
from bilingual.learning.changes import Change
from bilingual.learning.learn import Learned
from bilingual.model import Mark


def list_changes(result: Learned) -> Iterator[str]:
    """Each change as the row, its Chinese, what stood there and what stands there now, ``=``
    where the words are as they were, with ``~`` what of them stands out now if that was changed;
    then what cannot be learned."""
    for change in result.changes:
        hand = " ".join(filter(None, (change.hand.author, change.hand.date[:10])))
        yield f"{result.path}: row {change.row}{f' ({hand})' if hand else ''}"
        yield f"    {_line(change.source)}"
        if change.before and change.before != change.after:
            yield f"  - {_line(change.before)}"
        is_same = change.before == change.after or change.is_reformatted
        yield f"  {'=' if is_same else '+'} {_line(change.after)}"
        if change.is_reformatted:
            shown = "; ".join(map(_told, _formatted(change)))
            yield f"  ~ {shown or 'nothing stands out any more'}"
        if change.note:
            yield f"  # {_line(change.note)}"
    for problem in result.problems:
        row = f"row {problem.row}: " if problem.row else ""
        yield f"{result.path}: not learned: {row}{problem.message}"
        if problem.text:
            yield f"    {_line(problem.text)}"


def summarize(result: Learned, memory: Path, *, is_dry: bool) -> str:
    """One line for a file."""
    changed = f"{count_of(len(result.changes), 'changed row')} of {result.rows:,}"
    if result.entries and not result.changes:
        changed = count_of(result.rows, "pair")
    if is_dry:
        stored = "nothing stored (--dry-run)"
    elif result.entries:
        new = count_of(result.stored, "new entry").replace("entrys", "entries")
        stored = f"{new} in {memory}"
    else:
        stored = "nothing to store"
    kept = "" if result.is_all_learned else "; translate keeps it as it is, unless with --force"
    return f"{result.path}: {changed}; {stored}{kept}"


def learned_as_json(results: Sequence[Learned], memory: Path, passed_over: Sequence[Path]) -> str:
    """All results, in the frame that every ``--json`` has."""
    rows = [
        {
            "path": str(result.path),
            "rows": result.rows,
            "changes": [_change(change) for change in result.changes],
            "problems": [
                {"row": one.row, "message": one.message, "text": one.text}
                for one in result.problems
            ],
            "entries": len(result.entries),
            "stored": result.stored,
            "remarks": result.remarks,
            "error": result.error.fields() if result.error else None,
        }
        for result in results
    ]
    summary = {
        "changes": sum(len(result.changes) for result in results),
        "problems": sum(len(result.problems) for result in results),
        "stored": sum(result.stored for result in results),
        "failed": sum(result.error is not None for result in results),
    }
    return report("learn", rows, summary=summary, memory=str(memory), passed_over=passed_over)


def _change(change: Change) -> dict[str, object]:
    return {
        "row": change.row,
        "id": change.id,
        "source": change.source,
        "before": change.before,
        "after": change.after,
        "author": change.hand.author,
        "date": change.hand.date,
        "note": change.note,
        "formatting": _formatted(change),
        "is_reformatted": change.is_reformatted,
        "sentences": [{"source": source, "target": target} for source, target in change.sentences],
    }


def _formatted(change: Change) -> list[dict[str, str]]:
    """The stretches of a translation that stand out."""
    return [
        {
            "text": change.after[one.start : one.stop],
            "mark": one.feature.value if isinstance(one.feature, Mark) else "link",
            "address": "" if isinstance(one.feature, Mark) else one.feature[0],
        }
        for one in (change.formatting.target if change.formatting else ())
    ]


def _told(stretch: dict[str, str]) -> str:
    """``bold “first”``, ``link “here” (https://example.org)``."""
    address = f" ({stretch['address']})" if stretch["address"] else ""
    return f"{stretch['mark']} “{_line(stretch['text'])}”{address}"


def _line(text: str) -> str:
    return " ⏎ ".join(text.split("\n"))
