"""TMX 1.4b, the exchange format of translation memories, read and written a unit at a time: a file
of any size takes little memory.

Source of the rules: TMX 1.4b Specification, LISA OSCAR, 2005.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Literal
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from bilingual.errors import ReadError
from bilingual.formats.exchange.codes import CodeKind, Piece, Standing, encode
from bilingual.formats.exchange.languages import is_chinese_tag, language_of
from bilingual.formats.exchange.machines import is_machine_user
from bilingual.formats.exchange.names import tmx_type
from bilingual.formats.exchange.reading import segment_spans
from bilingual.formats.ledger import Ledger, load_ledger
from bilingual.formats.limits import too_deep
from bilingual.formats.points import pointed_text
from bilingual.formats.shown import printable
from bilingual.formats.xml import Element, damaged, said_of, tag_of
from bilingual.model import Span

PROP = "x-bilingual-"
"""How the properties begin that are ours."""
LEDGER = f"{PROP}ledger"
"""The property of a file of ours that has its ledger."""
_KIND = "TMX"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A text of a unit in one language."""

    language: str
    """As the file has it, such as ``zh-CN``; empty if it has none."""
    spans: tuple[Span, ...]
    """Its text; ``\ufffc`` in it stands for a point."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """Attributes such as ``changeid`` and ``changedate``, and the properties that it has."""
    note: str = ""

    @property
    def text(self) -> str:
        """Without formatting; ``\ufffc`` stands for each point."""
        return pointed_text(self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a file says of all its units."""

    source_language: str
    tool_version: str
    segments: str = "block"
    """What a unit holds, as ``segtype`` calls it: ``block``, ``paragraph``, ``sentence``."""
    notes: Sequence[str] = ()
    props: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Texts that translate each other."""

    variants: tuple[Variant, ...]
    id: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    line: int = 0
    """The line of the file that it begins in."""

    @property
    def source(self) -> Variant | None:
        """The first of its Chinese texts, if it has any."""
        return next((one for one in self.variants if is_chinese_tag(one.language)), None)

    @property
    def targets(self) -> tuple[Variant, ...]:
        """Its texts in other languages."""
        return tuple(one for one in self.variants if not is_chinese_tag(one.language))

    def is_machine(self, variant: Variant) -> bool:
        """Whether it says that a machine made one of its texts, and no person changed it."""
        facts = {**self.facts, **variant.facts}
        changer, maker = facts.get("changeid", ""), facts.get("creationid", "")
        return is_machine_user(changer or maker)


def read_units(path: Path, file: IO[bytes]) -> Iterator[Unit]:
    """The units of a file, which ``path`` names. Nothing is fetched, and entities are not
    resolved.

    Raises `ReadError` if it is no sound TMX, when it comes to the place.
    """
    usual = ""
    for tag, element in _elements(path, file, "header", "tu"):
        if tag == "header":
            usual = element.get("srclang") or ""
        else:
            yield _unit(element, usual)
            _forget(element)


def ledger_of(path: Path, file: IO[bytes]) -> Ledger | None:
    """The ledger of a file of ours, if its header still has it. Raises what `read_units` does."""
    for tag, element in _elements(path, file, "header", "tu"):
        props = element if tag == "header" else ()
        return next(
            (load_ledger(one.text or "") for one in props if one.get("type") == LEDGER), None
        )
    return None


def write_units(file: IO[str], units: Iterable[Unit], header: Header) -> int:
    """Write a file; returns how many units it has."""
    file.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        '<tmx version="1.4">\n'
        f'<header creationtool="bilingual" creationtoolversion={quoteattr(header.tool_version)} '
        f'segtype="{header.segments}" o-tmf="bilingual" adminlang="en" '
        f'srclang={quoteattr(header.source_language)} datatype="plaintext">'
        f"{_inside(header.notes, header.props)}</header>\n<body>\n"
    )
    count = 0
    for count, unit in enumerate(units, 1):  # noqa: B007 - how many there were
        file.write(f"<tu{_attributes({'tuid': unit.id} if unit.id else {})}>\n")
        file.write(_inside([unit.note], unit.facts))
        segments = encode(*(one.spans for one in unit.variants))
        for one, pieces in zip(unit.variants, segments, strict=True):
            attributes = {name: one.facts[name] for name in _OF_VARIANTS if name in one.facts}
            file.write(f"<tuv xml:lang={quoteattr(one.language)}{_attributes(attributes)}>")
            file.write(_inside([one.note], _without(one.facts, attributes)))
            file.write(f"<seg>{''.join(map(_piece, pieces))}</seg></tuv>\n")
        file.write("</tu>\n")
    file.write("</body>\n</tmx>\n")
    return count


def _elements(path: Path, file: IO[bytes], *tags: str) -> Iterator[tuple[str, Element]]:
    """The elements with these names, each when it is whole."""
    try:
        _, root = next(iter(_parse(file, events=("start",))))
        _check_root(path, root)
        file.seek(0)
        for _, element in _parse(file, events=("end",), tag=[f"{{*}}{tag}" for tag in tags]):
            yield tag_of(element), element
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise too_deep(path) from None
        raise damaged(path, _KIND, said_of(error)) from None


def _parse(
    file: IO[bytes], events: tuple[Literal["start", "end"], ...], tag: Sequence[str] | None = None
) -> Iterator[tuple[str, Element]]:
    """What happens in a file. Nothing is fetched, and entities are not resolved."""
    return etree.iterparse(
        _SkippingSpace(file),
        events=events,
        tag=tag,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def _check_root(path: Path, root: Element) -> None:
    if tag_of(root) != "tmx":
        raise ReadError(path, f"is no TMX file (it is <{tag_of(root)}>)", "check its suffix")
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise damaged(path, _KIND, "it declares entities")


_OF_VARIANTS = ("creationid", "creationdate", "changeid", "changedate")


def _unit(element: Element, usual: str) -> Unit:
    return Unit(
        id=element.get("tuid") or "",
        line=int(element.sourceline or 0),
        facts=_facts(element),
        note=_note(element),
        variants=tuple(
            Variant(
                language=language_of(one) or usual,
                spans=segment_spans(segment),
                facts=_facts(one),
                note=_note(one),
            )
            for one in element
            if tag_of(one) == "tuv"
            for segment in one
            if tag_of(segment) == "seg"
        ),
    )


def _facts(element: Element) -> dict[str, str]:
    """Attributes that say who and when, and properties by their type."""
    facts = {name: element.get(name) or "" for name in _OF_VARIANTS if element.get(name)}
    props = ((one.get("type") or "", one.text or "") for one in element if tag_of(one) == "prop")
    return facts | dict(props)


def _note(element: Element) -> str:
    return "\n".join((one.text or "").strip() for one in element if tag_of(one) == "note")


def _forget(element: Element) -> None:
    """Let go of a unit that is read, and of what stands before it."""
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


class _SkippingSpace(io.RawIOBase):
    """A file from its first sign on: some tools write a blank line before the declaration."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._is_begun = file, False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        while data and not self._is_begun:
            data = data.lstrip(b" \t\r\n")
            self._is_begun = bool(data)
            data = data or self._file.read(size)
        return data


def _piece(piece: Piece) -> str:
    if isinstance(piece, str):
        return escape(piece, {"\r": "&#13;"})
    kind = quoteattr(tmx_type(piece.code))
    if isinstance(piece, Standing):
        data = "" if piece.code.kind is CodeKind.BREAK else escape(piece.code.before)
        return f'<ph x="{piece.id}" type={kind}>{data}</ph>'
    inside = "".join(map(_piece, piece.inside))
    return (
        f'<bpt i="{piece.id}" x="{piece.id}" type={kind}>{escape(piece.code.before)}</bpt>{inside}'
        f'<ept i="{piece.id}">{escape(piece.code.after)}</ept>'
    )


def _inside(notes: Iterable[str], props: Mapping[str, str]) -> str:
    """Notes and properties, which stand before the text."""
    written = (f"<note>{escape(printable(note))}</note>" for note in notes if note)
    return "".join(written) + "".join(
        f"<prop type={quoteattr(name)}>{escape(printable(value))}</prop>"
        for name, value in props.items()
        if value
    )


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(printable(value))}" for name, value in values.items())


def _without(facts: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in facts.items() if name not in others}
