"""What the command line prints: results on stdout, progress and remarks on stderr."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from bilingual.model import NormalizedDocument


def describe_text(document: NormalizedDocument, *, is_json: bool) -> Iterator[str]:
    """The normalised text, a line a block, with the source's blank lines."""
    if is_json:
        rows = [
            {"id": block.block.id, "kind": block.block.kind, "text": block.block.text}
            for block in document.blocks
        ]
        yield json.dumps(rows, ensure_ascii=False, indent=2)
        return
    for block in document.blocks:
        yield "\n" * block.block.blank_before + block.block.text


def describe_changes(document: NormalizedDocument, *, is_json: bool) -> Iterator[str]:
    """Each change: where, by which rule, from what to what, in which surroundings."""
    if is_json:
        rows = [
            {"block": block.block.id, "at": block.original.locator, **asdict(change)}
            for block in document.blocks
            for change in block.changes
        ]
        yield json.dumps(rows, ensure_ascii=False, indent=2)
        return
    for block in document.blocks:
        for change in block.changes:
            after = f"-> {change.after}" if change.after else "removed"
            context = change.context.replace("\n", " ")
            yield f"{block.original.locator}\t{change.rule}\t{change.before} {after}\t…{context}…"
