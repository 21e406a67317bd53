"""The exchange formats of translators: TMX 1.4, XLIFF 1.2 and 2.

Of the elements inside a text, codes of other formats are no text (``bpt``, ``ept``, ``ph``, ``it``,
``ut``), unless a ``sub`` in them holds some; text inside of others is (``g``, ``mrk``, ``pc``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.xml import XML_LANG, Element, parse_xml, tag_of
from bilingual.readers.pairs.texts import PairsRead, TextPair, is_chinese, listed_numbers

_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
_BREAKS = frozenset({"lb", "x-lb", "x-br"})
"""What ``ctype`` calls a line break in XLIFF 1.2."""


def read_tmx(path: Path, data: bytes, *, encoding: str | None = None) -> PairsRead:
    """The pairs of a translation memory: of each unit, the Chinese text with each other one."""
    root = _root(path, data, "TMX", "tmx")
    header = next((one for one in root.iter() if tag_of(one) == "header"), None)
    usual = (header.get("srclang") or "") if header is not None else ""
    found = _Found()
    for number, unit in enumerate((one for one in root.iter() if tag_of(one) == "tu"), 1):
        variants = [
            (_language(one) or usual, _text(segment))
            for one in _children(unit, "tuv")
            for segment in _children(one, "seg")
        ]
        sources = [text for language, text in variants if _is_chinese_tag(language)]
        targets = [one for one in variants if not _is_chinese_tag(one[0])]
        if not sources:
            found.unread.append(number)
            continue
        for language, text in targets or [("en", "")]:
            found.add(unit, unit.get("tuid") or "", sources[0], text, language)
    return found.read(path, "units without Chinese")


def read_xliff(path: Path, data: bytes, *, encoding: str | None = None) -> PairsRead:
    """The pairs of an XLIFF file; a unit without a translation has an empty one."""
    root = _root(path, data, "XLIFF", "xliff")
    found = _Found()
    is_new = (root.get("version") or "").startswith("2")
    for number, (unit, pairs) in enumerate(_units_2(root) if is_new else _units_1(root), 1):
        for name, source, target, languages in pairs:
            if not (_is_chinese_tag(languages[0]) or (not languages[0] and is_chinese(source))):
                found.unread.append(number)
            else:
                found.add(unit, name, source, target, languages[1] or "en")
    return found.read(path, "units that are not translated from Chinese")


_Unit = tuple[Element, list[tuple[str, str, str, tuple[str, str]]]]
"""Its element, and of each pair name, source, target, and the languages of both."""


def _units_1(root: Element) -> Iterator[_Unit]:
    for file in (one for one in root.iter() if tag_of(one) == "file"):
        languages = (file.get("source-language") or "", file.get("target-language") or "")
        for unit in (one for one in file.iter() if tag_of(one) == "trans-unit"):
            if unit.get("translate") == "no":
                continue
            source = "".join(map(_text, _children(unit, "source")))
            target = "".join(map(_text, _children(unit, "target")))
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
            source = "".join(map(_text, _children(segment, "source")))
            target = "".join(map(_text, _children(segment, "target")))
            pairs.append((name, source, target, languages))
        yield unit, pairs


@dataclass(slots=True)
class _Found:
    """What is found in a file, one pair after the other."""

    pairs: list[TextPair] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)

    def add(self, unit: Element, name: str, source: str, target: str, language: str) -> None:
        self.pairs.append(
            TextPair(
                row=len(self.pairs) + 1,
                id=name,
                source=source,
                target=target,
                line=int(unit.sourceline or 0),
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


def _language(element: Element) -> str:
    return element.get(XML_LANG) or element.get("lang") or ""


def _is_chinese_tag(language: str) -> bool:
    return language.lower().replace("_", "-").split("-")[0] in ("zh", "zho", "chi", "cmn")


def _text(element: Element) -> str:
    """The text of a segment, without codes."""
    return "".join(_pieces(element)).strip()


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        tag = tag_of(one)
        if tag == "x" and one.get("ctype") in _BREAKS:
            yield "\n"
        elif tag == "cp":  # a control character, for which XML has no place
            yield " "
        elif tag in _CODES:
            for sub in (inner for inner in one.iter() if tag_of(inner) == "sub"):
                yield f" {''.join(_pieces(sub))} "
        else:
            yield from _pieces(one)
        yield one.tail or ""
