"""The source's own package, part by part: what is not touched stays byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile

from lxml import etree

from bilingual.formats.word.elements import Element, serialize
from bilingual.formats.word.package import safe_parser

_ENTRY_DATE = (1980, 1, 1, 0, 0, 0)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "[Content_Types].xml"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"


class SourcePackage:
    """Parts by name, with their relationships; parsed when first asked for."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            self._parts = {name: file.read(name) for name in file.namelist() if name[-1:] != "/"}
        self._roots: dict[str, Element] = {}
        self._changed: set[str] = set()
        self._links: dict[str, dict[str, str]] = {}
        self.main = self.related("", "officeDocument") or "word/document.xml"
        """The name of the part that holds the text."""

    def seen(self, name: str) -> Element:
        """The XML of a part, only to be looked at."""
        if name not in self._roots:
            self._roots[name] = etree.fromstring(self._parts[name], safe_parser())
        return self._roots[name]

    def root(self, name: str) -> Element:
        """The XML of a part, to be changed in place."""
        self._changed.add(name)
        return self.seen(name)

    def related(self, part: str, kind: str) -> str:
        """The name of the part that ``part`` has a relationship of a kind to; empty for none."""
        for relation in self._relations(part):
            is_inside = relation.get("TargetMode") != "External"
            if is_inside and str(relation.get("Type", "")).endswith(f"/{kind}"):
                folder = posixpath.dirname(part)
                target = posixpath.join("/", folder, str(relation.get("Target", "")))
                name = posixpath.normpath(target).lstrip("/")
                if name in self._parts:
                    return name
        return ""

    def link(self, part: str, address: str) -> str:
        """The id of a relationship to a web address: one that is there, else a new one."""
        if part not in self._links:
            self._links[part] = {
                str(relation.get("Target", "")): str(relation.get("Id", ""))
                for relation in self._relations(part)
                if str(relation.get("Type", "")).endswith("/hyperlink")
            }
        links = self._links[part]
        if address not in links:
            kind = f"{_OFFICE}/hyperlink"
            links[address] = self._relate(part, kind, address, TargetMode="External")
        return links[address]

    def add_comments(self, root: Element) -> str:
        """Comments for a document that has none; the name of the new part."""
        name = posixpath.join(posixpath.dirname(self.main), "comments.xml")
        return self._add(name, root, self.main, f"{_OFFICE}/comments", _COMMENTS_TYPE)

    def add_properties(self, root: Element) -> str:
        """Title, language and the like for a document that has none; the name of the new part."""
        kind = f"{_PACKAGE}/relationships/metadata/core-properties"
        return self._add("docProps/core.xml", root, "", kind, _CORE_TYPE)

    def _add(self, name: str, root: Element, owner: str, kind: str, content_type: str) -> str:
        stem, number = name.removesuffix(".xml"), 0
        while (added := f"{stem}{number or ''}.xml") in self._parts:
            number += 1
        self._put(added, root)
        self._relate(owner, kind, f"/{added}")
        override = etree.SubElement(self.root(_TYPES), f"{{{_PACKAGE}/content-types}}Override")
        override.set("PartName", f"/{added}")
        override.set("ContentType", content_type)
        return added

    def pack(self) -> bytes:
        """The file: the entries in their order, with one fixed date."""
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            for name, data in self._parts.items():
                entry = zipfile.ZipInfo(name, _ENTRY_DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                is_changed = name in self._changed
                file.writestr(entry, serialize(self._roots[name]) if is_changed else data)
        return archive.getvalue()

    def _put(self, name: str, root: Element) -> None:
        self._parts[name], self._roots[name] = b"", root
        self._changed.add(name)

    def _relate(self, part: str, kind: str, target: str, **attributes: str) -> str:
        name = _relations_of(part)
        if name not in self._parts:
            self._put(name, etree.Element(f"{{{_PACKAGE}/relationships}}Relationships"))
        root = self.root(name)
        taken = {relation.get("Id") for relation in root}
        number = len(taken) + 1
        while (identifier := f"rIdBilingual{number}") in taken:
            number += 1
        relation = etree.SubElement(root, f"{{{_PACKAGE}/relationships}}Relationship")
        relation.set("Id", identifier)
        relation.set("Type", kind)
        relation.set("Target", target)
        for key, value in attributes.items():
            relation.set(key, value)
        return identifier

    def _relations(self, part: str) -> list[Element]:
        name = _relations_of(part)
        return list(self.seen(name).iterchildren("{*}Relationship")) if name in self._parts else []


def _relations_of(part: str) -> str:
    return posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels")
