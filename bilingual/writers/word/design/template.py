"""A user's Word file as the template of our documents: its styles, fonts, headers and paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from bilingual.errors import ReadError, UsageError
from bilingual.formats.word.elements import Element, R, W, serialize, w
from bilingual.formats.word.package import open_package, part_root
from bilingual.formats.word.relations import Relation
from bilingual.formats.word.sections import read_sections
from bilingual.model import Page
from bilingual.writers.word.design.numbering import Numbering, first_free

if TYPE_CHECKING:
    from docx.opc.part import Part as PackagePart

_BORROWED = {"theme", "fontTable", "numbering", "header", "footer"}
_FILE = Path("template")
_OF_ITS_TEXT = ("documentProtection", "trackRevisions", "footnotePr", "endnotePr", "rsids")
"""Settings that speak of the template's own text."""
_OF_ITS_PAGES = (
    *("headerReference", "footerReference", "pgSz", "pgMar", "paperSrc", "pgBorders"),
    *("pgNumType", "titlePg", "docGrid"),
)
_AFTER_LANGUAGE = ("eastAsianLayout", "specVanish", "oMath")
_USES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What a document takes from its template."""

    page: Page
    section: Element
    """The properties of its last section, with its headers and footers."""
    styles: Element
    settings: Element | None
    relations: tuple[Relation, ...]
    """From the text to ``parts``."""
    parts: Mapping[str, bytes]
    types: Mapping[str, str]
    numbering: Element | None
    """Its lists."""
    numbering_part: str
    """The name of the part that has them."""

    @property
    def has_headers(self) -> bool:
        return any(one.get(_RELATION) for one in self.section)

    @property
    def first_list(self) -> int:
        """The number of the first list that is not the template's."""
        return 1 if self.numbering is None else first_free(self.numbering)

    def parts_with(self, numbering: Numbering) -> Mapping[str, bytes]:
        """Its parts, the document's lists beside its own."""
        if self.numbering is None:
            return self.parts
        merged = numbering.element(self.numbering)
        return {**self.parts, self.numbering_part: serialize(merged)}

    def dressed(self, roots: Iterable[Element], ours: Element) -> dict[str, Element]:
        """Its styles with ``ours``, and its settings if it has any; ``roots`` then name styles as
        it does."""
        styles, names = merge_styles(self.styles, ours)
        for root in roots:
            if root is not ours:
                rename_styles(root, names)
        dressed = {"styles": styles}
        if self.settings is not None:
            dressed["settings"] = self.settings
        return dressed

    @property
    def has_fonts(self) -> bool:
        return any(relation.kind.endswith("/fontTable") for relation in self.relations)


_RELATION = f"{{{R}}}id"


def read_template(content: bytes) -> Template:
    """Open a template; raises `UsageError` if it is none."""
    try:
        word = open_package(content, _FILE)
        body = word.element.body
        section = _section(body)
        wanted = {one.get(_RELATION) for one in section}
        relations: list[Relation] = []
        parts: dict[str, PackagePart] = {}
        roots: dict[str, Element] = {}
        numbering_part = ""
        for identifier, relation in word.part.rels.items():
            kind = relation.reltype.rpartition("/")[2]
            if relation.is_external or (kind in ("header", "footer") and identifier not in wanted):
                continue
            if kind in ("styles", "settings"):
                roots[kind] = deepcopy(part_root(relation.target_part))
            elif kind in _BORROWED:
                if kind == "numbering":
                    roots[kind] = part_root(relation.target_part)
                    numbering_part = _name(relation.target_part)
                _gather(relation.target_part, parts)
                target = str(relation.target_part.partname)
                relations.append(
                    Relation(name=_renamed(identifier), kind=relation.reltype, target=target)
                )
    except ReadError as error:
        raise UsageError("--template", error.problem, error.remedy) from error
    except etree.XMLSyntaxError as error:
        problem = f"is not a sound Word document ({error})"
        raise UsageError("--template", problem, "open it in Word and save it again") from error
    names = {relation.name for relation in relations}
    for one in section.findall(f"*[@{_RELATION}]"):
        one.set(_RELATION, _renamed(str(one.get(_RELATION))))
        if one.get(_RELATION) not in names:
            section.remove(one)
    files = {name: part.blob for name, part in parts.items()}
    files |= {_relations_name(name): part.rels.xml for name, part in parts.items() if part.rels}
    return Template(
        page=read_sections(body)[-1],
        section=section,
        styles=roots.get("styles", w("styles")),
        settings=_cleaned(roots["settings"]) if "settings" in roots else None,
        relations=tuple(relations),
        numbering=roots.get("numbering"),
        numbering_part=numbering_part,
        parts=files,
        types={name: part.content_type for name, part in parts.items()},
    )


