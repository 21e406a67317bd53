"""The fields at the top of Markdown documents: the source's own, then ours."""

from __future__ import annotations

import json
from typing import Any

import yaml

from bilingual.formats.front_matter import is_toml, load_fields
from bilingual.formats.shown import printable
from bilingual.model import BilingualDocument, Origin
from bilingual.writers import labels
from bilingual.writers.options import WriteOptions

_OURS = "bilingual"


def front_matter(document: BilingualDocument, options: WriteOptions) -> str:
    """The front matter with its fences. What the source says stays as its author wrote it
    wherever it can: dumping it anew would lose comments and quoting."""
    own = printable(document.document.front_matter).strip("\n")
    fields = load_fields(own)
    added: dict[str, Any] = {}
    if fields is None:
        added["source_front_matter"] = own
    title = labels.shown_title(document, options.source_text)
    if title and "title" not in (fields or {}):
        added["title"] = title
    added[_OURS] = _provenance(document, options)
    if is_toml(own) and _OURS not in (fields or {}):
        return f"+++\n{_extended_toml(own, added)}+++\n"
    text = _dump(added)
    if fields:
        together = f"{own}\n{text}"
        is_sound = list(load_fields(together) or ()) == [*fields, *added] and not is_toml(own)
        text = together if is_sound else _dump({**fields, **added})
    return f"---\n{text}---\n"


def _provenance(document: BilingualDocument, options: WriteOptions) -> dict[str, str | int]:
    source, engine = document.document, document.engine
    facts: dict[str, str | int] = {
        "source": source.name,
        "source_date": source.date.isoformat() if source.date else "",
        "source_language": document.source_language,
        "target_language": document.target_language,
        "source_text": str(options.source_text),
        "layout": str(options.layout),
        "engine": engine.name,
        "package": engine.package,
        "package_version": engine.version,
        "package_checksum": engine.checksum,
        "package_licence": printable(engine.licence),
        "quality": engine.quality,
        "findings": len(document.findings),
        "repairs": sum(len(pair.repairs) for pair in document.pairs) or "",
        "from_people": labels.remembered(document, Origin.HUMAN) or "",
        "from_memory": labels.remembered(document, Origin.MEMORY) or "",
        "remarks": printable(" ".join(source.remarks)),
        "made_by": labels.tool_name(),
    }
    return {name: fact for name, fact in facts.items() if fact != ""}


def _extended_toml(own: str, added: dict[str, Any]) -> str:
    """TOML with fields added: the plain ones before the first table, ours as a table at the end."""
    lines = [f"{key} = {_toml(value)}" for key, value in added.items() if key != _OURS]
    table = [f"{key} = {_toml(value)}" for key, value in added[_OURS].items()]
    return "\n".join([*lines, own, "", f"[{_OURS}]", *table, ""])


def _toml(value: str | int) -> str:
    """A value in TOML. Its strings are JSON's, except that DEL must be escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _dump(mapping: dict[Any, Any]) -> str:
    return yaml.safe_dump(mapping, allow_unicode=True, sort_keys=False, width=1_000_000)
