"""Markdown files of two languages."""

from __future__ import annotations

import re
from pathlib import Path

from bilingual.model import Layout
from bilingual.readers import read_document
from bilingual.readers.pairs.documents import Origin, read_pairs_of
from bilingual.readers.pairs.texts import PairsRead

_OURS = re.compile(r"^(?:bilingual:|\[bilingual\])(?P<rest>.*)", re.MULTILINE | re.DOTALL)
_LAYOUT = re.compile(r"^\s*layout\s*[:=]\s*\"?([a-z-]+)", re.MULTILINE)


def read_markdown(path: Path, data: bytes, *, encoding: str | None = None) -> PairsRead:
    """The pairs of a Markdown file; ours say in their front matter how they are laid out."""
    document = read_document(path, data, encoding=encoding)
    ours = _OURS.search(document.front_matter)
    named = _LAYOUT.search(ours["rest"]) if ours else None
    layout = Layout(named[1]) if named and named[1] in tuple(Layout) else None
    return read_pairs_of(path, document, Origin(layout=layout))
