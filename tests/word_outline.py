"""A Word file as text that a person can read: what goldens hold of one.

A paragraph is a line, ``[Style](properties) text``; in the text ``<b>…</>`` are runs with their
properties, ``→`` is a tab, ``↵`` a line break, ``{…}`` is what is no text: fields, notes, pictures,
bookmarks, comments. Lengths are Word's own (twips), those of pictures millimetres. Styles are told
by their names, relations by what they lead to, list items by their markers.

Left out: the widths of cells (the table's columns say them), which rows and columns a table style
treats apart, and the East Asian hint of a run in which it decides nothing.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree

from tests.word_files import W, local_name

_SIGNS = {"tab": "→", "br": "↵", "cr": "↵", "noBreakHyphen": "‑"}
_WRAPPERS = ("smartTag", "sdtContent", "ins", "moveTo", "Choice", "AlternateContent", "pict")
_HINT = "rFonts:hint=eastAsia"
_AMBIGUOUS = re.compile("[“”‘’…—·×°]")  # of the Chinese or the Latin font, as the hint says
_NEIGHBOURS = re.compile(r"<([^<>/]+)>([^<>]*)</><\1>")
_MILLIMETRE = 36_000  # in EMU


def outline(content: bytes) -> str:
    """The body, then all parts with text, then properties."""
    file = _File(content)
    parts = [name for name in file.names if file.has_text(name)]
    parts.sort(key=lambda name: (name != "word/document.xml", name))
    lines = []
    for name in parts:
        title = posixpath.basename(name).removesuffix(".xml")
        lines += ["", f"## {title}", "", *_Part(file, name).lines()]
    return "\n".join([*lines[1:], "", "## properties", "", *file.properties(), ""])


def outline_of_styles(content: bytes) -> str:
    """Every style that is defined: its base, what follows it, its properties."""
    file = _File(content)
    lines = []
    for style in file.root("word/styles.xml").iter(_w("style")):
        facts = [
            f"{name} {file.styles.get(_value(found), _value(found))}"
            for name in ("basedOn", "next", "link")
            if (found := style.find(_w(name))) is not None
        ]
        properties = [
            " ".join(flat(element))
            for element in style
            if _name(element) in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr")
        ]
        lines.append(
            f"{_value(style.find(_w('name')))} ({style.get(_w('type'))}): {'; '.join(facts)}"
        )
        lines += [f"    {line}" for line in properties if line]
    return "\n".join([*lines, ""])


def flat(element: etree._Element, left_out: Iterable[str] = ()) -> Iterator[str]:
    """The properties in an element: ``keepNext ind:left=680,hanging=340``."""
    for child in element:
        name = _name(child)
        if name in left_out:
            continue
        facts = {_local(key): str(value) for key, value in child.attrib.items()}
        if facts.get("type") == "dxa":
            del facts["type"]
        is_plain = facts.keys() in ({"val"}, {"w"})
        told = [value if is_plain else f"{fact}={value}" for fact, value in facts.items()]
        deeper = list(flat(child))
        inner = f"({' '.join(deeper)})" if deeper else ""
        yield name + (f":{','.join(told)}" if told else "") + inner


class _File:
    """The parts of a package."""

    def __init__(self, content: bytes) -> None:
        self._package = zipfile.ZipFile(io.BytesIO(content))
        self.names = self._package.namelist()
        self.styles = {
            str(style.get(_w("styleId"))): _value(style.find(_w("name")))
            for style in self.root("word/styles.xml").iter(_w("style"))
        }
        self._levels = self._read_levels() if "word/numbering.xml" in self.names else {}
        self._counts: dict[tuple[str, str], int] = {}

    def root(self, name: str) -> etree._Element:
        return etree.fromstring(self._package.read(name))

    def has_text(self, name: str) -> bool:
        if not (name.startswith("word/") and name.endswith(".xml") and name.count("/") == 1):
            return False
        return next(self.root(name).iter(_w("p")), None) is not None

    def relations(self, name: str) -> dict[str, str]:
        folder, file = posixpath.split(name)
        path = f"{folder}/_rels/{file}.rels"
        if path not in self.names:
            return {}
        return {str(one.get("Id")): str(one.get("Target")) for one in self.root(path)}

    def properties(self) -> Iterator[str]:
        for element in self.root("docProps/core.xml"):
            yield f"{_name(element)}: {element.text or ''}"

    def number(self, listed: etree._Element) -> str:
        """What a numbered paragraph counts: ``list 2 “%1.” decimal 3rd at left=680``."""
        level, number = (
            "" if (found := listed.find(_w(name))) is None else _value(found)
            for name in ("ilvl", "numId")
        )
        if number == "0":
            return "no list"
        depth = level or "0"
        found_level = self._levels.get((number, depth))
        if found_level is None:
            return f"list {number} without level {depth}"
        count = self._counts[number, depth] = self._counts.get((number, depth), 0) + 1
        return found_level.shown(f"{number}.{depth}" if depth != "0" else number, count)

    def _read_levels(self) -> dict[tuple[str, str], _Level]:
        root = self.root("word/numbering.xml")
        abstract = {one.get(_w("abstractNumId")): one for one in root.iter(_w("abstractNum"))}
        levels = {}
        for number in root.iter(_w("num")):
            overrides = {one.get(_w("ilvl")): one for one in number.iter(_w("lvlOverride"))}
            base = abstract[_value(number.find(_w("abstractNumId")))]
            for level in (*base.iter(_w("lvl")), *number.iter(_w("lvl"))):
                depth = str(level.get(_w("ilvl")))
                levels[str(number.get(_w("numId"))), depth] = _Level(level, overrides.get(depth))
        return levels


class _Level:
    """How a level of a list is marked."""

    def __init__(self, level: etree._Element, override: etree._Element | None) -> None:
        told = {_name(one): _value(one) for one in level}
        again = None if override is None else override.find(_w("startOverride"))
        self._start = int(_value(again) or told.get("start") or 1)
        self._format, self._text = told.get("numFmt", ""), told.get("lvlText", "")
        self._place = f"%{int(str(level.get(_w('ilvl')))) + 1}"
        self._indent = " ".join(one for part in level.iter(_w("pPr")) for one in flat(part))

    def shown(self, name: str, count: int) -> str:
        """``list 7 “Article 3” ind:left=340,hanging=340``."""
        number = self._start + count - 1
        counted = str(number) if self._format == "decimal" else f"({self._format} {number})"
        marker = self._text.replace(self._place, counted)
        return f"list {name} “{marker}” {self._indent}".rstrip()


class _Part:
    """One part of a package: its text, its notes, its comments."""

    def __init__(self, file: _File, name: str) -> None:
        self._file = file
        self._root = file.root(name)
        self._relations = file.relations(name)

    def lines(self) -> Iterator[str]:
        root = self._root.find(_w("body")) if _name(self._root) == "document" else self._root
        assert root is not None
        yield from self._blocks(root, "")

    def _blocks(self, parent: etree._Element, indent: str) -> Iterator[str]:
        for element in parent:
            match _name(element):
                case "p":
                    yield indent + self._paragraph(element)
                    for box in self._boxes(element):
                        yield f"{indent}    text box"
                        yield from self._blocks(box, indent + "        ")
                case "tbl":
                    yield from self._table(element, indent)
                case "sectPr":
                    yield f"{indent}section: {self._section(element)}"
                case "footnote" | "endnote" | "comment":
                    told = [
                        f"{_local(k)}={v!s}" for k, v in element.attrib.items() if _local(k) != "id"
                    ]
                    yield f"{_name(element)} {element.get(_w('id'))} {' '.join(told)}".rstrip()
                    yield from self._blocks(element, "    ")
                case "sdt":
                    properties = element.find(_w("sdtPr"))
                    told = [] if properties is None else list(flat(properties))
                    yield f"{indent}content control: {' '.join(told)}"
                    yield from self._blocks(element, indent + "    ")
                case name if name in _WRAPPERS:
                    yield from self._blocks(element, indent)
                case "bookmarkStart":
                    yield f"{indent}{_bookmark(element)}"
                case _:
                    pass

    def _boxes(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        for box in paragraph.iter(_w("txbxContent")):
            if next(box.iterancestors(_w("p"))) is paragraph and not _is_fallback(box):
                yield box

    def _section(self, element: etree._Element) -> str:
        told = flat(element, ("headerReference", "footerReference"))
        parts = (
            f"{_local(self._relation(one)).removesuffix('.xml')}:{one.get(_w('type'))}"
            for one in element.iter(_w("headerReference"), _w("footerReference"))
        )
        return " ".join((*parts, *told))

    def _relation(self, element: etree._Element, attribute: str = "id") -> str:
        """What an element's relation leads to; empty if it has none."""
        ids = (str(value) for name, value in element.attrib.items() if _local(name) == attribute)
        return self._relations.get(next(ids, ""), "")

    def _table(self, table: etree._Element, indent: str) -> Iterator[str]:
        columns = [
            str(one.get(_w("w"))) for one in table.iterfind(f"{_w('tblGrid')}/{_w('gridCol')}")
        ]
        properties = table.find(_w("tblPr"))
        told = [] if properties is None else list(flat(properties, ("tblLook",)))
        yield f"{indent}table {' '.join(columns)} ({' '.join(told)})"
        for row in table.iterfind(_w("tr")):
            properties = row.find(_w("trPr"))
            told = [] if properties is None else list(flat(properties))
            yield f"{indent}  row {' '.join(told)}".rstrip()
            for cell in row.iterfind(_w("tc")):
                properties = cell.find(_w("tcPr"))
                told = [] if properties is None else list(flat(properties, ("tcW",)))
                head = " ".join(("cell", *told))
                inner = list(self._blocks(cell, f"{indent}      "))
                if len(inner) == 1:
                    yield f"{indent}    {head} {inner[0].strip()}"
                else:
                    yield f"{indent}    {head}"
                    yield from inner

    def _paragraph(self, paragraph: etree._Element) -> str:
        properties = paragraph.find(_w("pPr"))
        style, told = "Normal", []
        if properties is not None:
            named, listed = properties.find(_w("pStyle")), properties.find(_w("numPr"))
            if named is not None:
                style = self._file.styles.get(_value(named), f"?{_value(named)}")
            if listed is not None:
                told.append(self._file.number(listed))
            told += flat(properties, ("pStyle", "numPr", "sectPr"))
            section = properties.find(_w("sectPr"))
            if section is not None:
                told.append(f"section ends: {self._section(section)}")
        text = self._inline(paragraph)
        facts = f"({'; '.join(told)})" if told else ""
        return f"[{style}]{facts} {text}".rstrip()

    def _inline(self, parent: etree._Element) -> str:
        text = "".join(map(self._piece, parent))
        joined = None
        while joined != text:  # neighbours of one kind are one stretch
            joined, text = text, _NEIGHBOURS.sub(r"<\1>\2", text)
        return text

    def _piece(self, element: etree._Element) -> str:
        name = _name(element)
        match name:
            case "r":
                text = self._run(element)
            case "hyperlink":
                target = self._relation(element) or f"#{element.get(_w('anchor'))}"
                tip = f" “{element.get(_w('tooltip'))}”" if element.get(_w("tooltip")) else ""
                text = f"<link {target}{tip}>{self._inline(element)}</link>"
            case "fldSimple":
                code = str(element.get(_w("instr"))).strip()
                text = f"{{field {code}: {self._inline(element)}}}"
            case "bookmarkStart":
                text = _bookmark(element)
            case "commentRangeStart":
                text = f"{{comment {element.get(_w('id'))}: "
            case "commentRangeEnd":
                text = "}"
            case "del" | "moveFrom":
                text = f"<{name}>{self._inline(element)}</{name}>"
            case "sdt":
                text = f"<control>{self._inline(element)}</control>"
            case _:
                text = self._inline(element) if name in _WRAPPERS else ""
        return text

    def _run(self, run: etree._Element) -> str:
        properties = run.find(_w("rPr"))
        told = [] if properties is None else list(flat(properties))
        text = "".join(map(self._in_run, run))
        if _HINT in told and not _AMBIGUOUS.search(text):
            told.remove(_HINT)
        told = [
            f"style {self._file.styles.get(one[7:], one)}" if one.startswith("rStyle:") else one
            for one in told
        ]
        return f"<{' '.join(told)}>{text}</>" if told and text else text

    def _in_run(self, element: etree._Element) -> str:
        name = _name(element)
        match name:
            case "t" | "delText":
                text = element.text or ""
                if len(text) > 200:
                    text = f"{text[:30]}… ({len(text)} characters)"
            case "instrText":
                text = f" {(element.text or '').strip()}"
            case "fldChar":
                begin = "{field!" if element.get(_w("dirty")) else "{field"
                kinds = {"begin": begin, "separate": ": ", "end": "}"}
                text = kinds[str(element.get(_w("fldCharType")))]
            case "br" if element.get(_w("type")):
                text = f"{{{element.get(_w('type'))} break}}"
            case "footnoteReference" | "endnoteReference" | "commentReference":
                text = f"{{{name.removesuffix('Reference')} {element.get(_w('id'))}}}"
            case "footnoteRef" | "endnoteRef" | "annotationRef":
                text = f"{{{name}}}"
            case "drawing":
                text = "".join(map(self._picture, element))
            case _:
                inner = element if name in _WRAPPERS else ()
                text = _SIGNS.get(name, "") + "".join(map(self._in_run, inner))
        return text

    def _picture(self, frame: etree._Element) -> str:
        extent, told = frame.find("{*}extent"), frame.find("{*}docPr")
        blip, bodies = next(frame.iter("{*}blip"), None), frame.iter("{*}bodyPr")
        if extent is None or told is None or blip is None:
            return f"{{drawing {' '.join(one for body in bodies for one in flat(body))}}}"
        size = "×".join(f"{int(str(extent.get(side))) / _MILLIMETRE:.1f}" for side in ("cx", "cy"))
        name = posixpath.basename(self._relation(blip, "embed"))
        words = f"“{told.get('descr')}”" + (f" “{told.get('title')}”" if told.get("title") else "")
        return f"{{picture {name} {size} mm {words}}}"


def _bookmark(start: etree._Element) -> str:
    """``{#name}``; nothing for those that name rows, of which there are four each."""
    name = str(start.get(_w("name")))
    return "" if name.startswith("_bl_") else f"{{#{name}}}"


def _is_fallback(element: etree._Element) -> bool:
    return next(element.iterancestors("{*}Fallback"), None) is not None


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]


def _name(element: etree._Element) -> str:
    return local_name(element)


def _value(element: etree._Element | None) -> str:
    return "" if element is None else str(element.get(_w("val")) or "")
