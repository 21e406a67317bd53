"""Edited Word files. Styles are told by their names and rows by bookmarks, which Word and
LibreOffice keep; tracked changes count as accepted."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from bilingual.chinese.edits import Edit
from bilingual.formats.ledger import Half, Ledger, LedgerRow, fingerprint, load_ledger
from bilingual.formats.points import POINT, TAG
from bilingual.formats.shown import IMAGE_TEXT
from bilingual.formats.word.custom_properties import CUSTOM_KIND, read_line
from bilingual.formats.word.package import (
    core_properties,
    open_package,
    part_name,
    part_root,
    related_root,
)
from bilingual.formats.word.parser import safe_parser
from bilingual.formats.word.relations import relation_kind
from bilingual.formats.word.style_names import heading_level, style_names
from bilingual.learning.edited import Claim, EditedDocument, Hand, Passage, without_ledger
from bilingual.learning.headings import MARKER, split_heading
from bilingual.learning.word_paragraphs import TITLES, Scan, Seen, comments_in
from bilingual.model import OPAQUE_KINDS, Block, Mark, Part, Span, SpanKind
from bilingual.readers import read_document
from bilingual.spans import edit_spans, joined_text

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.opc.package import OpcPackage

_ADDED_STYLES = frozenset(
    ("finding", "row number", "table header", "cover facts", "banner", "part title", "toc heading")
)
"""Of paragraphs that are no row."""
_PARTS = frozenset(("footnotes", "endnotes", "header", "footer", "comments"))
"""The kinds of parts that hold rows besides the text itself."""


def read_docx(path: Path, data: bytes, *, encoding: str | None = None) -> EditedDocument:
    """A Word file of ours. Raises `ReadError` if it is none, or has lost what it knew of itself."""
    word = open_package(data, path)
    ledger = _ledger(path, word.part.package)
    styles = style_names(related_root(word.part, "styles"))
    comments = comments_in(related_root(word.part, "comments"))
    scan = Scan(styles, comments)
    scan.read(part_name(word.part), part_root(word.part))
    for relation in word.part.rels.values():
        if not relation.is_external and relation_kind(relation.reltype) in _PARTS:
            scan.read(part_name(relation.target_part), part_root(relation.target_part))
    scan.settle_titles()
    rows = {row.id: row for row in ledger.rows}
    document = read_document(path, data)
    said = set[tuple[Part, frozenset[str], str]]()
    passages = [
        passage
        for block in document.blocks
        if not _is_said_again(block, scan.seen.get(block.element), said)
        if block.kind not in OPAQUE_KINDS
        for passage in _passages(block, scan.seen.get(block.element), rows)
    ]
    return EditedDocument(
        ledger=ledger, passages=tuple(passages), hand=_last_hand(word), remarks=document.remarks
    )


def _passages(block: Block, seen: Seen | None, rows: Mapping[str, LedgerRow]) -> Iterator[Passage]:
    """The passages that a paragraph is; none if it is no part of any row."""
    if seen is None:
        return
    claims = tuple(
        Claim(id=vote.id, half=vote.half, weight=vote.weight, is_copied=vote.is_copied)
        for vote in seen.votes
    )
    named = [rows[claim.id] for claim in claims if claim.id in rows]
    spans = _learned_spans(block.spans, named, refers_to_notes=seen.refers_to_notes)
    is_of_both = heading_level(seen.style) > 0 or {claim.half for claim in claims} == set(Half)
    is_added = seen.style in _ADDED_STYLES or block.part is not Part.BODY or block.is_contents
    is_added |= seen.style in TITLES and seen.half is None
    if not claims and is_added:
        return

    def passage(spans: Iterable[Span], half: Half | None, claims: Iterable[Claim]) -> Passage:
        return Passage(
            spans=tuple(spans),
            half=half,
            claims=tuple(claims),
            group=seen.group,
            around=seen.around,
            hand=seen.hand,
            before=seen.before,
            remarks=seen.remarks,
            place=block.locator,
        )

    if is_of_both and {claim.half for claim in claims} != {Half.TARGET}:
        halves = split_heading(spans, named)
        if halves is None:  # which is told: it belongs to no row, or holds both halves in one
            yield passage(spans, None, claims)
            return
        for half, text in zip(Half, halves, strict=True):
            yield passage(text, half, (claim for claim in claims if claim.half is half))
        return
    yield passage(spans, None if claims else seen.half, claims)


def _is_said_again(
    block: Block, seen: Seen | None, said: set[tuple[Part, frozenset[str], str]]
) -> bool:
    """Whether a page header or footer is one of several copies: LibreOffice makes three of one."""
    if seen is None or block.part not in (Part.HEADER, Part.FOOTER) or not seen.votes:
        return False
    fact = (block.part, frozenset(vote.id for vote in seen.votes), block.text)
    is_again = fact in said
    said.add(fact)
    return is_again


def _learned_spans(
    spans: Iterable[Span], rows: Sequence[LedgerRow], *, refers_to_notes: bool
) -> tuple[Span, ...]:
    """The spans without what our documents show in place of an image or a note, and without the
    marker that leads them."""
    shown = tuple(
        _pointed(one, refers_to_notes=refers_to_notes)
        for span in spans
        for one in _tags_apart(span)
    )
    text = joined_text(shown)
    is_whole = fingerprint(text) in {print_ for row in rows for print_ in (row.source, row.target)}
    marker = None if is_whole else MARKER.match(text)
    return edit_spans(shown, [Edit(0, marker.end(), "")]) if marker else shown


def _tags_apart(span: Span) -> list[Span]:
    """HTML tags each for itself: programs join neighbouring runs of one style."""
    found = list(TAG.finditer(span.text)) if span.kind is SpanKind.RAW else []
    is_of_tags = len(found) > 1 and not TAG.sub("", span.text).strip()
    return [replace(span, text=tag[0]) for tag in found] if is_of_tags else [span]


def _pointed(span: Span, *, refers_to_notes: bool) -> Span:
    if span.kind is not SpanKind.TEXT:
        return span
    is_note = refers_to_notes and Mark.SUPERSCRIPT in span.marks and span.text.isdigit()
    return replace(span, text=POINT if is_note else IMAGE_TEXT.sub(POINT, span.text))


def _ledger(path: Path, package: OpcPackage) -> Ledger:
    for relation in package.rels.values():
        if not relation.is_external and relation_kind(relation.reltype) == CUSTOM_KIND:
            ledger = load_ledger(
                read_line(etree.fromstring(relation.target_part.blob, safe_parser()))
            )
            if ledger:
                return ledger
    raise without_ledger(path)


def _last_hand(word: WordDocument) -> Hand:
    """Who saved the file last; its date only if that was after it was written."""
    with contextlib.suppress(AttributeError, KeyError, ValueError, etree.XMLSyntaxError):
        core = core_properties(word)
        if core is not None:
            author, modified = core.last_modified_by, core.modified
            is_later = modified is not None and modified != core.created
            return Hand(author=author, date=modified.isoformat() + "Z" if is_later else "")
    return Hand()
