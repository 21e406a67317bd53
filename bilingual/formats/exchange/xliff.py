"""XLIFF 1.2 and 2 read, whoever wrote them: units with their texts, and how far they are done.

Source of the rules: XLIFF 1.2, OASIS Standard, 2008; XLIFF 2.1, OASIS Standard, 2018.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.exchange.machines import is_machine
from bilingual.formats.exchange.reading import segment_spans
from bilingual.formats.ledger import Ledger, load_ledger
from bilingual.formats.xml import Element, parse_xml, tag_of
from bilingual.model import Span
from bilingual.spans import merge_spans

ORIGIN, LEDGER = "origin", "ledger"
"""What our own files call the `Origin` of a unit, and the ledger of the file."""
_UNDONE = frozenset({"new", "needs-translation", "initial"})
"""States of a text that nobody has translated."""
_DONE = frozenset({"final", "signed-off", "reviewed"})
"""States of a text that a person stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class XliffUnit:
    """A text to translate, and what stands for its translation."""

    id: str
    """The unit's; with the segment's after ``/`` where it is one of several."""
    number: int
    """Of its unit in the file, from 1; those that are not to be translated do not count."""
    line: int
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    """Empty where nothing is translated."""
    languages: tuple[str, str]
    """As the file has them; empty where it says nothing."""
    is_undone: bool
    """Whether the file says that a machine translated it, or nobody did."""
    is_confirmed: bool
    """Whether it says that a person stands for the translation."""
    origin: str
    """Of a file of ours: where the translation was from when it was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Xliff:
    """An XLIFF file; texts that are not to be translated are left out."""

    units: tuple[XliffUnit, ...]
    ledger: Ledger | None
    """What it was when we wrote it, if we did and it still says so."""


def read_xliff(path: Path, data: bytes) -> Xliff:
    """An XLIFF file. Raises `ReadError` if it is none, or no sound XML."""
    root = parse_xml(path, data.lstrip(b" \t\r\n"), "XLIFF")  # some tools write a blank line first
    if tag_of(root) != "xliff":
        raise ReadError(path, f"is no XLIFF file (it is <{tag_of(root)}>)", "check its suffix")
    is_new = (root.get("version") or "").startswith("2")
    return Xliff(
        units=tuple(_units_2(root) if is_new else _units_1(root)),
        ledger=_ledger(root),
    )


def _units_1(root: Element) -> Iterator[XliffUnit]:
    number = 0
    for file in _named(root, "file"):
        languages = (file.get("source-language") or "", file.get("target-language") or "")
        for unit in _named(file, "trans-unit"):
            if unit.get("translate") == "no":
                continue
            number += 1
            targets = list(_children(unit, "target"))
            states = {one.get("state") or "" for one in targets}
            qualifiers = [one.get("state-qualifier") or "" for one in targets]
            is_confirmed = unit.get("approved") == "yes" or not states.isdisjoint(_DONE)
            contexts = _named(unit, "context")
            yield XliffUnit(
                id=unit.get("id") or "",
                number=number,
                line=int(unit.sourceline or 0),
                source=_joined(_children(unit, "source"), {}),
                target=_joined(targets, {}),
                languages=languages,
                is_undone=not states.isdisjoint(_UNDONE)
                or (any(map(is_machine, qualifiers)) and not is_confirmed),
                is_confirmed=is_confirmed,
                origin=next((one.text or "" for one in contexts if _is_ours(one, ORIGIN)), ""),
            )


def _units_2(root: Element) -> Iterator[XliffUnit]:
    languages = (root.get("srcLang") or "", root.get("trgLang") or "")
    units = (one for one in _named(root, "unit") if one.get("translate") != "no")
    for number, unit in enumerate(units, 1):
        data = {one.get("id") or "": one.text or "" for one in _named(unit, "data")}
        metas = _named(unit, "meta")
        origin = next((one.text or "" for one in metas if one.get("type") == ORIGIN), "")
        segments = list(_children(unit, "segment"))
        for at, segment in enumerate(segments, 1):
            own = segment.get("id") or (str(at) if len(segments) > 1 else "")
            state = segment.get("state") or ""
            yield XliffUnit(
                id="/".join(filter(None, (unit.get("id"), own))),
                number=number,
                line=int(unit.sourceline or 0),
                source=_joined(_children(segment, "source"), data),
                target=_joined(_children(segment, "target"), data),
                languages=languages,
                is_undone=state in _UNDONE,
                is_confirmed=state in _DONE,
                origin=origin,
            )


def _ledger(root: Element) -> Ledger | None:
    """Where we write it: metadata of the file in XLIFF 2, its skeleton in XLIFF 1."""
    places = [one for one in _named(root, "meta") if one.get("type") == LEDGER]
    for place in (*places, *_named(root, "internal-file")):
        if ledger := load_ledger(place.text or ""):
            return ledger
    return None


def _is_ours(context: Element, name: str) -> bool:
    return context.get("context-type") == f"x-bilingual-{name}"


def _joined(elements: Iterator[Element] | list[Element], data: dict[str, str]) -> tuple[Span, ...]:
    return merge_spans(span for one in elements for span in segment_spans(one, data))


def _named(element: Element, tag: str) -> Iterator[Element]:
    return (one for one in element.iter() if tag_of(one) == tag)


def _children(element: Element, tag: str) -> Iterator[Element]:
    return (one for one in element if tag_of(one) == tag)
