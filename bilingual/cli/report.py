"""What the command line prints: results on stdout, progress and remarks on stderr."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bilingual.cli.machines import report
from bilingual.model import NormalizedDocument


def describe_text(file: Path, document: NormalizedDocument, *, is_json: bool) -> Iterator[str]:
    """The normalised text, a line a block, with the source's blank lines."""
    if is_json:
        rows = [
            {"id": block.block.id, "kind": block.block.kind, "text": block.block.text}
            for block in document.blocks
        ]
        yield _report(file, document, blocks=rows)
        return
    for block in document.blocks:
        yield "\n" * block.block.blank_before + block.block.text


def describe_changes(file: Path, document: NormalizedDocument, *, is_json: bool) -> Iterator[str]:
    """Each change: where, by which rule, from what to what, in which surroundings."""
    if is_json:
        rows = [
            {"block": block.block.id, "at": block.original.locator, **asdict(change)}
            for block in document.blocks
            for change in block.changes
        ]
        yield _report(file, document, changes=rows)
        return
    for block in document.blocks:
        for change in block.changes:
            after = f"-> {change.after}" if change.after else "removed"
            context = change.context.replace("\n", " ")
            yield f"{block.original.locator}\t{change.rule}\t{change.before} {after}\t…{context}…"


def _report(file: Path, document: NormalizedDocument, **rows: Any) -> str:
    result = {
        "source": str(file),
        "title": document.title,
        "language": document.language,
        "remarks": document.document.remarks,
        **rows,
    }
    return report("normalize", [result])
