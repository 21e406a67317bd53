"""A user's Word file as the template of our documents: its styles, fonts, headers and paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from bilingual.errors import ReadError, UsageError
from bilingual.formats.word.elements import serialize, w
from bilingual.formats.word.names import Element, child, name_of, qualified
from bilingual.formats.word.order import drop
from bilingual.formats.word.package import open_package, part_name, part_root
from bilingual.formats.word.relations import Relation, relation_kind, relations_part
from bilingual.formats.word.sections import read_sections
from bilingual.formats.xml import said_of
from bilingual.model import Page
from bilingual.writers.word.design.lists import Lists, first_free
from bilingual.writers.word.design.style_merging import merge_styles, rename_styles

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.opc.part import Part as PackagePart

_FILE = Path("template")
_BORROWED = frozenset({"theme", "fontTable", "numbering"})
_ON_PAGES = frozenset({"header", "footer"})
_OF_ITS_TEXT = (
    *("w:documentProtection", "w:trackRevisions", "w:footnotePr", "w:endnotePr", "w:rsids"),
)
"""Settings that speak of the template's own text."""
_OF_ITS_PAGES = frozenset(
    {"w:headerReference", "w:footerReference", "w:pgSz", "w:pgMar", "w:paperSrc", "w:pgBorders"}
    | {"w:pgNumType", "w:titlePg", "w:docGrid"}
)
_RELATION = qualified("r:id")


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

    def parts_with(self, lists: Lists) -> Mapping[str, bytes]:
        """Its parts by name, with the document's lists beside its own."""
        if self.numbering is None:
            return self.parts
        merged = lists.element(self.numbering)
        return {**self.parts, self.numbering_part: serialize(merged)}

    def adopted(self, roots: Iterable[Element], ours: Element) -> dict[str, Element]:
        """The parts that take the place of ours: its ``styles`` with those of ``ours`` that it
        lacks, and its ``settings`` if it has any. Makes ``roots`` name styles as it does."""
        styles, names = merge_styles(self.styles, ours)
        for root in roots:
            if root is not ours:
                rename_styles(root, names)
        parts = {"styles": styles}
        if self.settings is not None:
            parts["settings"] = self.settings
        return parts

    @property
    def has_fonts(self) -> bool:
        return any(relation_kind(one.kind) == "fontTable" for one in self.relations)


def read_template(content: bytes) -> Template:
    """Open a template; raises `UsageError` if it is none.

    Of a letter with a header, a footer and a picture in the header, a document takes the styles,
    settings, theme, fonts and lists, the paper of the last section, and the header and footer
    that this names, with the picture; not the text, nor headers of sections before.
    """
    try:
        return _template(open_package(content, _FILE))
    except ReadError as error:
        raise UsageError("--template", error.problem, error.remedy) from error
    except etree.XMLSyntaxError as error:
        problem = f"is not a sound Word document ({said_of(error)})"
        raise UsageError("--template", problem, "open it in Word and save it again") from error


def _template(word: WordDocument) -> Template:
    section = _section(word.element.body)
    named = {one.get(_RELATION) for one in section}
    inside = {name: one for name, one in word.part.rels.items() if not one.is_external}
    by_kind = {relation_kind(one.reltype): one.target_part for one in inside.values()}
    borrowed = {
        name: one
        for name, one in inside.items()
        if (kind := relation_kind(one.reltype)) in _BORROWED
        or (kind in _ON_PAGES and name in named)
    }
    for reference in section.findall(f"*[@{_RELATION}]"):
        if (name := str(reference.get(_RELATION))) in borrowed:
            reference.set(_RELATION, _renamed(name))
        else:
            section.remove(reference)
    parts = _with_their_own(one.target_part for one in borrowed.values())
    files = {name: part.blob for name, part in parts.items()}
    files |= {relations_part(name): part.rels.xml for name, part in parts.items() if part.rels}
    lists = by_kind.get("numbering")
    return Template(
        page=read_sections(word.element.body)[-1],
        section=section,
        styles=deepcopy(part_root(by_kind["styles"])) if "styles" in by_kind else w("styles"),
        settings=_cleaned(part_root(by_kind["settings"])) if "settings" in by_kind else None,
        relations=tuple(
            Relation(name=_renamed(name), kind=one.reltype, target=str(one.target_part.partname))
            for name, one in borrowed.items()
        ),
        numbering=part_root(lists) if lists else None,
        numbering_part=part_name(lists) if lists else "",
        parts=files,
        types={name: part.content_type for name, part in parts.items()},
    )


def _section(body: Element) -> Element:
    """The last section's headers and footers, and how its pages look, but not how its own text
    stands on them."""
    found = child(body, "w:sectPr")
    section = deepcopy(found) if found is not None else w("sectPr")
    for one in list(section):
        if name_of(one) not in _OF_ITS_PAGES:
            section.remove(one)
    return section


def _renamed(relation: str) -> str:
    return f"rIdTemplate-{relation}"


def _with_their_own(parts: Iterable[PackagePart]) -> dict[str, PackagePart]:
    """Parts and all that they lead to, by name."""
    found: dict[str, PackagePart] = {}
    waiting = list(parts)
    while waiting:
        part = waiting.pop()
        if part_name(part) not in found:
            found[part_name(part)] = part
            waiting += [one.target_part for one in part.rels.values() if not one.is_external]
    return found


def _cleaned(root: Element) -> Element:
    """Settings without what refers to other files or to the template's text."""
    settings = deepcopy(root)
    drop(settings, *_OF_ITS_TEXT)
    for one in list(settings):
        if any(_RELATION in inner.attrib for inner in one.iter()):
            settings.remove(one)
    return settings
