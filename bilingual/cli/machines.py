"""What programs read: every ``--json`` has the same frame; docs/json-schema describes all of it.

A number says which frame it is. It grows when a field goes or changes its meaning, not when one
is added.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bilingual import __version__
from bilingual.errors import BilingualError

SCHEMA = 1


def report(
    command: str,
    results: Sequence[Mapping[str, Any]],
    *,
    summary: Mapping[str, Any] | None = None,
    **more: Any,
) -> str:
    """What a command did, as one JSON object; the ``summary`` counts, ``more`` is its own."""
    parts = {
        **_frame(command),
        "summary": {"results": len(results), **(summary or {})},
        **more,
        "results": results,
    }
    return json.dumps(parts, ensure_ascii=False, indent=2, default=str)


def event(command: str, kind: str, **facts: Any) -> str:
    """Something that happened while a command runs, as a line of JSON."""
    line = {**_frame(command), "event": kind, **facts}
    return json.dumps(line, ensure_ascii=False, default=str)


def error_report(error: BilingualError, *, is_line: bool = False) -> str:
    """What keeps a command from doing anything, as JSON."""
    facts = {"schema": SCHEMA, **({"event": "error"} if is_line else {}), "error": error.fields()}
    return json.dumps(facts, ensure_ascii=False, indent=None if is_line else 2)


def _frame(command: str) -> dict[str, Any]:
    tool = {"name": "bilingual", "version": __version__, "command": command}
    return {"schema": SCHEMA, "tool": tool}
