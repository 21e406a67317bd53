"""The blocks of a workbook: sheets in their order, each a heading with its name and a table of what
its cells show; after all of them, headers and footers on paper, and comments on cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bilingual.formats.grid import fit_grid
from bilingual.formats.limits import MOST_BLOCKS, too_many_blocks
from bilingual.formats.office.package import OfficePackage, relation_of
from bilingual.formats.office.rich_text import read_rich_text
from bilingual.formats.office.sheet import (
    Area,
    cell_name,
    merged_areas,
    read_area,
    read_place,
    rows_of,
)
from bilingual.formats.shown import count_of
from bilingual.formats.word.names import Element, child, qualified
from bilingual.model import Block, BlockKind, Cell, Mark, Part, Span
from bilingual.readers.shared.policy import PageParts
from bilingual.readers.xlsx.cells import (
    SheetCell,
    Workbook,
    hidden_columns,
    is_on,
    read_cells,
    read_formats,
)
from bilingual.readers.xlsx.links import SheetLinks
from bilingual.readers.xlsx.page_parts import read_page_parts
from bilingual.spans import joined_text

_MOST_MERGED = 1_000_000
_SHAPES = (("graphicFrame", "chart"), ("pic", "picture"), ("sp", "shape"))


class SheetWalk:
    """The blocks so far."""

    def __init__(self, package: OfficePackage, *, keeps_hidden: bool) -> None:
        self.package, self.keeps_hidden = package, keeps_hidden
        self.blocks: list[Block] = []
        self.remarks: list[str] = []
        self._comments: list[Block] = []
        self._page_parts: dict[Part, list[Block]] = {Part.HEADER: [], Part.FOOTER: []}
        self._known_parts = PageParts()
        self._tables = 0

    def document(self) -> None:
        """All sheets, then headers, footers and comments."""
        root, main = self.package.root(self.package.main), self.package.main
        properties = child(root, "s:workbookPr")
        strings = self.package.related(main, "sharedStrings")
        styles = self.package.related(main, "styles")
        workbook = Workbook(
            strings=_strings(self.package.root(strings)) if strings else (),
            formats=read_formats(self.package.root(styles) if styles else None),
            is_1904=properties is not None and is_on(properties, "date1904"),
        )
        targets = self.package.targets(main)
        hidden = list[str]()
        for sheet in root.iterfind(f"{qualified('s:sheets')}/{qualified('s:sheet')}"):
            target, name = targets.get(relation_of(sheet)), str(sheet.get("name", ""))
            if target is None or target.name not in self.package:
                continue
            if sheet.get("state", "visible") != "visible" and not self.keeps_hidden:
                hidden.append(name)
            elif target.kind == "worksheet":
                self._sheet(name, target.name, workbook)
            else:
                self.remarks.append(f"Sheet “{name}” left out: it is a chart or a dialogue.")
        if hidden:
            names = ", ".join(f"“{name}”" for name in hidden)
            told = count_of(len(hidden), "hidden sheet")
            self.remarks.append(f"{told} left out (--hidden takes such along): {names}.")
        for blocks in (*self._page_parts.values(), self._comments):
            self.blocks += blocks

    def _sheet(self, name: str, part: str, workbook: Workbook) -> None:
        sheet = self.package.root(part)
        rows = {row for row, line in rows_of(sheet) if is_on(line, "hidden")}
        columns = hidden_columns(sheet)
        links = SheetLinks.of(sheet, part, self.package)
        cells, unseen = list[SheetCell](), 0
        for cell in read_cells(sheet, workbook):
            is_hidden = cell.row in rows or any((0, cell.column) in one for one in columns)
            if is_hidden and not self.keeps_hidden:
                unseen += 1
                continue
            address = links.address(cell.row, cell.column) or cell.address
            cells.append(replace(cell, spans=_linked(cell.spans, address)))
            if len(self.blocks) + len(cells) > MOST_BLOCKS:
                raise too_many_blocks(self.package.path)
        if unseen:
            told = count_of(unseen, "cell")
            self.remarks.append(
                f"{told} in hidden rows or columns of “{name}” left out (--hidden takes such "
                "along)."
            )
        if cells:
            spans = (Span(text=name),)
            locator = f"sheet {name}"
            self.blocks.append(Block(kind=BlockKind.HEADING, level=1, spans=spans, locator=locator))
            self.blocks += self._table(cells, merged_areas(sheet), name, part)
        self._beside(sheet, name, part)
        for kind, blocks in read_page_parts(sheet, name):
            self._page_parts[kind] += self._known_parts.take(kind, blocks)

    def _table(
        self, cells: Sequence[SheetCell], merged: Sequence[Area], name: str, part: str
    ) -> Iterator[Block]:
        rows = {row: at for at, row in enumerate(sorted({cell.row for cell in cells}))}
        spans = {(area.row, area.column): area for area in merged}
        areas = self._areas_by_row(merged, list(rows))
        shown = [cell for cell in cells if not _is_covered(cell, areas.get(cell.row, ()))]
        header = _header(shown, self._tables_of(part))
        places = [_place(cell, rows, spans.get((cell.row, cell.column)), header) for cell in shown]
        fitted = fit_grid(places)
        for at, cell in enumerate(shown):
            place = replace(fitted[at], table=self._tables) if fitted else None
            yield Block(
                spans=cell.spans,
                cell=place,
                locator=f"sheet {name}, {cell.name}",
                element=f"{part}#{cell.name}" if cell.is_text else "",
            )
        self._tables += 1

    def _areas_by_row(self, merged: Sequence[Area], rows: Sequence[int]) -> dict[int, list[Area]]:
        """The merged areas that reach into each of the rows that show something."""
        areas: dict[int, list[Area]] = {}
        count = 0
        for area in merged:
            inside = rows[bisect_left(rows, area.row) : bisect_right(rows, area.last_row)]
            count += len(inside)
            if count > _MOST_MERGED:
                raise self.package.damaged("it merges more cells than any sheet needs")
            for row in inside:
                areas.setdefault(row, []).append(area)
        return areas

    def _tables_of(self, part: str) -> list[Area]:
        """The areas that are a table with a header."""
        roots = map(self.package.root, self.package.all_related(part, "table"))
        names = (str(one.get("ref", "")) for one in roots if one.get("headerRowCount", "1") != "0")
        return [area for name in names if (area := read_area(name))]

    def _beside(self, sheet: Element, name: str, part: str) -> None:
        """What lies over the cells: comments are read, all else is named."""
        for comments in self.package.all_related(part, "comments"):
            for one in self.package.root(comments).iter(qualified("s:comment")):
                text, reference = child(one, "s:text"), str(one.get("ref", ""))
                place = read_place(reference)
                if (
                    text is not None
                    and place
                    and joined_text(spans := read_rich_text(text)).strip()
                ):
                    locator = f"comment on {cell_name(*place)} of sheet {name}"
                    element = f"{comments}#{reference}"
                    self._comments.append(
                        Block(spans=spans, part=Part.COMMENT, locator=locator, element=element)
                    )
        told = list[str]()
        for drawing in self.package.all_related(part, "drawing"):
            tags = [str(one.tag).rpartition("}")[2] for one in self.package.root(drawing).iter()]
            told += [count_of(tags.count(tag), kind) for tag, kind in _SHAPES if tag in tags]
        if told:
            self.remarks.append(f"{' and '.join(told)} over the cells of “{name}” left out.")


def _strings(root: Element) -> list[tuple[Span, ...]]:
    return [read_rich_text(one) for one in root.iterfind(qualified("s:si"))]


def _linked(spans: tuple[Span, ...], address: str) -> tuple[Span, ...]:
    """The text of a cell that leads to an address; its underline is no emphasis."""
    if not address:
        return spans
    return tuple(replace(one, href=address, marks=one.marks - {Mark.UNDERLINE}) for one in spans)


def _is_covered(cell: SheetCell, merged: Sequence[Area]) -> bool:
    """Whether a cell lies under a merged one; programs keep what was there."""
    place = (cell.row, cell.column)
    return any(place in area and place != (area.row, area.column) for area in merged)


def _header(cells: Sequence[SheetCell], tables: Sequence[Area]) -> int:
    """The row that is a header, -1 for none: the first one, if a table begins there, or it is
    nothing but text, and there are numbers below."""
    first = cells[0].row if cells else -1
    if any(area.row == first for area in tables):
        return first
    top = [cell for cell in cells if cell.row == first]
    has_numbers = any(cell.is_number for cell in cells if cell.row != first)
    return first if len(top) > 1 and has_numbers and all(cell.is_text for cell in top) else -1


def _place(cell: SheetCell, rows: dict[int, int], area: Area | None, header: int) -> Cell:
    height = sum(row in rows for row in range(area.row, area.last_row + 1)) if area else 1
    return Cell(
        table=0,
        row=rows[cell.row],
        column=cell.column,
        row_span=max(height, 1),
        column_span=area.last_column - area.column + 1 if area else 1,
        is_header=cell.row == header,
        align="right" if cell.is_number else "",
    )
