"""The parts of a ``.docx`` file around its text, and the archive that holds them.

Entries are sorted and bear one fixed date, so the same parts give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from bilingual.formats.shown import printable
from bilingual.formats.word.elements import Element, serialize
from bilingual.formats.word.relations import Relation
from bilingual.writers.word.design.images import Figure

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ENTRY_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What a file manager or library catalogue shows of a document."""

    title: str
    author: str
    date: str
    """As in ``2024-10-28T00:00:00Z``."""
    comments: str
    keywords: str
    category: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the text: the text itself, its styles, its footnotes."""

    kind: str
    """``footnotes``: the last word of its relationship's type, and of its content's."""
    root: Element
    relations: tuple[Relation, ...] = ()

    @property
    def file(self) -> str:
        return f"{self.kind}.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Everything in a ``.docx`` file."""

    body: Element
    relations: tuple[Relation, ...]
    """What the body refers to, except for ``parts``."""
    parts: tuple[Part, ...]
    """The other parts, each related to the text by ``rId-`` and its kind."""
    figures: tuple[Figure, ...]
    properties: Properties
    borrowed: Mapping[str, bytes] = field(default_factory=dict)
    """Parts of a template, by name."""
    borrowed_types: Mapping[str, str] = field(default_factory=dict)
    """Their types, by name."""


def pack(package: Package) -> bytes:
    """The file."""
    types = {
        "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "word/document.xml": f"{_WORD_TYPE}.document.main+xml",
        **{figure.name: figure.content_type for figure in package.figures},
        **{f"word/{part.file}": f"{_WORD_TYPE}.{part.kind}+xml" for part in package.parts},
        **package.borrowed_types,
    }
    files = {
        **package.borrowed,
        **{figure.name: figure.content for figure in package.figures},
        "[Content_Types].xml": _content_types(types),
        "_rels/.rels": _relationships(_ROOTS),
        "docProps/app.xml": _application(),
        "docProps/core.xml": _core(package.properties),
        "word/_rels/document.xml.rels": _relationships(
            [*map(_relation_to, package.parts), *package.relations]
        ),
        "word/document.xml": serialize(package.body),
    }
    for part in package.parts:
        files[f"word/{part.file}"] = serialize(part.root)
        if part.relations:
            files[f"word/_rels/{part.file}.rels"] = _relationships(part.relations)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _ENTRY_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            file.writestr(entry, files[name])
    return archive.getvalue()


_ROOTS = [
    Relation(
        name="rId1", kind=f"{_OFFICE}/relationships/officeDocument", target="word/document.xml"
    ),
    Relation(
        name="rId2",
        kind=f"{_PACKAGE}/relationships/metadata/core-properties",
        target="docProps/core.xml",
    ),
    Relation(
        name="rId3",
        kind=f"{_OFFICE}/relationships/extended-properties",
        target="docProps/app.xml",
    ),
]


def _relation_to(part: Part) -> Relation:
    return Relation(
        name=f"rId-{part.kind}", kind=f"{_OFFICE}/relationships/{part.kind}", target=part.file
    )


def _content_types(types: Mapping[str, str]) -> bytes:
    lines = [
        f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
        for name, kind in sorted(types.items())
    ]
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(lines)}</Types>'
    ).encode()


def _relationships(relations: Iterable[Relation]) -> bytes:
    lines = [
        f"<Relationship Id={quoteattr(one.name)} Type={quoteattr(one.kind)}"
        f" Target={quoteattr(one.target)}{_EXTERNAL if one.is_external else ''}/>"
        for one in relations
    ]
    root = f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'
    return (_DECLARATION + root).encode()


_EXTERNAL = ' TargetMode="External"'


def _application() -> bytes:
    namespace = f"{_OFFICE}/extended-properties"
    root = f'<Properties xmlns="{namespace}"><Application>bilingual</Application></Properties>'
    return (_DECLARATION + root).encode()


def _core(properties: Properties) -> bytes:
    def element(tag: str, text: str, attributes: str = "") -> str:
        return f"<{tag}{attributes}>{escape(printable(text))}</{tag}>" if text else ""

    moment = ' xsi:type="dcterms:W3CDTF"'
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
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{''.join(content)}</cp:coreProperties>"
    ).encode()
