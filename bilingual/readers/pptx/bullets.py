"""Bullets and numbers of paragraphs on slides. A paragraph has its own, or those of its shape, or
of the placeholder of the layout or the master that its shape fills (ECMA-376, 19.3.1, 21.1.2.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bilingual.formats.markers import BULLET
from bilingual.formats.word.names import Element, child, name_of, number, qualified
from bilingual.formats.word.numbering import format_number

TITLES = frozenset({"title", "ctrTitle"})
"""Types of placeholders that hold the title of a slide."""
_STYLES = {"title": "p:titleStyle", "body": "p:bodyStyle"}
_KINDS = {"a:buNone", "a:buChar", "a:buAutoNum", "a:buBlip"}
_COUNTS = {
    "arabic": "decimal",
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
    "ea1Chs": "chineseCounting",
    "ea1Cht": "chineseCounting",
    "ea1Jpn": "chineseCounting",
    "circleNum": "decimalEnclosedCircle",
}
_SIGNS = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})"}


@dataclass(slots=True)
class Bullets:
    """The markers of the paragraphs of one shape, which are counted in their order."""

    sources: tuple[Element, ...]
    """What says how the levels look, the nearest first: elements that hold ``a:lvl1pPr`` …"""
    _counts: dict[int, tuple[str, int]] = field(default_factory=dict)

    def next_marker(self, properties: Element | None) -> str:
        """The marker of the next paragraph with text, whose ``a:pPr`` this is; empty for none."""
        level = level_of(properties)
        self._counts = {one: count for one, count in self._counts.items() if one <= level}
        sign = next(self._signs(properties, level), None)
        if sign is None or name_of(sign) == "a:buNone":
            self._counts.pop(level, None)
            return ""
        if name_of(sign) != "a:buAutoNum":
            self._counts.pop(level, None)
            return BULLET
        kind, start = str(sign.get("type", "")), number(str(sign.get("startAt", "1")), 1)
        before, count = self._counts.get(level, ("", 0))
        key = f"{kind} {start}"
        count = count + 1 if before == key else start
        self._counts[level] = (key, count)
        return _numbered(kind, count)

    def _signs(self, properties: Element | None, level: int) -> Iterator[Element]:
        levels = (child(one, f"a:lvl{level + 1}pPr") for one in self.sources)
        for one in (properties, *levels):
            if one is not None:
                yield from (inner for inner in one if name_of(inner) in _KINDS)


def level_of(properties: Element | None) -> int:
    """The level of a paragraph, from 0 to 8."""
    told = "0" if properties is None else str(properties.get("lvl", "0"))
    return min(max(number(told, 0), 0), 8)


def _numbered(kind: str, count: int) -> str:
    count_style = next((style for name, style in _COUNTS.items() if kind.startswith(name)), "")
    template = next((sign for name, sign in _SIGNS.items() if kind.endswith(name)), "{}")
    if kind.startswith("ea1") and template == "{}.":
        template = "{}、"
    return template.format(format_number(count, count_style or "decimal"))


def placeholder_of(shape: Element) -> Element | None:
    """``p:ph`` of a shape that fills a placeholder; None of any other."""
    properties = next((one for one in shape if name_of(one).startswith("p:nv")), None)
    return child(properties, "p:nvPr", "p:ph")


def type_of(placeholder: Element | None) -> str:
    """``title``, ``body``, ``ftr`` …; empty where there is no placeholder."""
    return "" if placeholder is None else str(placeholder.get("type", "obj"))


def bullets_of(shape: Element, layout: Element | None, master: Element | None) -> Bullets:
    """The markers of a shape on a slide of this layout and master."""
    placeholder = placeholder_of(shape)
    sources = [child(shape, "p:txBody", "a:lstStyle")]
    if placeholder is not None:
        kind = "title" if type_of(placeholder) in TITLES else "body"
        for root, is_same in ((layout, _has_same_index), (master, _has_same_kind)):
            for one in root.iter(qualified("p:sp")) if root is not None else ():
                if is_same(placeholder, placeholder_of(one)):
                    sources.append(child(one, "p:txBody", "a:lstStyle"))
                    break
        sources.append(child(master, "p:txStyles", _STYLES[kind]))
    return Bullets(sources=tuple(one for one in sources if one is not None))


def _has_same_index(one: Element, other: Element | None) -> bool:
    if other is None:
        return False
    if type_of(one) in TITLES:
        return type_of(other) in TITLES
    return one.get("idx", "0") == other.get("idx", "0") and type_of(other) not in TITLES


def _has_same_kind(one: Element, other: Element | None) -> bool:
    return other is not None and (type_of(one) in TITLES) == (type_of(other) in TITLES)
