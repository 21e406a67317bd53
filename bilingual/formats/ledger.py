"""The ledger of a document: what its rows were when it was written.

It is how a row that a person changed is told from one as we wrote it, without the source, the
settings or any other file. It holds no text, but a fingerprint of each half of each row and of each
sentence of the translation. As text it is one line of ASCII without spaces, for a place that no
reader of the document sees and that programs keep: see `bilingual.learning`.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from urllib.parse import quote, unquote

from bilingual.formats.addresses import is_followed, scheme_of
from bilingual.formats.points import TAG, is_point
from bilingual.formats.shown import printable
from bilingual.model import Layout, Mark, SourceText, Span, SpanKind

LEDGER_NAME = "bilingual-ledger"
"""What web pages call it."""
_VERSION = "1"
_ROW, _FIELD, _BESIDE = ";", ".", "|"
_KINDS = ("design", "copy")
_KEPT = 4096
"""Fingerprints that are not made again: a paragraph of one sentence has that of the sentence, and
each format of a document has the same."""
_SHORT = 4
"""Letters of a sentence's fingerprint, which only counts beside others: 24 bits."""
LEARNED_MARKS = frozenset(
    {Mark.BOLD, Mark.ITALIC, Mark.STRIKE, Mark.HIGHLIGHT, Mark.SUPERSCRIPT, Mark.SUBSCRIPT}
)
"""Underlining is not among them: links have it from their style."""
_UNSEEN = re.compile(r"\{#[^{}\s]+\}|[\u00ad\u200b\u2060\ufeff\ufffc]")
"""Characters without width, which programs add and drop, what stands for an image, and names of
headings, which some documents leave out."""


class Half(StrEnum):
    """A side of a row."""

    SOURCE = "source"
    TARGET = "target"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One row as it was written."""

    id: str
    """See `Block.id`."""
    source: str
    """`fingerprint` of the Chinese as the document shows it."""
    target: str
    """`fingerprint` of the translation."""
    marks: str
    """`marks_of` the translation; those of older documents are shorter and tell nothing of links.
    Empty in a copy."""
    sentences: tuple[str, ...] = ()
    """The same of its sentences, which answer to the source's."""
    markers: tuple[str, str] = ("", "")
    """What stands before the two texts: ``第一章`` and ``Chapter 1``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The rows of a document that can be learned from, in their order."""

    seed: str
    """The source's file name, without folders."""
    languages: tuple[str, str]
    """BCP-47 tags of source and target."""
    layout: Layout
    source_text: SourceText
    """In which form the document shows its source."""
    is_copy: bool
    """Whether it is a copy of the source's own file: it formats its rows in ways of its own, and
    programs that save it anew may drop its formulas."""
    rows: tuple[LedgerRow, ...]

    def print_of(self, *texts: Iterable[Span]) -> str:
        """The `fingerprint` of texts as one, a line each, as the document shows them."""
        return fingerprint("\n".join(learned_text(one, is_copy=self.is_copy) for one in texts))

    def with_only(self, is_shown: Callable[[str], bool]) -> Ledger:
        """The ledger with those rows whose names are shown in the document."""
        return replace(self, rows=tuple(row for row in self.rows if is_shown(row.id)))


@lru_cache(maxsize=_KEPT)
def fingerprint(text: str) -> str:
    """Eight letters that tell one text from another; white space of any kind and length counts as
    one space, as it comes and goes when a program saves a document."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFC", printable(text)))
    digest = hashlib.sha256(" ".join(plain.split()).encode("utf-8", "surrogatepass")).digest()
    return base64.urlsafe_b64encode(digest[:6]).decode()


def short(fingerprint_: str) -> str:
    """As much of a fingerprint as sentences have."""
    return fingerprint_[:_SHORT]


def learned_text(spans: Iterable[Span], *, is_copy: bool = False) -> str:
    """What of a half of a row is text that a person can put right: no images, notes, tags. Formulas
    are, but not in a copy."""
    return "".join(
        TAG.sub("", span.text) if span.kind is SpanKind.RAW else span.text
        for span in spans
        if not is_point(span) and not (is_copy and span.kind is SpanKind.RAW)
    )


def marks_of(spans: Iterable[Span]) -> str:
    """The stretches of a text that stand out, and those that are links, each as `short`
    `fingerprint` of all of them. Addresses are not among it: programs write them anew."""
    filled = [one for one in spans if not is_point(one) and not _is_blank(one.text)]
    marked = groupby(filled, key=lambda span: span.marks & LEARNED_MARKS)
    told = [f"{'+'.join(sorted(marks))}:{_joined(run)}" for marks, run in marked if marks]
    linked = groupby(filled, key=lambda span: span.href if is_learned_link(span.href) else "")
    links = [_joined(run) for address, run in linked if address]
    return "".join(short(fingerprint(_FIELD.join(one))) for one in (told, links))


def is_learned_link(address: str) -> bool:
    """Whether a link is formatting that a person may have changed: programs that save a document
    drop or rewrite those that lead to a place in it or to a file beside it."""
    return bool(scheme_of(address)) and is_followed(address)


def _joined(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)


def _is_blank(text: str) -> bool:
    return not _UNSEEN.sub("", text).strip()


def dump_ledger(ledger: Ledger) -> str:
    """The ledger as one line of ASCII without spaces."""
    head = (
        _VERSION,
        quote(ledger.seed, safe="", errors="surrogateescape"),
        *ledger.languages,
        ledger.layout,
        ledger.source_text,
        _KINDS[ledger.is_copy],
    )
    rows = (
        _FIELD.join(
            (row.id, row.source, row.target, row.marks, "".join(row.sentences), _markers(row))
        )
        for row in ledger.rows
    )
    content = _ROW.join((*head, *rows))
    return f"{fingerprint(content)}{_ROW}{content}"


def load_ledger(text: str) -> Ledger | None:
    """The ledger of a line that `dump_ledger` made; None of any other, such as one cut short."""
    check, _, content = text.strip().partition(_ROW)
    if fingerprint(content) != check:
        return None
    version, seed, source, target, layout, shown, kind, *rows = content.split(_ROW)
    if version != _VERSION:
        return None
    return Ledger(
        seed=unquote(seed, errors="surrogateescape"),
        languages=(source, target),
        layout=Layout(layout),
        source_text=SourceText(shown),
        is_copy=kind == _KINDS[True],
        rows=tuple(map(_row, rows)),
    )


def _markers(row: LedgerRow) -> str:
    quoted = (quote(marker, safe="").replace(_FIELD, "%2E") for marker in row.markers)
    return _BESIDE.join(quoted) if any(row.markers) else ""


def _row(text: str) -> LedgerRow:
    id_, source, target, marks, sentences, markers = text.split(_FIELD)
    first, _, second = markers.partition(_BESIDE)
    starts = range(0, len(sentences), _SHORT)
    return LedgerRow(
        id=id_,
        source=source,
        target=target,
        marks=marks,
        sentences=tuple(sentences[start : start + _SHORT] for start in starts),
        markers=(unquote(first), unquote(second)),
    )
