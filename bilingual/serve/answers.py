"""What the API says of documents, as JSON. Findings and errors are those of docs/json-schema."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import Any

from bilingual import __version__
from bilingual.engines import EngineChoice
from bilingual.errors import UsageError
from bilingual.memory import remembered_text
from bilingual.model import Layout, count_severities
from bilingual.readers import SUFFIXES
from bilingual.run.rows import findings_of
from bilingual.run.tasks import Settings
from bilingual.serve.editing import is_editable
from bilingual.serve.guard import SCHEMA
from bilingual.serve.held import Held, Shelf
from bilingual.serve.limits import Limits
from bilingual.writers import OUTPUT_FORMATS, require


def describe_server(
    settings: Settings, engine: EngineChoice, limits: Limits, formats: tuple[str, ...]
) -> dict[str, Any]:
    """What this server does."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "bilingual", "version": __version__, "command": "serve"},
        "engine": {
            name: value for name, value in asdict(engine.info).items() if name != "cut_length"
        },
        "reads": list(SUFFIXES),
        "writes": [
            {"format": one.suffix, "name": one.name, "of": list(one.sources)}
            for one in OUTPUT_FORMATS
            if one.suffix in formats
        ],
        "layouts": list(Layout),
        "keep_minutes": limits.keep / 60,
        "file_bytes": limits.file_bytes,
        "characters": limits.characters,
        "has_memory": settings.memory is not None,
    }


def formats_here(settings: Settings) -> tuple[str, ...]:
    """The formats that this machine can write."""
    found = []
    for one in OUTPUT_FORMATS:
        try:
            require([one.suffix], settings.write)
        except UsageError:
            continue
        found.append(one.suffix)
    return tuple(found)


def describe_document(held: Held, shelf: Shelf, formats: tuple[str, ...]) -> dict[str, Any]:
    """How far a document is, and what became of it."""
    single = held.single
    findings = single.document.findings if single else ()
    suffix = f".{held.name.rpartition('.')[2].lower()}"
    return {
        "id": held.id,
        "name": held.name,
        "state": held.state,
        "characters": held.size,
        "done": min(held.done, held.size),
        "rows": len(single.document.pairs) if single else 0,
        "findings": count_severities(one.severity for one in findings),
        "corrections": len(held.corrections),
        "formats": [
            one.suffix
            for one in OUTPUT_FORMATS
            if single and one.suffix in formats and (not one.sources or suffix in one.sources)
        ],
        "remarks": list(single.document.document.remarks) if single else [],
        "error": held.error.fields() if held.error else None,
        "seconds_left": shelf.seconds_left(held),
    }


def describe_rows(held: Held) -> list[dict[str, Any]]:
    """The rows of a document that is done."""
    assert held.single is not None, "done"
    document = held.single.document
    findings = defaultdict[int, list[dict[str, Any]]](list)
    for finding in findings_of(document):
        findings[finding.row].append(asdict(finding))
    return [
        {
            "row": number,
            "id": pair.source.id,
            "kind": pair.source.kind,
            "level": pair.source.level,
            "source": f"{pair.source.marker} {pair.source.text}".strip(),
            "target": f"{pair.target_marker} {pair.target_text}".strip(),
            "text": remembered_text(pair.target),
            "is_editable": is_editable(pair),
            "is_corrected": pair.source.id in held.corrections,
            "findings": findings[number],
        }
        for number, pair in enumerate(document.pairs, 1)
    ]
