"""The YAML at the top of Markdown documents: the source's own, then ours."""

from __future__ import annotations

from typing import Any

import yaml

from bilingual.model import BilingualDocument
from bilingual.writers import labels
from bilingual.writers.content import WriteOptions


def front_matter(document: BilingualDocument, options: WriteOptions) -> str:
    """The front matter with its fences. What the source says stays as its author wrote it
    wherever it can: dumping it anew would lose comments and quoting."""
    own = document.document.front_matter.strip("\n")
    own_keys = _mapping(own)
    added: dict[str, Any] = {}
    title = labels.shown_title(document, options.source_text)
    if own_keys is None:
        added["source_front_matter"] = own
    if title and "title" not in (own_keys or {}):
        added["title"] = title
    added["bilingual"] = _provenance(document, options)
    text = _dump(added)
    if own_keys:
        merged = {**own_keys, **added}
        together = f"{own}\n{text}"
        is_sound = "bilingual" not in own_keys and _mapping(together) == merged
        text = together if is_sound else _dump(merged)
    return f"---\n{text}---\n"


def _provenance(document: BilingualDocument, options: WriteOptions) -> dict[str, Any]:
    source, engine = document.document, document.engine
    facts = {
        "source": source.name,
        "source_date": source.date.isoformat() if source.date else "",
        "source_language": document.source_language,
        "target_language": document.target_language,
        "source_text": str(options.source_text),
        "layout": str(options.layout),
        "engine": engine.name,
        "package": engine.package,
        "package_version": engine.version,
        "quality": engine.quality,
        "findings": sum(len(pair.findings) for pair in document.pairs),
        "made_by": labels.tool_name(),
    }
    return {name: fact for name, fact in facts.items() if fact != ""}


def _mapping(text: str) -> dict[Any, Any] | None:
    """The keys and values of a YAML text; None where it holds anything else."""
    try:
        loaded = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: such as month 13
        return None
    if loaded is None:
        return {}
    return loaded if isinstance(loaded, dict) else None


def _dump(mapping: dict[Any, Any]) -> str:
    return yaml.safe_dump(mapping, allow_unicode=True, sort_keys=False, width=1_000_000)
