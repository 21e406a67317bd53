"""The parts of a ``.docx`` file around its text, and the archive that holds them.

Entries are sorted and bear one fixed date, so the same parts give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from bilingual.formats.archive import pack
from bilingual.formats.shown import printable
from bilingual.formats.word.custom_properties import (
    CUSTOM_KIND,
    CUSTOM_PART,
    CUSTOM_TYPE,
    new_properties,
    put_line,
)
from bilingual.formats.word.elements import serialize
from bilingual.formats.word.names import NAMESPACES, Element
from bilingual.formats.word.relations import (
    APPLICATION_PART,
    APPLICATION_TYPE,
    CORE_PART,
    CORE_RELATION,
    CORE_TYPE,
    MAIN_PART,
    MAIN_TYPE,
    RELATIONS_TYPE,
    TYPES_PART,
    Relation,
    content_type,
    relation_type,
    relations_part,
)
from bilingual.writers.word.design.figures import Figure

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """The properties of a document that file managers and library catalogues show."""

    title: str
    author: str
    date: str
    """As in ``2024-10-28T00:00:00Z``."""
    comments: str
    keywords: str
    category: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagePart:
    """One part of the text: the text itself, its styles, its footnotes."""

    kind: str
    """``footnotes``: the last word of its relationship's type, and of its content's."""
    root: Element
    relations: tuple[Relation, ...] = ()

    @property
    def name(self) -> str:
        """The part's name in the package: ``word/footnotes.xml``."""
        return f"word/{self.file}"

    @property
    def file(self) -> str:
        """Its name in the folder of the text: ``footnotes.xml``."""
        return f"{self.kind}.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPackage:
    """Everything in a ``.docx`` file."""

    body: Element
    relations: tuple[Relation, ...]
    """What the body refers to, except for ``parts``."""
    parts: tuple[PackagePart, ...]
    """The other parts, each related to the text by `relation_name`."""
    figures: tuple[Figure, ...]
    properties: Properties
    ledger: str
    """See `bilingual.formats.ledger`."""
    borrowed: Mapping[str, bytes] = field(default_factory=dict)
    """Parts of a template, by name."""
    borrowed_types: Mapping[str, str] = field(default_factory=dict)
    """Their types, by name."""


def pack_document(package: DocumentPackage) -> bytes:
    """The bytes of the file."""
    types = {
        APPLICATION_PART: APPLICATION_TYPE,
        CORE_PART: CORE_TYPE,
        CUSTOM_PART: CUSTOM_TYPE,
        MAIN_PART: MAIN_TYPE,
        **{figure.name: figure.content_type for figure in package.figures},
        **{part.name: content_type(part.kind) for part in package.parts},
        **package.borrowed_types,
    }
    files = {
        **package.borrowed,
        **{figure.name: figure.content for figure in package.figures},
        TYPES_PART: _content_types(types),
        relations_part(""): _relationships(_ROOTS),
        APPLICATION_PART: _application(),
        CORE_PART: _core(package.properties),
        CUSTOM_PART: _custom(package.ledger),
        relations_part(MAIN_PART): _relationships(
            [*map(_relation_to, package.parts), *package.relations]
        ),
        MAIN_PART: serialize(package.body),
    }
    for part in package.parts:
        files[part.name] = serialize(part.root)
        if part.relations:
            files[relations_part(part.name)] = _relationships(part.relations)
    return pack(dict(sorted(files.items())))


_ROOTS = [
    Relation(name="rId1", kind=relation_type("officeDocument"), target=MAIN_PART),
    Relation(name="rId2", kind=CORE_RELATION, target=CORE_PART),
    Relation(name="rId3", kind=relation_type("extended-properties"), target=APPLICATION_PART),
    Relation(name="rId4", kind=relation_type(CUSTOM_KIND), target=CUSTOM_PART),
]


def relation_name(kind: str) -> str:
    """The name of the relationship from the text to its part of a kind."""
    return f"rId-{kind}"


def _relation_to(part: PackagePart) -> Relation:
    return Relation(name=relation_name(part.kind), kind=relation_type(part.kind), target=part.file)


def _content_types(types: Mapping[str, str]) -> bytes:
    lines = [
        f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
        for name, kind in sorted(types.items())
    ]
    return (
        f"{_DECLARATION}<Types xmlns={quoteattr(NAMESPACES['ct'])}>"
        f'<Default Extension="rels" ContentType="{RELATIONS_TYPE}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(lines)}</Types>'
    ).encode()


def _relationships(relations: Iterable[Relation]) -> bytes:
    lines = [
        f"<Relationship Id={quoteattr(one.name)} Type={quoteattr(one.kind)}"
        f" Target={quoteattr(one.target)}{_EXTERNAL if one.is_external else ''}/>"
        for one in relations
    ]
    root = f"<Relationships xmlns={quoteattr(NAMESPACES['pr'])}>{''.join(lines)}</Relationships>"
    return (_DECLARATION + root).encode()


_EXTERNAL = ' TargetMode="External"'


def _application() -> bytes:
    opening = f"{_DECLARATION}<Properties xmlns={quoteattr(NAMESPACES['ep'])}>"
    return f"{opening}<Application>bilingual</Application></Properties>".encode()


def _custom(ledger: str) -> bytes:
    root = new_properties()
    put_line(root, ledger)
    return serialize(root)


def _core(properties: Properties) -> bytes:
    def element(tag: str, text: str, attributes: str = "") -> str:
        return f"<{tag}{attributes}>{escape(printable(text))}</{tag}>" if text else ""

    moment = ' xsi:type="dcterms:W3CDTF"'
    prefixes = ("cp", "dc", "dcterms", "xsi")
    declared = "".join(f" xmlns:{prefix}={quoteattr(NAMESPACES[prefix])}" for prefix in prefixes)
    content = [
        element("dc:title", properties.title),
        element("dc:creator", properties.author),
        element("cp:keywords", properties.keywords),
        element("dc:description", properties.comments),
        element("dcterms:created", properties.date, moment),
        element("dcterms:modified", properties.date, moment),
        element("cp:category", properties.category),
        element("dc:language", properties.language),
    ]
    return (
        f"{_DECLARATION}<cp:coreProperties{declared}>{''.join(content)}</cp:coreProperties>"
    ).encode()
