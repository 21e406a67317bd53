"""What a Word style makes of a paragraph or run, through its chain of base styles."""

from __future__ import annotations

from collections.abc import Iterator

from bilingual.formats.word.characters import run_font
from bilingual.formats.word.marks import read_marks
from bilingual.formats.word.names import (
    Element,
    attribute,
    child,
    is_on,
    number,
    qualified,
    value,
)
from bilingual.formats.word.style_names import (
    CAPTIONS,
    CODES,
    HYPERLINK,
    INLINE_CODES,
    QUOTES,
    RAW_CHARACTERS,
    TITLES,
    heading_level,
    is_contents_style,
    nested_depth,
)
from bilingual.model import Mark, SpanKind

_USUAL_SIZE = 20
"""Half points: what Word sets text in where nothing says otherwise (ECMA-376, 17.3.2.38)."""


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        styles = root.iter(qualified("w:style")) if root is not None else ()
        self._usual_run = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        self._styles = {attribute(style, "w:styleId"): style for style in styles}
        self._fonts: dict[tuple[str, str], str] = {}
        self._hiding: dict[str, bool] = {}
        self._default = next(
            (
                name
                for name, style in self._styles.items()
                if attribute(style, "w:default") in ("1", "true")
                and attribute(style, "w:type") == "paragraph"
            ),
            "",
        )

    def style_of(self, properties: Element | None) -> str:
        """The id of a paragraph's style."""
        return value(properties, "w:pStyle") or self._default

    def heading_level(self, properties: Element | None) -> int:
        """The level of a heading, 1 to 9; 0 for other paragraphs. The paragraph counts before its
        style, and a style before the one it is based on."""
        if own := value(properties, "w:outlineLvl"):
            return _outline(own)
        for style in self.chain(self.style_of(properties)):
            if outline := value(style, "w:pPr", "w:outlineLvl"):
                return _outline(outline)
            name = value(style, "w:name").lower()
            if level := heading_level(name):
                return level
            if name in TITLES:
                return 1
        return 0

    def is_quote(self, properties: Element | None) -> bool:
        return self._is_named(properties, QUOTES)

    def is_code(self, properties: Element | None) -> bool:
        return self._is_named(properties, CODES)

    def is_caption(self, properties: Element | None) -> bool:
        return self._is_named(properties, CAPTIONS)

    def is_contents(self, properties: Element | None) -> bool:
        """Whether it is set as an entry of a table of contents or of figures."""
        chain = self.chain(self.style_of(properties))
        return any(is_contents_style(value(style, "w:name").lower()) for style in chain)

    def list_of(self, properties: Element | None) -> tuple[str, int | None, str]:
        """The list a paragraph belongs to, its level as far as written, and the style that
        said so; an empty list for none."""
        own = child(properties, "w:numPr")
        level = value(own, "w:ilvl")
        depth = number(level, 0) if level else None
        if list_id := value(own, "w:numId"):
            return ("" if list_id == "0" else list_id), depth or 0, ""
        for style in self.chain(self.style_of(properties)):
            listing = child(style, "w:pPr", "w:numPr")
            if depth is None and (level := value(listing, "w:ilvl")):
                depth = number(level, 0)
            if list_id := value(listing, "w:numId"):
                return ("" if list_id == "0" else list_id), depth, attribute(style, "w:styleId")
        return "", None, ""

    def list_depth(self, properties: Element | None) -> int:
        """How deep Word's own styles put a list item (``List Number 2``: 1), each of which has a
        list to itself; 0 for all others."""
        for style in self.chain(self.style_of(properties)):
            if depth := nested_depth(value(style, "w:name").lower()):
                return depth
        return 0

    def alignment(self, properties: Element | None) -> str:
        """``w:jc`` of a paragraph; empty where nothing says it."""
        styled = (child(one, "w:pPr") for one in self.chain(self.style_of(properties)))
        return next(filter(None, (value(one, "w:jc") for one in (properties, *styled))), "")

    def type_size(self, properties: Element | None, run: Element | None) -> int:
        """The size of a run's letters in a paragraph, in half points."""
        named = [*self.chain(value(run, "w:rStyle")), *self.chain(self.style_of(properties))]
        holders = (run, *(child(style, "w:rPr") for style in named), self._usual_run)
        written = next(filter(None, (value(one, "w:sz") for one in holders)), "")
        return number(written, _USUAL_SIZE)

    def font(self, properties: Element | None, run: Element | None) -> str:
        """The font of a run's Latin letters and signs in a paragraph; empty where the theme, or
        nothing, says which."""
        own = run_font(run)
        if own is not None:
            return own
        names = (value(run, "w:rStyle"), self.style_of(properties))
        if names not in self._fonts:
            styles = (style for name in names for style in self.chain(name))
            holders = (*(child(style, "w:rPr") for style in styles), self._usual_run)
            fonts = (run_font(holder) for holder in holders)
            self._fonts[names] = next((font for font in fonts if font is not None), "")
        return self._fonts[names]

    def is_hidden(self, properties: Element | None, run: Element | None) -> bool:
        """Whether a run in a paragraph is hidden text (``w:vanish``). Of the styles of paragraph
        and run, one hides and two show: the property is a toggle (ECMA-376, 17.7.3)."""
        if (own := child(run, "w:vanish")) is not None:
            return is_on(own)
        return self._hides(self.style_of(properties)) != self._hides(value(run, "w:rStyle"))

    def _hides(self, name: str) -> bool:
        if name not in self._hiding:
            switches = (child(style, "w:rPr", "w:vanish") for style in self.chain(name))
            nearest = next((one for one in switches if one is not None), None)
            self._hiding[name] = nearest is not None and is_on(nearest)
        return self._hiding[name]

    def numbering_styles(self) -> dict[str, str]:
        """The lists (``w:numId``) of the styles that have one of their own."""
        lists = {name: value(s, "w:pPr", "w:numPr", "w:numId") for name, s in self._styles.items()}
        return {name: list_id for name, list_id in lists.items() if list_id}

    def marks(self, properties: Element | None) -> frozenset[Mark]:
        """The marks of a run. What its own properties say counts before its character style."""
        marks: dict[Mark, bool] = {}
        chain = list(self.chain(value(properties, "w:rStyle")))
        for style in reversed(chain):
            if value(style, "w:name").lower() != HYPERLINK.lower():  # its underline is no emphasis
                read_marks(child(style, "w:rPr"), marks)
        read_marks(properties, marks)
        return frozenset(mark for mark, is_set in marks.items() if is_set)

    def span_kind(self, properties: Element | None) -> SpanKind:
        """What a run's character style makes of its text."""
        for style in self.chain(value(properties, "w:rStyle")):
            name = value(style, "w:name").lower()
            if name == RAW_CHARACTERS.lower():
                return SpanKind.RAW
            if name in INLINE_CODES:
                return SpanKind.CODE
        return SpanKind.TEXT

    def _is_named(self, properties: Element | None, names: frozenset[str]) -> bool:
        chain = self.chain(self.style_of(properties))
        return any(value(style, "w:name").lower() in names for style in chain)

    def chain(self, name: str) -> Iterator[Element]:
        """A style and those it is based on, from the nearest to the farthest."""
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = value(self._styles[name], "w:basedOn")


def _outline(text: str) -> int:
    level = number(text, 9)
    return level + 1 if 0 <= level < 9 else 0
