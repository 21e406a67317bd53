"""The blocks of a presentation: slides in their order, on each the title, then its shapes, then
what the speaker's notes say, as a quotation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from bilingual.formats.office.package import OfficePackage, relation_of
from bilingual.formats.shown import count_of
from bilingual.formats.word.names import (
    Element,
    attribute,
    child,
    chosen_branch,
    name_of,
    number,
    qualified,
)
from bilingual.model import Block, BlockKind, Cell, Part, Span, SpanKind
from bilingual.readers.pptx.bullets import (
    TITLES,
    Bullets,
    bullets_of,
    level_of,
    placeholder_of,
    type_of,
)
from bilingual.readers.pptx.text import read_paragraph
from bilingual.readers.shared.policy import EMPTY_CELL, PageParts, cell_locator, says_something

_SILENT = frozenset({"dt", "sldNum", "hdr"})
"""Placeholders that say the date and the number of the slide."""
_CHART, _DIAGRAM = "/chart", "/diagram"
_MOST_SPAN = 1000


@dataclass(slots=True)
class Omitted:
    """What is left out, by the slides that it is on."""

    places: dict[str, Counter[int]] = field(default_factory=dict)

    def add(self, what: str, slide: int) -> None:
        """Count one of a kind, named in the singular."""
        self.places.setdefault(what, Counter())[slide] += 1

    def remarks(self) -> Iterator[str]:
        """What was left out, a sentence a kind."""
        for what, slides in self.places.items():
            where = ", ".join(map(str, sorted(slides)))
            yield (
                f"{count_of(slides.total(), what)} left out "
                f"(slide{'s' * (len(slides) > 1)} {where})."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slide:
    """The slide, or its notes, that is being read."""

    part: str
    number: int
    layout: Element | None = None
    master: Element | None = None
    name: str = ""
    quote_depth: int = 0


class SlideWalk:
    """The blocks so far."""

    def __init__(self, package: OfficePackage, *, keeps_hidden: bool) -> None:
        self.package, self.keeps_hidden = package, keeps_hidden
        self.blocks: list[Block] = []
        self.omitted = Omitted()
        self.described = 0
        """Pictures with an alternative text."""
        self._footers: list[Block] = []
        self._tables = 0
        self._counts: dict[Element, str] = {}

    def document(self) -> None:
        """All slides, then what stands at their feet."""
        presentation = self.package.root(self.package.main)
        targets = self.package.targets(self.package.main)
        slides = child(presentation, "p:sldIdLst")
        for count, one in enumerate(slides if slides is not None else (), start=1):
            target = targets.get(relation_of(one))
            if target and target.name in self.package:
                self._slide(target.name, count)
        self.blocks += PageParts().take(Part.FOOTER, _once(self._footers))

    def _slide(self, part: str, count: int) -> None:
        root = self.package.root(part)
        if root.get("show") in ("0", "false") and not self.keeps_hidden:
            self.omitted.add("hidden slide", count)
            return
        layout = self.package.related(part, "slideLayout")
        master = self.package.related(layout, "slideMaster") if layout else ""
        slide = _Slide(
            part=part,
            number=count,
            layout=self.package.root(layout) if layout else None,
            master=self.package.root(master) if master else None,
            name=f"slide {count}",
        )
        self._locate(part, root)
        before = len(self.blocks)
        shapes = list(_shapes(child(root, "p:cSld", "p:spTree")))
        shapes.sort(key=lambda one: type_of(placeholder_of(one)) not in TITLES)
        for shape in shapes:
            self._shape(shape, slide)
        if before and len(self.blocks) > before and self.blocks[before].kind != BlockKind.HEADING:
            rule = Block(kind=BlockKind.RULE, locator=slide.name)
            self.blocks.insert(before, rule)
        for _ in self.package.all_related(part, "comments"):
            self.omitted.add("page of comments", count)
        if notes := self.package.related(part, "notesSlide"):
            self._notes(notes, slide)

    def _notes(self, part: str, slide: _Slide) -> None:
        root = self.package.root(part)
        self._locate(part, root)
        notes = replace(slide, part=part, name=f"{slide.name}, notes", quote_depth=1, master=None)
        before = len(self.blocks)
        for shape in _shapes(child(root, "p:cSld", "p:spTree")):
            if type_of(placeholder_of(shape)) == "body":
                self._text(shape, notes, Bullets(sources=()))
        if len(self.blocks) > before:
            self.blocks[before] = replace(self.blocks[before], quote_start=1)

    def _locate(self, part: str, root: Element) -> None:
        for at, paragraph in enumerate(root.iter(qualified("a:p"))):
            self._counts[paragraph] = f"{part}#{at}"

    def _shape(self, shape: Element, slide: _Slide) -> None:
        kind = type_of(placeholder_of(shape))
        properties = next((one for one in shape if name_of(one).startswith("p:nv")), None)
        named = child(properties, "p:cNvPr")
        if kind in _SILENT:
            return
        if named is not None and named.get("hidden") in ("1", "true") and not self.keeps_hidden:
            self.omitted.add("hidden shape", slide.number)
        elif name_of(shape) == "p:pic":
            self._picture(shape, named, slide)
        elif name_of(shape) == "p:graphicFrame":
            self._frame(shape, slide)
        elif kind == "ftr":
            at = len(self.blocks)
            self._text(shape, slide, Bullets(sources=()))
            self._footers += self.blocks[at:]
            del self.blocks[at:]
        else:
            self._text(shape, slide, bullets_of(shape, slide.layout, slide.master))

    def _text(self, shape: Element, slide: _Slide, bullets: Bullets) -> None:
        is_title = type_of(placeholder_of(shape)) in TITLES and not slide.quote_depth
        for paragraph in shape.iterfind(f"{qualified('p:txBody')}/{qualified('a:p')}"):
            block = self._paragraph(paragraph, slide)
            if not block.spans:
                continue
            properties = child(paragraph, "a:pPr")
            if is_title:
                block = replace(block, kind=BlockKind.HEADING, level=1)
            elif marker := bullets.next_marker(properties):
                level = level_of(properties) + 1
                block = replace(block, kind=BlockKind.LIST_ITEM, level=level, marker=marker)
            self.blocks.append(block)

    def _paragraph(self, paragraph: Element, slide: _Slide) -> Block:
        return Block(
            spans=read_paragraph(paragraph, partial(self.package.link, slide.part)),
            quote_depth=slide.quote_depth,
            locator=slide.name,
            element=self._counts[paragraph],
        )

    def _frame(self, frame: Element, slide: _Slide) -> None:
        data = child(frame, "a:graphic", "a:graphicData")
        kind = "" if data is None else str(data.get("uri", ""))
        table = child(data, "a:tbl")
        if table is not None:
            self._table(table, slide)
        elif _CHART in kind:
            self.omitted.add("chart", slide.number)
        elif _DIAGRAM in kind:
            self.omitted.add("SmartArt diagram", slide.number)
        else:
            self.omitted.add("embedded object", slide.number)

    def _table(self, table: Element, slide: _Slide) -> None:
        properties = child(table, "a:tblPr")
        has_header = properties is not None and properties.get("firstRow") in ("1", "true")
        for row, line in enumerate(table.iterfind(qualified("a:tr"))):
            for column, element in enumerate(line.iterfind(qualified("a:tc"))):
                if any(element.get(name) in ("1", "true") for name in ("hMerge", "vMerge")):
                    continue
                cell = Cell(
                    table=self._tables,
                    row=row,
                    column=column,
                    row_span=_span(element, "rowSpan"),
                    column_span=_span(element, "gridSpan"),
                    is_header=has_header and row == 0,
                )
                inner = replace(slide, name=cell_locator(cell, slide.name))
                paragraphs = element.iterfind(f"{qualified('a:txBody')}/{qualified('a:p')}")
                blocks = [self._paragraph(one, inner) for one in paragraphs]
                blocks = [one for one in blocks if one.spans] or [
                    replace(EMPTY_CELL, locator=inner.name)
                ]
                self.blocks += (replace(one, cell=cell) for one in blocks)
        self._tables += 1

    def _picture(self, picture: Element, named: Element | None, slide: _Slide) -> None:
        text = "" if named is None else str(named.get("descr", "")).strip()
        blip = child(picture, "p:blipFill", "a:blip")
        name = self.package.image(slide.part, attribute(blip, "r:embed"))
        if not text and name not in self.package.media:
            self.omitted.add("unreadable picture", slide.number)
            return
        self.described += bool(text)
        size = child(picture, "p:spPr", "a:xfrm", "a:ext")
        extent = None
        if size is not None:
            width, height = (number(str(size.get(one, "0")), 0) for one in ("cx", "cy"))
            extent = (width, height) if width > 0 and height > 0 else None
        span = Span(text=text, kind=SpanKind.IMAGE, href=name, extent=extent)
        self.blocks.append(Block(spans=(span,), locator=slide.name))


def _shapes(tree: Element | None) -> Iterator[Element]:
    """The shapes of a tree, from back to front, those of groups in their place."""
    for one in tree if tree is not None else ():
        match name_of(one):
            case "p:grpSp":
                yield from _shapes(one)
            case "mc:AlternateContent":
                yield from _shapes(chosen_branch(one))
            case "p:sp" | "p:pic" | "p:graphicFrame" | "p:cxnSp":
                yield one
            case _:  # what the tree says of itself
                pass


def _span(cell: Element, name: str) -> int:
    return min(max(number(str(cell.get(name, "1")), 1), 1), _MOST_SPAN)


def _once(blocks: list[Block]) -> list[Block]:
    """The footers, each text once."""
    seen = dict[str, Block]()
    for block in blocks:
        if says_something(block.spans):
            seen.setdefault(block.text, replace(block, part=Part.FOOTER))
    return list(seen.values())
