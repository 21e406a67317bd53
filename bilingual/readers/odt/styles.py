"""What the styles of an OpenDocument text say: formatting, roles of paragraphs, list markers.

Names of elements and attributes are those of ODF 1.3 (OASIS), without their namespaces, which
never make a difference here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bilingual.formats.markers import BULLET
from bilingual.formats.shades import is_shade_in_hex
from bilingual.formats.word.numbering import format_number
from bilingual.formats.xml import Element, tag_of, word_set
from bilingual.model import Mark

_QUOTES = word_set("quotations quotation quote")
_CODES = word_set("preformatted_20_text preformatted source_20_text")
_TITLES = word_set("title")
_CAPTIONS = word_set("caption illustration table_20_caption figure drawing")
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一": "chineseCounting",
    "壹": "chineseLegalSimplified",
    "①": "decimalEnclosedCircle",
    "甲": "ideographTraditional",
    "１": "decimalFullWidth",
}
"""First letters of ODF's formats (``一, 二, 三, ...``), and Word's names for them."""


def local_attribute(element: Element, name: str) -> str:
    """An attribute by its local name; empty without one."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def read_count(text: str, default: int) -> int:
    """A count as attributes write it, in bounds."""
    return min(int(text), 1_000_000) if text.isascii() and text.isdigit() else default


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """One level of a list."""

    format: str
    """Word's name; ``bullet`` for no number."""
    prefix: str
    suffix: str
    start: int
    shown_levels: int

    def marker(self, counts: list[int], levels: dict[int, _Level]) -> str:
        """The marker of an item, ``counts`` being those of all levels down to it."""
        if self.format == "bullet":
            return BULLET
        if self.format == "none":
            return ""
        first = max(0, len(counts) - self.shown_levels)
        shown = (
            format_number(count, levels[depth].format if depth in levels else "decimal")
            for depth, count in enumerate(counts[first:], first + 1)
        )
        return f"{self.prefix}{'.'.join(shown)}{self.suffix}".strip()


class OdtStyles:
    """The styles of a document, its own and those made up by its editor for single places."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._lists: dict[str, dict[int, _Level]] = {}
        self.outline: dict[int, _Level] = {}
        for root in roots:
            for one in root.iter():
                tag = tag_of(one)
                if tag == "style":
                    self._styles[local_attribute(one, "family"), local_attribute(one, "name")] = one
                elif tag == "list-style":
                    self._lists[local_attribute(one, "name")] = _levels(one)
                elif tag == "outline-style":
                    self.outline = _levels(one)

    def marks(self, family: str, name: str) -> frozenset[Mark]:
        """The formatting of a style of text or paragraphs."""
        switches: dict[Mark, bool] = {}
        for style in reversed(list(self._chain(family, name))):
            for one in style:
                if tag_of(one) == "text-properties":
                    _switch(one, switches)
        return frozenset(mark for mark, is_set in switches.items() if is_set)

    def is_hidden(self, family: str, name: str, *, around: bool = False) -> bool:
        """Whether a style hides text; where it does not say so, what is ``around`` it counts."""
        for style in self._chain(family, name):
            for one in style:
                if tag_of(one) == "text-properties" and (shown := local_attribute(one, "display")):
                    return shown == "none"
        return around

    def is_quote(self, name: str) -> bool:
        return self._is_named(name, _QUOTES)

    def is_code(self, name: str) -> bool:
        return self._is_named(name, _CODES)

    def is_title(self, name: str) -> bool:
        return self._is_named(name, _TITLES)

    def is_caption(self, name: str) -> bool:
        return self._is_named(name, _CAPTIONS)

    def levels(self, name: str) -> dict[int, _Level]:
        """The levels of a list style; none if it is not known."""
        return self._lists.get(name, {})

    def _is_named(self, name: str, names: frozenset[str]) -> bool:
        parents = (
            local_attribute(one, "parent-style-name") for one in self._chain("paragraph", name)
        )
        return any(one.lower() in names for one in (name, *parents))

    def _chain(self, family: str, name: str) -> Iterator[Element]:
        """A style and those it is based on, from the nearest to the farthest."""
        seen: set[str] = set()
        while (family, name) in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[family, name]
            name = local_attribute(self._styles[family, name], "parent-style-name")


def _levels(style: Element) -> dict[int, _Level]:
    levels = {}
    for one in style:
        shown = local_attribute(one, "num-format")
        is_bullet = tag_of(one) in ("list-level-style-bullet", "list-level-style-image")
        levels[read_count(local_attribute(one, "level"), 1)] = _Level(
            format="bullet"
            if is_bullet
            else _FORMATS.get(shown[:1], "decimal")
            if shown
            else "none",
            prefix=local_attribute(one, "num-prefix"),
            suffix=local_attribute(one, "num-suffix"),
            start=read_count(local_attribute(one, "start-value"), 1),
            shown_levels=read_count(local_attribute(one, "display-levels"), 1),
        )
    return levels


def _switch(properties: Element, switches: dict[Mark, bool]) -> None:
    if weight := local_attribute(properties, "font-weight"):
        switches[Mark.BOLD] = weight == "bold" or weight >= "600"
    if slant := local_attribute(properties, "font-style"):
        switches[Mark.ITALIC] = slant in ("italic", "oblique")
    if line := local_attribute(properties, "text-underline-style"):
        switches[Mark.UNDERLINE] = line != "none"
    line = local_attribute(properties, "text-line-through-style")
    if line or (line := local_attribute(properties, "text-line-through-type")):
        switches[Mark.STRIKE] = line != "none"
    if colour := local_attribute(properties, "background-color"):
        switches[Mark.HIGHLIGHT] = is_shade_in_hex(colour)
    if position := local_attribute(properties, "text-position"):
        switches[Mark.SUPERSCRIPT] = position.startswith("super")
        switches[Mark.SUBSCRIPT] = position.startswith("sub")
