"""PowerPoint files as copies of their source: the translation takes the place of each paragraph's
text, or stands below it in the same paragraph, so that bullets and animations stay with it.
Where text gets longer, its letters get smaller, as PowerPoint makes them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree

from bilingual.formats.office.drawing_marks import put_property, read_marks, set_marks
from bilingual.formats.shown import display_width
from bilingual.formats.word.names import (
    NAMESPACES,
    Element,
    attribute,
    child,
    name_of,
    number,
    qualified,
)
from bilingual.model import BilingualDocument, Mark, Pair, Part, Span
from bilingual.spans import merge_spans
from bilingual.writers import labels
from bilingual.writers.options import WriteOptions
from bilingual.writers.shared.office_copy import halves_of
from bilingual.writers.shared.source_parts import SourceParts

_SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")
_AROUND = frozenset({"a:pPr", "a:endParaRPr"})
"""What stands before and after the content of a paragraph."""
_ROOM = 1.3
"""How much more text a box takes before its letters get smaller."""
_SHORTEST, _SMALLEST_BOX = 20, 40
"""Halves of a Chinese character that a line takes, and that a box has room for, at least."""
_SMALLEST = 40_000
"""Of letters, in thousandths of a percent of their size."""
_FITS = ("a:normAutofit", "a:noAutofit", "a:spAutoFit")
_NOTICE_HEIGHT = 300_000  # EMU


def write(document: BilingualDocument, options: WriteOptions) -> bytes:
    """The presentation that was read, with the translation in it."""
    parts = SourceParts(document.document.source, document.document.name)
    paragraphs = _Paragraphs(parts, document.target_language)
    feet = dict[str, Pair]()
    for pair in document.pairs:
        if pair.source.part is Part.FOOTER:
            feet[pair.original.text] = pair
        else:
            paragraphs.replace(pair.source.element, pair, options)
    for locator, text in paragraphs.feet() if feet else ():
        if text in feet:
            paragraphs.replace(locator, feet[text], options)
    paragraphs.fit()
    if notice := labels.draft_notice(document):
        paragraphs.show_notice(notice)
    return parts.packed()


class _Paragraphs:
    """The paragraphs of all slides and notes, by their locators."""

    def __init__(self, parts: SourceParts, language: str) -> None:
        self.parts = parts
        self.language = "en-US" if language == "en" else language
        self._by_part: dict[str, list[Element]] = {}
        self._grown: dict[Element, tuple[int, int]] = {}

    def replace(self, locator: str, pair: Pair, options: WriteOptions) -> None:
        """Write the halves of a pair into the paragraph that it was read from."""
        paragraph = self._find(locator)
        source, target = halves_of(pair, options)
        if paragraph is None or (not target and source == pair.original.spans):
            return
        part = locator.rpartition("#")[0]
        self.parts.root(part)
        before = _room(paragraph)
        links = {
            str(one.get("Id")): str(one.get("Target", "")) for one in self.parts.relations(part)
        }
        maker = _Runs(paragraph, links)
        content = list(paragraph)
        shown = [one for one in content if name_of(one) not in _AROUND]
        made = list[Element]()
        if source == pair.original.spans:
            made += map(deepcopy, shown)
        elif source:
            made += maker.make(source, "")
        if source and target:
            made.append(etree.Element(qualified("a:br")))
        made += maker.make(target, self.language)
        for one in shown:
            paragraph.remove(one)
        first = 1 if child(paragraph, "a:pPr") is not None else 0
        paragraph[first:first] = made
        body = paragraph.getparent()
        if body is not None and name_of(body) == "p:txBody":
            old, new = self._grown.get(body, (0, 0))
            self._grown[body] = (old + before, new + _room(paragraph))

    def feet(self) -> Iterator[tuple[str, str]]:
        """The paragraphs at the feet of slides, with their texts."""
        for part in self.parts.names():
            if _SLIDE.fullmatch(part):
                for at, paragraph in enumerate(self._all(part)):
                    shape = next(paragraph.iterancestors(qualified("p:sp")), None)
                    places = shape.iter(qualified("p:ph")) if shape is not None else ()
                    if any(one.get("type") == "ftr" for one in places):
                        texts = paragraph.iter(qualified("a:t"))
                        yield f"{part}#{at}", "".join(one.text or "" for one in texts).strip()

    def fit(self) -> None:
        """Make the letters smaller in boxes whose text has become longer."""
        for body, (before, after) in self._grown.items():
            unchanged = sum(map(_room, body.iterfind(qualified("a:p")))) - after
            growth = (after + unchanged) / max(before + unchanged, _SMALLEST_BOX)
            properties = child(body, "a:bodyPr")
            if growth > _ROOM and properties is not None:
                _shrink(properties, math.sqrt(_ROOM / growth))

    def show_notice(self, notice: str) -> None:
        """A line at the top of the first slide."""
        first = next((part for part in self._by_part if _SLIDE.fullmatch(part)), "")
        tree = child(self.parts.root(first), "p:cSld", "p:spTree") if first else None
        if tree is not None:
            size = child(self.parts.seen("ppt/presentation.xml"), "p:sldSz")
            width = number(str(size.get("cx", "")), 9_144_000) if size is not None else 9_144_000
            tree.append(_notice(notice, labels.DRAFT_NOTICE_SOURCE, width))

    def _find(self, locator: str) -> Element | None:
        part, _, count = locator.rpartition("#")
        if part not in self.parts or not count.isdecimal():
            return None
        paragraphs = self._all(part)
        return paragraphs[int(count)] if int(count) < len(paragraphs) else None

    def _all(self, part: str) -> list[Element]:
        if part not in self._by_part:
            self._by_part[part] = list(self.parts.seen(part).iter(qualified("a:p")))
        return self._by_part[part]


class _Runs:
    """Makes the runs of a paragraph, which look like those that it had."""

    def __init__(self, paragraph: Element, links: dict[str, str]) -> None:
        self._content = list(paragraph)
        self._looks: dict[frozenset[Mark], Element] = {}
        self._links: dict[str, Element] = {}
        for run in paragraph.iter(qualified("a:r"), qualified("a:fld")):
            properties = child(run, "a:rPr")
            if properties is not None:
                link = child(properties, "a:hlinkClick")
                if link is not None:
                    self._links.setdefault(links.get(attribute(link, "r:id"), ""), link)
                self._looks.setdefault(read_marks(properties), properties)

    def make(self, spans: Iterable[Span], language: str) -> Iterator[Element]:
        """Runs and breaks for spans; ``language`` is set on them unless it is empty."""
        for span in merge_spans(spans):
            if span.is_opaque and span.element.isdecimal():
                yield deepcopy(self._content[int(span.element)])
                continue
            for at, line in enumerate(span.text.split("\n")):
                if at:
                    yield etree.Element(qualified("a:br"))
                if line:
                    yield self._run(line, span, language)

    def _run(self, text: str, span: Span, language: str) -> Element:
        run = etree.Element(qualified("a:r"))
        look = self._looks.get(span.marks)
        if look is None:
            look = next(iter(self._looks.values()), None)
        properties = etree.Element(qualified("a:rPr")) if look is None else deepcopy(look)
        link = child(properties, "a:hlinkClick")
        if link is not None:
            properties.remove(link)
        set_marks(properties, span.marks)
        if language:
            properties.set("lang", language)
            properties.attrib.pop("altLang", None)
        if span.href in self._links:
            put_property(properties, deepcopy(self._links[span.href]))
        run.append(properties)
        etree.SubElement(run, qualified("a:t")).text = text
        return run


def _room(paragraph: Element) -> int:
    """What a paragraph takes, in halves of a Chinese character; short lines take as much as others
    of that kind."""
    lines = [0]
    for one in paragraph.iter(qualified("a:t"), qualified("a:br")):
        if name_of(one) == "a:br":
            lines.append(0)
        lines[-1] += display_width(one.text or "")
    return sum(max(line, _SHORTEST) for line in lines)


def _shrink(properties: Element, share: float) -> None:
    """Have the text of a box at a share of its size; boxes that grow with their text stay."""
    fit = next((one for one in properties if name_of(one) in _FITS), None)
    if fit is not None and name_of(fit) == "a:spAutoFit":
        return
    scale = 100_000
    if fit is not None:
        scale = number(str(fit.get("fontScale", scale)).rstrip("%"), scale)
        properties.remove(fit)
    made = etree.Element(qualified("a:normAutofit"))
    made.set("fontScale", str(max(round(scale * share / 1000) * 1000, _SMALLEST)))
    warp = child(properties, "a:prstTxWarp")
    properties.insert(0 if warp is None else 1, made)


def _notice(notice: str, source: str, width: int) -> Element:
    names = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in "pa")
    shape = etree.fromstring(
        f'<p:sp {names}><p:nvSpPr><p:cNvPr id="90001" name="Notice"/><p:cNvSpPr txBox="1"/>'
        f'<p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" '
        f'cy="{_NOTICE_HEIGHT}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:srgbClr val="FDECEA"/></a:solidFill></p:spPr><p:txBody>'
        '<a:bodyPr wrap="square"/><a:lstStyle/><a:p><a:r><a:rPr lang="en-US" sz="900"><a:solidFill>'
        '<a:srgbClr val="C00000"/></a:solidFill></a:rPr><a:t/></a:r></a:p></p:txBody></p:sp>'
    )
    for text in shape.iter(qualified("a:t")):
        text.text = f"{notice} {source}"
    return shape
