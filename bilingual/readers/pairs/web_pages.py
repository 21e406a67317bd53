"""Web pages of two languages: ours, in which attributes tell what is what, and those of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bilingual.formats.encoding import decode_text
from bilingual.formats.html.tags import READINGS
from bilingual.formats.html.tree import parse_html
from bilingual.formats.xml import Element, tag_of
from bilingual.readers import read_document
from bilingual.readers.pairs.documents import Origin, read_pairs_of, without_pairs
from bilingual.readers.pairs.texts import PairsRead, TextPair, shown_text

_OURS = re.compile(rb'<meta name="?generator"? content="bilingual ')
_ROW = re.compile(r"row-\d+")
ADDED = frozenset(("flag", "label", "marker", "note"))
"""Classes of what is no text: marks of findings, numbers of notes, of headings and of items."""
_REFERENCE = "doc-noteref"


def read_html(path: Path, data: bytes, *, encoding: str | None = None) -> PairsRead:
    """The pairs of a web page."""
    if not _OURS.search(data):
        return read_pairs_of(path, read_document(path, data, encoding=encoding), Origin())
    root = parse_html(decode_text(data, path, encoding=encoding).text, path)
    pairs = [pair for row in root.iter() if _is_row(row) for pair in _row_pairs(row)]
    if not pairs:
        raise without_pairs(path, "it shows one language only")
    numbered = (replace(pair, row=number) for number, pair in enumerate(pairs, 1))
    return PairsRead(pairs=tuple(numbered), are_ours=True)


def _is_row(element: Element) -> bool:
    return _ROW.fullmatch(element.get("id") or "") is not None


def _row_pairs(row: Element) -> Iterator[TextPair]:
    """The pairs of a row: one, or as many as the cells of its table have paragraphs."""
    for source in row.iter():
        target = source.getnext()
        if not _is_half(source, "source") or target is None or not _is_half(target, "target"):
            continue
        texts, answers = (list(_paragraphs(half)) for half in (source, target))
        if len(texts) != len(answers):
            texts, answers = ["\n".join(texts)], ["\n".join(answers)]
        for text, answer in zip(texts, answers, strict=True):
            yield TextPair(
                source=text,
                target=answer,
                id=row.get("id") or "",
                language=target.get("lang") or "en",
                line=int(source.sourceline or 0),
                is_heading="heading" in classes_of(row) or "title" in classes_of(row),
            )


def _is_half(element: Element, side: str) -> bool:
    return {"half", side} <= classes_of(element)


def classes_of(element: Element) -> set[str]:
    """The classes that an element is of."""
    return set((element.get("class") or "").split())


def _paragraphs(half: Element) -> Iterator[str]:
    """The texts of the paragraphs in it, or its own."""
    inside = [one for one in half.iterdescendants() if tag_of(one) == "p"]
    for one in inside or [half]:
        if ADDED.isdisjoint(classes_of(one)):
            yield shown_text("".join(_pieces(one)))


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        if tag_of(one) == "br":
            yield "\n"
        elif tag_of(one) in READINGS:
            pass
        elif ADDED.isdisjoint(classes_of(one)) and not _is_reference(one):
            yield from _pieces(one)
        yield one.tail or ""


def _is_reference(element: Element) -> bool:
    return any(one.get("role") == _REFERENCE for one in (element, *element[:1]))