def merge_styles(template: Element, ours: Element) -> tuple[Element, dict[str, str]]:
    """The template's styles with those of ours that it lacks; and what the ids of ours are called
    in it. Styles are the same if they have the same name."""
    merged = deepcopy(template)
    ids = {_style_name(style): _id(style) for style in merged.iterchildren(_W_STYLE)}
    taken = set(ids.values())
    defaults = {style.get(_TYPE) for style in merged.iterchildren(_W_STYLE) if style.get(_DEFAULT)}
    renames: dict[str, str] = {}
    added = []
    for style in ours.iterchildren(_W_STYLE):
        name, identifier = _style_name(style), _id(style)
        if name not in ids:
            ids[name] = f"{identifier}Bilingual" if identifier in taken else identifier
            copy = deepcopy(style)
            copy.set(_STYLE_ID, ids[name])
            if copy.get(_DEFAULT) and copy.get(_TYPE) in defaults:
                del copy.attrib[_DEFAULT]
            added.append(copy)
        renames[identifier] = ids[name]
    for style in added:
        rename_styles(style, renames)
    merged.extend(added)
    _set_languages(merged, ours)
    return merged, renames


def _set_languages(merged: Element, ours: Element) -> None:
    """The languages are those of the text, whatever the template was written in."""
    path = f"{{{W}}}docDefaults/{{{W}}}rPrDefault/{{{W}}}rPr"
    properties = merged.find(path)
    if properties is None:
        for former in merged.findall(f"{{{W}}}docDefaults"):
            merged.remove(former)
        merged.insert(0, deepcopy(ours[0]))
        return
    for former in properties.findall(f"{{{W}}}lang"):
        properties.remove(former)
    place = sum(str(one.tag).partition("}")[2] not in _AFTER_LANGUAGE for one in properties)
    properties.insert(place, deepcopy(ours.findall(f"{path}/{{{W}}}lang")[0]))


def rename_styles(root: Element, renames: Mapping[str, str]) -> None:
    """Have paragraphs, runs and tables name their styles as the template does."""
    for element in root.iter(*(f"{{{W}}}{tag}" for tag in _USES)):
        name = element.get(_VALUE, "")
        element.set(_VALUE, renames.get(name, name))


_W_STYLE, _VALUE = f"{{{W}}}style", f"{{{W}}}val"
_STYLE_ID, _TYPE, _DEFAULT = f"{{{W}}}styleId", f"{{{W}}}type", f"{{{W}}}default"


def _id(style: Element) -> str:
    return style.get(_STYLE_ID, "")


def _style_name(style: Element) -> str:
    """Word takes ``Heading 1`` and ``heading 1`` for one style, but not for a table style."""
    name = style.find(f"{{{W}}}name")
    named = name.get(_VALUE, "") if name is not None else _id(style)
    return f"{style.get(_TYPE, '')} {named.lower()}"


def _section(body: Element) -> Element:
    """The last section's headers and footers, and how its pages look, but not how its own text
    stands on them."""
    found = body.find(f"{{{W}}}sectPr")
    section = deepcopy(found) if found is not None else w("sectPr")
    for one in list(section):
        if str(one.tag).partition("}")[2] not in _OF_ITS_PAGES:
            section.remove(one)
    return section


def _renamed(identifier: str) -> str:
    return f"rIdTemplate-{identifier}"


def _gather(part: PackagePart, parts: dict[str, PackagePart]) -> None:
    """A part and all that it leads to."""
    name = _name(part)
    if name not in parts:
        parts[name] = part
        for relation in part.rels.values():
            if not relation.is_external:
                _gather(relation.target_part, parts)


def _name(part: PackagePart) -> str:
    return str(part.partname).removeprefix("/")


def _relations_name(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _cleaned(settings: Element) -> Element:
    """Settings without what refers to other files or to the template's text."""
    dropped = [f"{{{W}}}{name}" for name in _OF_ITS_TEXT]
    for one in list(settings):
        if one.tag in dropped or any(_RELATION in inner.attrib for inner in one.iter()):
            settings.remove(one)
    return settings
