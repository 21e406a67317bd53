"""Edited Markdown files. Markdown shows the Chinese beside or above its translation, so that rows
are found by it, and nothing else marks them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bilingual.formats.encoding import decode_text
from bilingual.formats.ledger import Half, Ledger, LedgerRow, fingerprint
from bilingual.formats.markdown_ledger import split_ledger
from bilingual.learning.edited import EditedDocument, Hand, Passage, without_ledger
from bilingual.memory import remembered_text
from bilingual.model import OPAQUE_KINDS, Layout, Span
from bilingual.readers import read_document
from bilingual.readers.pairs.documents import without_cover
from bilingual.readers.pairs.markdown_files import read_markdown as read_pairs
from bilingual.readers.pairs.texts import NoPairsError, TextPair, shown_text


def read_markdown(path: Path, data: bytes, *, encoding: str | None = None) -> EditedDocument:
    """A Markdown file of ours. Raises `ReadError` if it is none, or has lost what it knew of
    itself."""
    text, ledger = split_ledger(decode_text(data, path, encoding=encoding).text)
    if ledger is None:
        raise without_ledger(path)
    bare, rows = text.encode("utf-8", "surrogatepass"), _Rows(ledger)
    passages = (
        _targets(path, bare, rows)
        if ledger.layout is Layout.TARGET_ONLY
        else _halves(path, bare, rows)
    )
    return EditedDocument(ledger=ledger, passages=tuple(passages), hand=Hand(), has_marks=False)


_QUOTED = re.compile(r"^(?:> ?)+", re.MULTILINE)
"""How cells show quotations."""
_CHAPTERS = frozenset(("Notes", "Page headers", "Page footers", "Comments", "Contents"))
"""What our documents put over parts."""


class _Rows:
    """The rows of a ledger, by what stands in the document."""

    def __init__(self, ledger: Ledger) -> None:
        self._by_source: dict[str, LedgerRow] = {}
        self._by_target: dict[str, LedgerRow] = {}
        for row in ledger.rows:
            self._by_source.setdefault(row.source, row)
            self._by_target.setdefault(row.target, row)
        self._markers = [
            sorted({row.markers[side] for row in ledger.rows} - {""}, key=len, reverse=True)
            for side in (0, 1)
        ]

    def bare(self, text: str, half: Half) -> tuple[str, LedgerRow | None]:
        """A text without the marker before it, and the row that it is as it was written."""
        known = self._by_source if half is Half.SOURCE else self._by_target
        markers = self._markers[0 if half is Half.SOURCE else 1]
        text = _QUOTED.sub("", text)
        for one in (text, *(_without(marker, text) for marker in markers)):
            if row := known.get(fingerprint(one)):
                return one, row
        return text, None


def _without(marker: str, text: str) -> str:
    return text.removeprefix(marker).lstrip() if text.startswith(marker) else text


def _halves(path: Path, data: bytes, rows: _Rows) -> Iterator[Passage]:
    """Source and translation of each pair."""
    try:
        pairs = read_pairs(path, data).pairs
    except NoPairsError:
        pairs = ()
    for pair in pairs:
        source, row = rows.bare(pair.source, Half.SOURCE)
        target, _ = rows.bare(pair.target, Half.TARGET)
        if row:
            target = _without(row.markers[1], _without(row.markers[0], target))
        yield _passage(source, Half.SOURCE, pair)
        yield _passage(target, Half.TARGET, pair)


def _passage(text: str, half: Half, pair: TextPair) -> Passage:
    place = f"line {pair.line}" if pair.line else f"row {pair.row}"
    return Passage(spans=(Span(text=text),), half=half, group=f"pair {pair.row}", place=place)


def _targets(path: Path, data: bytes, rows: _Rows) -> Iterator[Passage]:
    """The paragraphs of a translation that stands alone."""
    for block in without_cover(read_document(path, data).blocks):
        if block.kind not in OPAQUE_KINDS and not block.is_contents:
            shown = shown_text(remembered_text(block.spans))
            text, _ = rows.bare(shown, Half.TARGET)
            if text in _CHAPTERS:
                continue
            yield Passage(spans=(Span(text=text),), half=Half.TARGET, place=block.locator)
