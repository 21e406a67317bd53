"""Excel files as copies of their source: the translation takes the place of each cell's text, or
stands below it in the cell. Numbers, formulas, names of sheets and all that lies over cells stay.
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from bilingual.formats.office.rich_text import make_text
from bilingual.formats.word.names import NAMESPACES, Element, child, name_of, number, qualified
from bilingual.formats.word.relations import (
    TYPES_PART,
    relation_type,
    relations_part,
)
from bilingual.model import BilingualDocument, Pair, Part, Span
from bilingual.spans import joined_text
from bilingual.writers import labels
from bilingual.writers.options import WriteOptions
from bilingual.writers.shared.office_copy import halves_of
from bilingual.writers.shared.source_parts import SourceParts
from bilingual.writers.xlsx.sheet import Sheet
from bilingual.writers.xlsx.texts import rich_text

_REFERENCE = re.compile(r"\[([^\[\]]+)\]")
"""A column of a table, as formulas name it."""
_FORMULAS = tuple(
    qualified(f"s:{tag}")
    for tag in ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula")
)
_HAS_FORMULAS = re.compile(r"xl/(?:worksheets|tables)/[^/]+\.xml$")
_NOTICE_PART = "xl/worksheets/bilingual.xml"
_NOTICE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def write(document: BilingualDocument, options: WriteOptions) -> bytes:
    """The workbook that was read, with the translation in it."""
    book = _Book(SourceParts(document.document.source, document.document.name))
    for pair in document.pairs:
        if pair.source.element:
            book.replace(pair, options)
    book.finish()
    if notice := labels.draft_notice(document):
        book.add_notice(f"{notice} {labels.DRAFT_NOTICE_SOURCE}")
    return book.parts.packed()


class _Book:
    """The workbook while it is changed."""

    def __init__(self, parts: SourceParts) -> None:
        self.parts = parts
        self.main = self.parts.related("", "officeDocument")
        self._strings = self.parts.related(self.main, "sharedStrings")
        self._styles = self.parts.related(self.main, "styles")
        self._old = list(parts.seen(self._strings)) if self._strings else []
        self._sheets: dict[str, Sheet] = {}
        self._wrapped: dict[int, int] = {}
        self._named: frozenset[str] | None = None

    def replace(self, pair: Pair, options: WriteOptions) -> None:
        """Write the halves of a pair into the cell or comment that it was read from."""
        part, _, name = pair.source.element.rpartition("#")
        halves = halves_of(pair, options)
        is_same = not halves[1] and halves[0] == pair.original.spans
        if is_same or part not in self.parts:
            return
        if pair.source.part is Part.COMMENT:
            for one in self.parts.root(part).iter(qualified("s:comment")):
                text = child(one, "s:text")
                if one.get("ref") == name and text is not None:
                    text[:] = list(rich_text(text, *halves))
            return
        if part not in self._sheets:
            self._sheets[part] = Sheet(self.parts.root(part), self._tables(part))
        sheet = self._sheets[part]
        cell = sheet.cells.get(name)
        shown = "\n".join(joined_text(half) for half in halves if half)
        if cell is None:
            return
        if sheet.is_header(name) and not sheet.rename(name, shown, self._named_columns()):
            return
        self._fill(cell, halves)
        if sheet.is_too_narrow(name, shown):
            style = self._wrapping(number(str(cell.get("s", "0")), 0))
            if style:
                cell.set("s", str(style))
            sheet.make_room(cell, name, shown)

    def _fill(self, cell: Element, halves: tuple[tuple[Span, ...], tuple[Span, ...]]) -> None:
        stored = child(cell, "s:v")
        inside = child(cell, "s:is")
        if inside is not None:
            inside[:] = list(rich_text(inside, *halves))
        elif stored is not None:
            old = self._old[number(stored.text or "", 0)]
            made = etree.Element(qualified("s:si"))
            made.extend(rich_text(old, *halves))
            strings = self.parts.root(self._strings)
            stored.text = str(len(strings))
            strings.append(made)

    def _wrapping(self, style: int) -> int:
        """The style that is the same but breaks lines; 0 where there is none to go by."""
        if style not in self._wrapped:
            formats = child(self.parts.root(self._styles), "s:cellXfs") if self._styles else None
            if formats is None or not 0 <= style < len(formats):
                return 0
            made = deepcopy(formats[style])
            alignment = child(made, "s:alignment")
            if alignment is None:
                alignment = etree.Element(qualified("s:alignment"))
                made.insert(0, alignment)
            alignment.set("wrapText", "1")
            alignment.attrib.pop("shrinkToFit", None)
            made.set("applyAlignment", "1")
            formats.append(made)
            formats.set("count", str(len(formats)))
            self._wrapped[style] = len(formats) - 1
        return self._wrapped[style]

    def finish(self) -> None:
        """Say how high rows are and how many strings there are, and that results of formulas are to
        be found anew."""
        if self._strings and len(self.parts.seen(self._strings)) > len(self._old):
            strings = self.parts.root(self._strings)
            strings.set("uniqueCount", str(len(strings)))
        for sheet in self._sheets.values():
            sheet.set_heights()
        root = self.parts.root(self.main)
        settings = child(root, "s:calcPr")
        if settings is None:
            settings = etree.Element(qualified("s:calcPr"))
            earlier = ("s:sheets", "s:functionGroups", "s:externalReferences", "s:definedNames")
            last = [one for one in root if name_of(one) in earlier][-1]
            last.addnext(settings)
        settings.set("fullCalcOnLoad", "1")

    def add_notice(self, notice: str) -> None:
        """A last sheet that says what a reader must know."""
        sheet = etree.Element(qualified("s:worksheet"), nsmap={None: NAMESPACES["s"]})
        columns = etree.SubElement(sheet, qualified("s:cols"))
        etree.SubElement(
            columns, qualified("s:col"), min="1", max="1", width="140", customWidth="1"
        )
        row = etree.SubElement(
            etree.SubElement(sheet, qualified("s:sheetData")), qualified("s:row")
        )
        cell = etree.SubElement(row, qualified("s:c"))
        cell.set("t", "inlineStr")
        etree.SubElement(cell, qualified("s:is")).append(make_text(notice))
        self.parts.add(_NOTICE_PART, sheet)
        lines = self.parts.root(relations_part(self.main))
        relation = etree.SubElement(lines, qualified("pr:Relationship"))
        relation.set("Id", "rIdBilingual")
        relation.set("Type", relation_type("worksheet"))
        relation.set("Target", f"/{_NOTICE_PART}")
        override = etree.SubElement(self.parts.root(TYPES_PART), qualified("ct:Override"))
        override.set("PartName", f"/{_NOTICE_PART}")
        override.set("ContentType", _NOTICE_TYPE)
        sheets = child(self.parts.root(self.main), "s:sheets")
        assert sheets is not None, "the workbook was read"
        numbers = [number(str(one.get("sheetId", "0")), 0) for one in sheets]
        added = etree.SubElement(sheets, qualified("s:sheet"))
        added.set("name", "Draft 草稿")
        added.set("sheetId", str(max(numbers, default=0) + 1))
        added.set(qualified("r:id"), "rIdBilingual")

    def _tables(self, part: str) -> list[Element]:
        """The tables of a sheet. Their headers must say what their columns are called."""
        return [self.parts.root(name) for name in self.parts.all_related(part, "table")]

    def _named_columns(self) -> frozenset[str]:
        """What formulas anywhere call columns of tables."""
        if self._named is None:
            formulas = (
                one.text or ""
                for part in self.parts.names()
                if part == self.main or _HAS_FORMULAS.match(part)
                for one in self.parts.seen(part).iter(*_FORMULAS)
            )
            names = (name for text in formulas for name in _REFERENCE.findall(text))
            self._named = frozenset(name.lstrip("@#") for name in names)
        return self._named
