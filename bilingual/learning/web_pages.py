"""Edited web pages, and the files that pages save when people correct rows in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bilingual.formats.encoding import decode_text
from bilingual.formats.html.tags import READINGS
from bilingual.formats.html.tree import parse_html
from bilingual.formats.ledger import LEDGER_NAME, Half, load_ledger
from bilingual.formats.points import POINT, TAG
from bilingual.formats.shown import IMAGE_TEXT
from bilingual.formats.xml import Element, tag_of
from bilingual.learning.edited import (
    Claim,
    EditedDocument,
    ForeignDocumentError,
    Hand,
    Passage,
    without_ledger,
)
from bilingual.model import Span
from bilingual.readers.pairs.web_pages import ADDED, classes_of

_ROW = "data-row"
_WEIGHT = 3.0


def read_html(path: Path, data: bytes, *, encoding: str | None = None) -> EditedDocument:
    """A web page of ours. Raises `ReadError` if it is none, or has lost what it knew of itself."""
    root = parse_html(decode_text(data, path, encoding=encoding).text, path)
    named = (one for one in root.iter() if tag_of(one) == "meta" and one.get("name") == LEDGER_NAME)
    ledger = load_ledger(next((str(one.get("content")) for one in named), ""))
    if ledger is None:
        raise without_ledger(path)
    passages = (_passage(one) for one in root.iter() if one.get(_ROW))
    return EditedDocument(
        ledger=ledger,
        passages=tuple(one for one in passages if one),
        hand=Hand(),
        has_marks=False,
    )


def read_corrections(path: Path, data: bytes, *, encoding: str | None = None) -> EditedDocument:
    """A file that a page of ours saved. Raises `ReadError` if it is none."""
    ledger, rows, date = None, list[Passage](), ""
    try:
        saved = json.loads(decode_text(data, path, encoding=encoding).text)
        ledger = load_ledger(saved["ledger"])
        rows = [half for one in saved["rows"] for half in _saved_row(one)]
        date = str(saved.get("date", ""))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    if ledger is None:
        raise ForeignDocumentError(
            path,
            "is no file of corrections that a page of bilingual saved",
            "save it with the page's button, and give it as it is",
        )
    return EditedDocument(
        ledger=ledger,
        passages=tuple(rows),
        hand=Hand(date=date),
        is_whole=False,
        has_marks=False,
    )


def _saved_row(row: dict[str, Any]) -> Iterator[Passage]:
    """Both halves of a row; the source where the page shows it."""
    name, source, before, after = (str(row[key]) for key in ("id", "source", "before", "after"))
    for half, text in zip(Half, (source, after), strict=True):
        yield Passage(
            spans=(Span(text=text),),
            half=half,
            claims=(Claim(id=name, half=half, weight=_WEIGHT),),
            group=name,
            before="" if half is Half.SOURCE else before,
            place=f"row {name}",
        )


def _passage(element: Element) -> Passage | None:
    """One half of a row; None for what is no half."""
    around = [element, *element.iterancestors()]
    halves = [half for one in around for half in Half if half in classes_of(one)]
    if not halves:
        return None
    name = str(element.get(_ROW))
    return Passage(
        spans=(Span(text=IMAGE_TEXT.sub(POINT, "".join(_pieces(element))).strip()),),
        half=halves[0],
        claims=(Claim(id=name, half=halves[0], weight=_WEIGHT),),
        place=f"line {element.sourceline}",
    )


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        tag = tag_of(one)
        if tag == "br":
            yield "\n"
        elif tag == "img" or (tag == "sup" and any(map(_is_reference, one))):
            yield POINT
        elif "raw" in classes_of(one):
            yield TAG.sub(POINT, "".join(_pieces(one)))
        elif tag not in READINGS and ADDED.isdisjoint(classes_of(one)):
            yield from _pieces(one)
        yield one.tail or ""


def _is_reference(element: Element) -> bool:
    return element.get("role") == "doc-noteref"
