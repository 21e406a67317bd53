"""Links of cells: those that a sheet lists, and those that formulas make."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bilingual.formats.office.package import OfficePackage, relation_of
from bilingual.formats.office.sheet import Area, read_area
from bilingual.formats.word.names import Element, child, qualified

_FORMULA = re.compile(r"\s*HYPERLINK\(\s*\"([^\"#]{1,2000})\"", re.IGNORECASE)
_MOST_AREAS = 1000
"""Links over several cells; more than any sheet has."""


@dataclass(frozen=True, slots=True)
class SheetLinks:
    """Where the cells of a sheet lead to, out of the workbook."""

    _cells: dict[tuple[int, int], str]
    _areas: tuple[tuple[Area, str], ...]

    @classmethod
    def of(cls, sheet: Element, part: str, package: OfficePackage) -> SheetLinks:
        """The links that a sheet, the content of a ``part``, lists."""
        cells, areas = dict[tuple[int, int], str](), list[tuple[Area, str]]()
        for one in sheet.iter(qualified("s:hyperlink")):
            address = package.link(part, relation_of(one))
            area = read_area(str(one.get("ref", "")))
            if not address or area is None:
                continue
            if (area.row, area.column) == (area.last_row, area.last_column):
                cells.setdefault((area.row, area.column), address)
            elif len(areas) < _MOST_AREAS:
                areas.append((area, address))
        return cls(cells, tuple(areas))

    def address(self, row: int, column: int) -> str:
        """Where a cell leads to; empty for nowhere."""
        found = self._cells.get((row, column))
        return found or next((to for area, to in self._areas if (row, column) in area), "")


def formula_address(cell: Element) -> str:
    """Where a formula of a cell (``HYPERLINK("http://a.cn", "…")``) leads to; empty for nowhere."""
    formula = child(cell, "s:f")
    match = _FORMULA.match(formula.text or "") if formula is not None else None
    return match[1] if match else ""
