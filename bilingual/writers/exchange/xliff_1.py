"""XLIFF 1.2, which most programs of translators take: ``g`` around words, ``x`` between them.

Source of the rules: XLIFF 1.2, OASIS Standard, 2008.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from bilingual import __version__
from bilingual.formats.exchange.codes import CodeKind, Piece, Standing, encode
from bilingual.formats.exchange.names import xliff_1_type
from bilingual.formats.exchange.xliff import ORIGIN
from bilingual.formats.xml import XML_LANG, Element
from bilingual.model import BilingualDocument, Recalled
from bilingual.writers.exchange.elements import (
    XML_SPACE,
    add,
    add_exactly,
    append_text,
    break_lines,
    serialize,
)
from bilingual.writers.exchange.units import (
    PRIORITIES,
    ExchangeUnit,
    Stage,
    exchange_document,
)
from bilingual.writers.options import WriteOptions

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_STATES = {
    Stage.MACHINE: ("needs-review-translation", "mt-suggestion"),
    Stage.RULE: ("translated", ""),
    Stage.MEMORY: ("translated", "exact-match"),
    Stage.HUMAN: ("final", "exact-match"),
}
"""``state`` and ``state-qualifier``."""
_PROCESSES = {
    Stage.MACHINE: "machine translation",
    Stage.RULE: "rules",
    Stage.MEMORY: "translation memory",
    Stage.HUMAN: "human translation",
}


def write(document: BilingualDocument, options: WriteOptions) -> bytes:
    """The document as XLIFF 1.2."""
    made = exchange_document(document, options)
    root = etree.Element(f"{{{_NAMESPACE}}}xliff", {"version": "1.2"}, {None: _NAMESPACE})
    file = add(
        root,
        "file",
        original=document.document.name,
        datatype="plaintext",
        source_language=document.source_language,
        target_language=document.target_language,
    )
    file.set(XML_SPACE, "preserve")
    _head(file, document, made.ledger, made.notes, made.units)
    body = add(file, "body")
    for unit in made.units:
        _unit(body, unit, document)
    break_lines(body)
    break_lines(file)
    return serialize(break_lines(root))


def _head(
    file: Element,
    document: BilingualDocument,
    ledger: str,
    notes: Iterable[str],
    units: Iterable[ExchangeUnit],
) -> None:
    header = add(file, "header")
    skeleton = add(header, "skl")
    add(skeleton, "internal-file", ledger, form="text/x-bilingual-ledger")
    stages = {unit.stage for unit in units if unit.is_translatable}
    phases = [stage for stage in Stage if stage in stages]
    if phases:
        group = add(header, "phase-group")
        for stage in phases:
            phase = add(
                group,
                "phase",
                phase_name=stage,
                process_name=_PROCESSES[stage],
                tool_id="bilingual",
            )
            if stage is Stage.MACHINE:
                add(phase, "note", document.engine.described)
        break_lines(group)
    for note in notes:
        add(header, "note", note, **{"from": "bilingual"})
    add(header, "tool", tool_id="bilingual", tool_name="bilingual", tool_version=__version__)
    break_lines(header)


def _unit(body: Element, unit: ExchangeUnit, document: BilingualDocument) -> None:
    if not unit.is_translatable:
        element = add(body, "trans-unit", id=unit.id, translate="no", restype=f"x-{unit.kind}")
        (source,) = encode(unit.source)
        _fill(add_exactly(element, "source", {XML_LANG: document.source_language}), source)
        return
    is_final = unit.stage is Stage.HUMAN
    state, qualifier = _STATES[unit.stage]
    element = add(
        body,
        "trans-unit",
        id=unit.id,
        approved="yes" if is_final else "",
        restype=f"x-{unit.kind}",
    )
    source, target = encode(unit.source, unit.target)
    _fill(add_exactly(element, "source", {XML_LANG: document.source_language}), source)
    said = {XML_LANG: document.target_language, "state": state, "state-qualifier": qualifier}
    _fill(add_exactly(element, "target", said | {"phase-name": unit.stage}), target)
    context = add(element, "context-group", purpose="information")
    add(context, "context", unit.origin, context_type=f"x-bilingual-{ORIGIN}")
    if unit.marker:
        add(context, "context", unit.marker, context_type="x-bilingual-marker")
    if unit.taken and unit.taken.label:
        add(context, "context", unit.taken.label, context_type="x-bilingual-by")
    for finding in unit.findings:
        note = add(element, "note", finding.message, priority=PRIORITIES[finding.severity])
        note.set("from", f"bilingual {finding.severity} {finding.code}")
        note.set("annotates", "target")
    for suggestion in unit.suggestions:
        _suggest(element, suggestion, document)
    break_lines(element)


def _suggest(unit: Element, suggestion: Recalled, document: BilingualDocument) -> None:
    """What the memory has of a text like this one."""
    other = add(
        unit, "alt-trans", match_quality=f"{suggestion.score:.0f}%", origin=suggestion.label
    )
    add_exactly(other, "source", {XML_LANG: document.source_language}, suggestion.source)
    add_exactly(other, "target", {XML_LANG: document.target_language}, suggestion.target)


def _fill(element: Element, pieces: Iterable[Piece]) -> None:
    for piece in pieces:
        if isinstance(piece, str):
            append_text(element, piece)
            continue
        kind = xliff_1_type(piece.code)
        if isinstance(piece, Standing):
            is_shown = piece.code.kind is not CodeKind.BREAK
            shown = piece.code.shown if is_shown else ""
            add(element, "x", id=piece.id, ctype=kind, equiv_text=shown)
        else:
            _fill(add(element, "g", id=piece.id, ctype=kind), piece.inside)
