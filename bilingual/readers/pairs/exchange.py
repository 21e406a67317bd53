"""The exchange formats of translators: TMX 1.4, XLIFF 1.2 and 2."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.exchange_text import is_chinese_tag, segment_text
from bilingual.formats.tmx import Variant, read_units
from bilingual.formats.xml import Element, parse_xml, tag_of
from bilingual.readers.pairs.texts import PairsRead, TextPair, is_chinese, listed_numbers


def read_tmx(path: Path, data: bytes, *, encoding: str | None = None) -> PairsRead:
    """The pairs of a translation memory: of each unit, the Chinese text with each other one."""
    found = _Found()
    for number, unit in enumerate(read_units(path, io.BytesIO(data)), 1):
        sources = [one.text for one in unit.variants if is_chinese_tag(one.language)]
        targets = [one for one in unit.variants if not is_chinese_tag(one.language)]
        if not sources:
            found.unread.append(number)
            continue
        for one in targets or [Variant(language="en", text="")]:
            found.add(unit.line, unit.id, sources[0], one.text, one.language)
    return found.read(path, "units without Chinese")


def read_xliff(path: Path, data: bytes, *, encoding: str | None = None) -> PairsRead:
    """The pairs of an XLIFF file; a unit without a translation has an empty one."""
    root = _root(path, data, "XLIFF", "xliff")
    found = _Found()
    is_new = (root.get("version") or "").startswith("2")
    for number, (unit, pairs) in enumerate(_units_2(root) if is_new else _units_1(root), 1):
        for name, source, target, languages in pairs:
            if not (is_chinese_tag(languages[0]) or (not languages[0] and is_chinese(source))):
                found.unread.append(number)
            else:
                found.add(int(unit.sourceline or 0), name, source, target, languages[1] or "en")
    return found.read(path, "units that are not translated from Chinese")


_Unit = tuple[Element, list[tuple[str, str, str, tuple[str, str]]]]
"""Its element, and of each pair name, source, target, and the languages of both."""


def _units_1(root: Element) -> Iterator[_Unit]:
    for file in (one for one in root.iter() if tag_of(one) == "file"):
        languages = (file.get("source-language") or "", file.get("target-language") or "")
        for unit in (one for one in file.iter() if tag_of(one) == "trans-unit"):
            if unit.get("translate") == "no":
                continue
            source = "".join(map(segment_text, _children(unit, "source")))
            target = "".join(map(segment_text, _children(unit, "target")))
            yield unit, [(unit.get("id") or "", source, target, languages)]


def _units_2(root: Element) -> Iterator[_Unit]:
    languages = (root.get("srcLang") or "", root.get("trgLang") or "")
    for unit in (one for one in root.iter() if tag_of(one) == "unit"):
        if unit.get("translate") == "no":
            continue
        segments = list(_children(unit, "segment"))
        pairs = []
        for number, segment in enumerate(segments, 1):
            own = segment.get("id") or (str(number) if len(segments) > 1 else "")
            name = "/".join(filter(None, (unit.get("id"), own)))
            source = "".join(map(segment_text, _children(segment, "source")))
            target = "".join(map(segment_text, _children(segment, "target")))
            pairs.append((name, source, target, languages))
        yield unit, pairs


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
                source=source,
                target=target,
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


def _root(path: Path, data: bytes, kind: str, tag: str) -> Element:
    root = parse_xml(path, data.lstrip(b" \t\r\n"), kind)  # some tools write a blank line first
    if tag_of(root) != tag:
        raise ReadError(path, f"is no {kind} file (it is <{tag_of(root)}>)", "check its suffix")
    return root


def _children(element: Element, tag: str) -> Iterator[Element]:
    return (one for one in element if tag_of(one) == tag)
