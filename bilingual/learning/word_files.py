"""Edited Word files. Styles are told by their names and rows by bookmarks, which Word and
LibreOffice keep; tracked changes count as accepted."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from bilingual.chinese.edits import Edit
from bilingual.formats.ledger import Half, Ledger, LedgerRow, fingerprint, load_ledger
from bilingual.formats.points import POINT, TAG
from bilingual.formats.shown import IMAGE_TEXT
from bilingual.formats.word.custom_properties import CUSTOM_KIND, read_line
from bilingual.formats.word.locators import located_elements
from bilingual.formats.word.names import (
    ADDED,
    DELETED,
    Element,
    attribute,
    child,
    is_deleted,
    name_of,
    qualified,
    value,
)
from bilingual.formats.word.package import (
    core_properties,
    open_package,
    part_name,
    part_root,
    related_root,
)
from bilingual.formats.word.parser import safe_parser
from bilingual.formats.word.relations import relation_kind
from bilingual.formats.word.row_marks import Vote, read_vote
from bilingual.formats.word.style_names import heading_level, style_names
from bilingual.learning.edited import (
    Claim,
    EditedDocument,
    Hand,
    Passage,
    without_ledger,
)
from bilingual.learning.headings import MARKER, split_heading
from bilingual.model import OPAQUE_KINDS, Block, Mark, Part, Span, SpanKind
from bilingual.readers import read_document
from bilingual.spans import edit_spans, joined_text
from bilingual.writers.word.comments import AUTHOR

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.opc.package import OpcPackage

_HALVES = {"source": Half.SOURCE, "target": Half.TARGET}
"""What the names of our styles begin with."""
_OUR_STYLE = "target text"
"""Of a document in our own design; in copies, styles tell nothing."""
_ADDED_STYLES = frozenset(
    ("finding", "row number", "table header", "cover facts", "banner", "part title", "toc heading")
)
"""Of paragraphs that are no row."""
_TITLES = frozenset(("title", "subtitle"))
"""Of paragraphs that are a row where the text has the title, and else are on the cover alone."""
_PARTS = frozenset(("footnotes", "endnotes", "header", "footer", "comments"))
"""The kinds of parts that hold rows besides the text itself."""
_BILINGUAL_TABLE = "bilingual table"


def read_docx(path: Path, data: bytes, *, encoding: str | None = None) -> EditedDocument:
    """A Word file of ours. Raises `ReadError` if it is none, or has lost what it knew of itself."""
    word = open_package(data, path)
    ledger = _ledger(path, word.part.package)
    styles = style_names(related_root(word.part, "styles"))
    comments = _comments(related_root(word.part, "comments"))
    scan = _Scan(styles, comments)
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


@dataclass(slots=True)
class _Seen:
    """What the XML says of a paragraph besides its text."""

    style: str
    group: str
    around: str = ""
    half: Half | None = None
    """Of which its style is, if the style is ours."""
    votes: list[Vote] = field(default_factory=list)
    hand: Hand = field(default_factory=Hand)
    before: str = ""
    remarks: tuple[str, ...] = ()
    refers_to_notes: bool = False
    """Whether numbers of notes stand in it as text."""


class _Scan:
    """Looks at the paragraphs of a file, in their order."""

    def __init__(self, styles: Mapping[str, str], comments: Mapping[str, str]) -> None:
        self._styles, self._comments = styles, comments
        self._is_ours = _OUR_STYLE in styles.values()
        self.seen: dict[str, _Seen] = {}
        """By locator, as `Block.element` has it."""

    def read(self, part: str, root: Element) -> None:
        """Look at the paragraphs of a part. What stands between paragraphs, or in one whose end is
        deleted, belongs to the next one."""
        places = {element: locator for locator, element in located_elements(part, root)}
        waiting: list[Vote] = []
        carried = _Seen(style="", group="")
        for element in root.iter(qualified("w:p"), qualified("w:bookmarkStart")):
            if name_of(element) == "w:bookmarkStart":
                if _paragraph_of(element) is None and (vote := _vote(element)):
                    waiting.append(vote)
                continue
            seen = self._look(element)
            seen.votes = [*carried.votes, *waiting, *seen.votes]
            seen.remarks = (*carried.remarks, *seen.remarks)
            seen.before = carried.before + seen.before
            seen.hand = max(carried.hand, seen.hand, key=lambda hand: hand.date)
            waiting, carried = [], _Seen(style="", group="")
            if is_deleted(child(element, "w:pPr", "w:rPr")):
                carried = seen
            else:
                self.seen[places[element]] = seen

    def settle_titles(self) -> None:
        """A title without bookmarks is of the half that others of its style are of."""
        titles = [one for one in self.seen.values() if one.style in _TITLES]
        halves = {one.style: vote.half for one in titles for vote in one.votes}
        if halves:  # the text has the title, the translation below it
            halves = {"title": Half.SOURCE, "subtitle": Half.TARGET} | halves
        for one in titles:
            one.half = halves.get(one.style)

    def _look(self, paragraph: Element) -> _Seen:
        style = self._styles.get(value(child(paragraph, "w:pPr"), "w:pStyle"), "")
        inside = [one for one in paragraph.iter() if _paragraph_of(one) is paragraph]
        changes = [one for one in inside if name_of(one) in ADDED | DELETED]
        hands = [
            Hand(author=attribute(one, "w:author"), date=attribute(one, "w:date"))
            for one in changes
        ]
        votes = [_vote(one) for one in inside if name_of(one) == "w:bookmarkStart"]
        remarks = [
            self._comments.get(attribute(one, "w:id"), "")
            for one in inside
            if name_of(one) == "w:commentReference"
        ]
        return _Seen(
            style=style,
            group=self._group(paragraph),
            around=self._around(paragraph),
            half=_HALVES.get(style.partition(" ")[0]) if self._is_ours else None,
            votes=[vote for vote in votes if vote],
            hand=max(hands, key=lambda hand: hand.date, default=Hand()),
            before=_text_before(inside) if changes else "",
            remarks=tuple(filter(None, remarks)),
            refers_to_notes=any(
                "NOTEREF" in (one.text or "") or "NOTEREF" in attribute(one, "w:instr")
                for one in inside
            ),
        )

    def _around(self, paragraph: Element) -> str:
        """The outermost line of a table around it."""
        lines = list(paragraph.iterancestors(qualified("w:tr")))
        return lines[-1].getroottree().getpath(lines[-1]) if len(lines) > 1 else ""

    def _group(self, paragraph: Element) -> str:
        """The line of our table of two columns, or the cell of another one."""
        cell = next(paragraph.iterancestors(qualified("w:tc")), None)
        table = None if cell is None else next(cell.iterancestors(qualified("w:tbl")), None)
        if cell is None or table is None:
            return ""
        style = self._styles.get(value(child(table, "w:tblPr"), "w:tblStyle"), "")
        if style == _BILINGUAL_TABLE:
            cell = next(cell.iterancestors(qualified("w:tr")), cell)
        return cell.getroottree().getpath(cell)


def _passages(block: Block, seen: _Seen | None, rows: Mapping[str, LedgerRow]) -> Iterator[Passage]:
    """The passages that a paragraph is; none if it is no part of any row."""
    if seen is None:
        return
    claims = tuple(
        Claim(
            id=vote.id,
            half=vote.half,
            weight=vote.weight,
            is_copied=vote.is_copied,
        )
        for vote in seen.votes
    )
    named = [rows[claim.id] for claim in claims if claim.id in rows]
    spans = _learned_spans(block.spans, named, refers_to_notes=seen.refers_to_notes)
    is_of_both = heading_level(seen.style) > 0 or {claim.half for claim in claims} == set(Half)
    is_added = seen.style in _ADDED_STYLES or block.part is not Part.BODY or block.is_contents
    is_added |= seen.style in _TITLES and seen.half is None
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
    block: Block, seen: _Seen | None, said: set[tuple[Part, frozenset[str], str]]
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


def _paragraph_of(element: Element) -> Element | None:
    """The nearest paragraph around an element, or it itself."""
    if element.tag == qualified("w:p"):
        return element
    return next(element.iterancestors(qualified("w:p")), None)


def _vote(start: Element) -> Vote | None:
    return read_vote(attribute(start, "w:name"))


def _text_before(inside: Iterable[Element]) -> str:
    """The text of a paragraph as it was before its tracked changes."""
    pieces = []
    for one in inside:
        name = name_of(one)
        if name == "w:delText" or (name == "w:t" and not _stands_in(one, ADDED)):
            pieces.append(one.text or "")
        elif name in ("w:br", "w:tab") and not _stands_in(one, ADDED):
            pieces.append(" ")
    return "".join(pieces)


def _stands_in(element: Element, names: frozenset[str]) -> bool:
    for around in element.iterancestors():
        if name_of(around) in names:
            return True
        if name_of(around) == "w:p":
            return False
    return False


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


def _comments(found: tuple[object, Element] | None) -> dict[str, str]:
    """What people remarked, by the comment's number; ours are not among them."""
    if found is None:
        return {}
    return {
        attribute(one, "w:id"): " ".join(
            "".join(text.text or "" for text in inside.iter(qualified("w:t")))
            for inside in one.iter(qualified("w:p"))
        )
        for one in found[1].iter(qualified("w:comment"))
        if attribute(one, "w:author") != AUTHOR
    }
