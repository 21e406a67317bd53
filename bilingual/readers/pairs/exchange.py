"""The exchange formats of translators: TMX 1.4, XLIFF 1.2 and 2."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.exchange.languages import is_chinese_tag
from bilingual.formats.exchange.tmx import Variant, read_units
from bilingual.formats.exchange.xliff import read_xliff as read_units_of_xliff
from bilingual.formats.points import POINT
from bilingual.readers.pairs.texts import PairsRead, TextPair, is_chinese, listed_numbers
from bilingual.spans import joined_text


def read_tmx(path: Path, data: bytes, *, encoding: str | None = None) -> PairsRead:
    """The pairs of a translation memory: of each unit, the Chinese text with each other one."""
    found = _Found()
    for number, unit in enumerate(read_units(path, io.BytesIO(data)), 1):
        source = unit.source
        if source is None:
            found.unread.append(number)
            continue
        for one in unit.targets or [Variant(language="en", spans=())]:
            found.add(unit.line, unit.id, source.text, one.text, one.language)
    return found.read(path, "units without Chinese")


def read_xliff(path: Path, data: bytes, *, encoding: str | None = None) -> PairsRead:
    """The pairs of an XLIFF file; a unit without a translation has an empty one."""
    found = _Found()
    for unit in read_units_of_xliff(path, data).units:
        source, target = joined_text(unit.source), joined_text(unit.target)
        language, other = unit.languages
        if not (is_chinese_tag(language) or (not language and is_chinese(source))):
            found.unread.append(unit.number)
        else:
            found.add(unit.line, unit.id, source, target, other or "en")
    return found.read(path, "units that are not translated from Chinese")


@dataclass(slots=True)
class _Found:
    """What is found in a file, one pair after the other."""

    pairs: list[TextPair] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)

    def add(self, line: int, name: str, source: str, target: str, language: str) -> None:
        self.pairs.append(
            TextPair(
                row=len(self.pairs) + 1,
                id=name,
                source=source.replace(POINT, ""),
                target=target.replace(POINT, ""),
                line=line,
                language=language,
            )
        )

    def read(self, path: Path, what: str) -> PairsRead:
        """All of it; raises `ReadError` if there is nothing."""
        if not self.pairs:
            problem = f"has only {what}" if self.unread else "has no units"
            raise ReadError(path, problem, "give a file that translates from Chinese")
        told = f"{what} are not checked: {listed_numbers(self.unread)}"
        return PairsRead(pairs=tuple(self.pairs), remarks=(told,) if self.unread else ())
