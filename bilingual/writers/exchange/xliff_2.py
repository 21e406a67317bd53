"""XLIFF 2.1: ``pc`` around words, ``ph`` between them, with what a web page would have there.

Source of the rules: XLIFF 2.1, OASIS Standard, 2018.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from bilingual.formats.exchange.codes import CodeKind, Piece, Standing, encode
from bilingual.formats.exchange.names import xliff_2_types
from bilingual.formats.exchange.xliff import LEDGER, ORIGIN
from bilingual.formats.xml import Element
from bilingual.model import BilingualDocument, Span
from bilingual.writers.exchange.elements import (
    XML_SPACE,
    add,
    append_text,
    break_lines,
    serialize,
)
from bilingual.writers.exchange.units import (
    PRIORITIES,
    ExchangeDocument,
    ExchangeUnit,
    Stage,
    exchange_document,
)
from bilingual.writers.options import WriteOptions

_CORE = "urn:oasis:names:tc:xliff:document:2.0"
_METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_STATES = {
    Stage.MACHINE: "initial",
    Stage.RULE: "translated",
    Stage.MEMORY: "reviewed",
    Stage.HUMAN: "final",
}
_SEGMENT = "1"
"""What the one segment of a unit is called where something refers to it."""


def write(document: BilingualDocument, options: WriteOptions) -> bytes:
    """The document as XLIFF 2.1."""
    made = exchange_document(document, options)
    root = etree.Element(
        f"{{{_CORE}}}xliff",
        {
            "version": "2.1",
            "srcLang": document.source_language,
            "trgLang": document.target_language,
        },
        {None: _CORE, "mda": _METADATA, "mtc": _MATCHES},
    )
    file = add(root, "file", id="f1", original=document.document.name, canResegment="no")
    file.set(XML_SPACE, "preserve")
    _head(file, made, document)
    for unit in made.units:
        _unit(file, unit)
    break_lines(file)
    return serialize(break_lines(root))


def _head(file: Element, made: ExchangeDocument, document: BilingualDocument) -> None:
    engine = document.engine
    _describe(file, {"engine": engine.label, "model": engine.details, LEDGER: made.ledger})
    notes = add(file, "notes")
    for note in made.notes:
        add(notes, "note", note)
    break_lines(notes)


def _unit(file: Element, unit: ExchangeUnit) -> None:
    kind = f"bilingual:{unit.kind}"
    if not unit.is_translatable:
        element = add(file, "unit", id=unit.id, type=kind, translate="no")
        _fill_segment(element, [unit.source])
        return
    element = add(file, "unit", id=unit.id, type=kind)
    if unit.suggestions:
        _suggest(element, unit)
    said = {ORIGIN: str(unit.origin), "marker": unit.marker}
    _describe(element, said | {"by": unit.taken.label if unit.taken else ""})
    if unit.findings:
        notes = add(element, "notes")
        for finding in unit.findings:
            add(
                notes,
                "note",
                finding.message,
                appliesTo="target",
                category=f"{finding.severity} {finding.code}",
                priority=PRIORITIES[finding.severity],
            )
    _fill_segment(
        element,
        [unit.source, unit.target],
        id=_SEGMENT if unit.suggestions else "",
        state=_STATES[unit.stage],
    )
    break_lines(element)


def _describe(parent: Element, facts: dict[str, str]) -> None:
    """Facts of ours, as metadata."""
    group = add(add(parent, f"{{{_METADATA}}}metadata"), "metaGroup", category="bilingual")
    for name, value in facts.items():
        if value:
            add(group, "meta", value, type=name)


def _suggest(unit: Element, made: ExchangeUnit) -> None:
    """What the memory has of texts like this one."""
    matches = add(unit, f"{{{_MATCHES}}}matches")
    for suggestion in made.suggestions:
        match = add(
            matches,
            "match",
            ref=f"#{_SEGMENT}",
            type="tm",
            origin=suggestion.label,
            matchQuality=f"{suggestion.score:.1f}",
        )
        add(match, f"{{{_CORE}}}source", suggestion.source)
        add(match, f"{{{_CORE}}}target", suggestion.target)


def _fill_segment(unit: Element, sides: Iterable[Iterable[Span]], **attributes: str) -> None:
    texts = encode(*sides)
    filling = _Filling()
    segment = etree.Element(
        f"{{{_CORE}}}segment", {name: value for name, value in attributes.items() if value}
    )
    for name, pieces in zip(("source", "target"), texts, strict=False):
        filling.fill(add(segment, name), pieces)
    if filling.data:
        originals = add(unit, "originalData")
        for text, name in filling.data.items():
            add(originals, "data", text, id=name)
    unit.append(segment)


@dataclass(slots=True)
class _Filling:
    """The texts of a unit while they are written."""

    data: dict[str, str] = field(default_factory=dict)
    """What codes stand for, with the name of each."""

    def fill(self, element: Element, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            if isinstance(piece, str):
                append_text(element, piece)
                continue
            code = piece.code
            type_, sub_type = xliff_2_types(code)
            if isinstance(piece, Standing):
                is_text = code.kind is CodeKind.TEXT
                shown = code.shown if code.kind is not CodeKind.BREAK else ""
                add(
                    element,
                    "ph",
                    id=piece.id,
                    type=type_,
                    subType=sub_type,
                    disp=shown,
                    equiv=shown if is_text else "",
                    dataRef=self._name(code.before),
                )
            else:
                around = add(
                    element,
                    "pc",
                    id=piece.id,
                    type=type_,
                    subType=sub_type,
                    dataRefStart=self._name(code.before),
                    dataRefEnd=self._name(code.after),
                )
                self.fill(around, piece.inside)

    def _name(self, data: str) -> str:
        return self.data.setdefault(data, f"d{len(self.data) + 1}") if data else ""
