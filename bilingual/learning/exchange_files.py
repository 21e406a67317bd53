"""Files of translators' programs: XLIFF and TMX. What they say is a machine's is not learned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.xml import Element, parse_xml, tag_of
from bilingual.learning.edited import GivenPair, Hand, Pairs
from bilingual.readers.pairs.exchange import read_tmx, read_xliff

_MACHINE = re.compile(r"(?:leveraged-)?mt(?:[-_!.].*)?|machine.*", re.I)
"""What programs call machine translation in ``state-qualifier``, ``origin``, ``creationid``."""
_UNDONE = frozenset(("new", "needs-translation", "initial"))
"""States of a text that nobody has translated."""
_TMX_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")


def read_exchange(path: Path, data: bytes, *, encoding: str | None = None) -> Pairs:
    """The pairs of a file that people translated. Raises `ReadError` if it has none."""
    is_memory = path.suffix.lower() == ".tmx"
    read = read_tmx(path, data) if is_memory else read_xliff(path, data)
    root = parse_xml(path, data.lstrip(b" \t\r\n"), "TMX" if is_memory else "XLIFF")
    lines = Counter(one.sourceline for one in root.iter() if tag_of(one) in _UNITS)
    units = {
        int(one.sourceline or 0): one
        for one in root.iter()
        if tag_of(one) in _UNITS and lines[one.sourceline] == 1
    }
    pairs, left_out = list[GivenPair](), 0
    for pair in read.pairs:
        unit = units.get(pair.line)
        if not pair.target or (unit is not None and _is_undone(unit)):
            left_out += 1
            continue
        hand = _hand(unit) if unit is not None else Hand()
        pairs.append(GivenPair(source=pair.source, target=pair.target, hand=hand))
    if not pairs:
        raise ReadError(path, "has no translations of people", "translate some of it first")
    told = f"{left_out} without a translation of a person are not learned"
    return Pairs(
        pairs=tuple(pairs),
        languages=("zh-Hans", read.pairs[0].language),
        remarks=(*read.remarks, *([told] if left_out else [])),
    )


_UNITS = frozenset(("tu", "trans-unit", "unit"))


def _is_undone(unit: Element) -> bool:
    said = [(one.get(name) or "") for one in unit.iter() for name in ("state", "subState")]
    machine = [
        (one.get(name) or "")
        for one in unit.iter()
        for name in ("state-qualifier", "origin", "changeid", "creationid")
    ]
    return any(one in _UNDONE for one in said) or any(map(_MACHINE.fullmatch, machine))


def _hand(unit: Element) -> Hand:
    """Who changed a unit of a memory last."""
    around = list(_last_first(unit))
    author = next((one.get("changeid") or one.get("creationid") for one in around), "") or ""
    date = next((one.get("changedate") or one.get("creationdate") for one in around), "") or ""
    return Hand(author=author, date=_TMX_DATE.sub(r"\1-\2-\3T\4:\5:\6Z", date))


def _last_first(unit: Element) -> Iterator[Element]:
    """The translation and its unit, as far as they name somebody."""
    for one in [*reversed([each for each in unit if tag_of(each) == "tuv"]), unit]:
        if one.get("changeid") or one.get("creationid") or one.get("changedate"):
            yield one
