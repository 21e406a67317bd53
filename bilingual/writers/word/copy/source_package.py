"""The source's own package, part by part: what is not touched stays byte for byte."""

from __future__ import annotations

import posixpath

from lxml import etree

from bilingual.formats.word.custom_properties import CUSTOM_KIND, CUSTOM_PART, CUSTOM_TYPE
from bilingual.formats.word.names import Element, qualified
from bilingual.formats.word.relations import (
    CORE_PART,
    CORE_RELATION,
    CORE_TYPE,
    MAIN_PART,
    TYPES_PART,
    content_type,
    relation_kind,
    relation_type,
    relations_part,
)
from bilingual.writers.shared.source_parts import SourceParts

_XML = (".xml", ".rels", ".vml")
"""Suffixes of parts that are XML."""


class SourcePackage(SourceParts):
    """The parts of a Word file, and what a copy adds to them."""

    remedy = "open it in Word and save it again, or leave out --copy"

    def __init__(self, data: bytes, seed: str = "") -> None:
        """Unpack ``data``; ``seed`` names it in errors."""
        super().__init__(data, seed)
        self._links: dict[str, dict[str, str]] = {}
        self.main = self.related("", "officeDocument") or MAIN_PART
        """The name of the part that holds the text."""

    def link(self, part: str, address: str) -> str:
        """The id of a relationship to a web address: one that is there, else a new one."""
        if part not in self._links:
            self._links[part] = {
                str(relation.get("Target", "")): str(relation.get("Id", ""))
                for relation in self.relations(part)
                if relation_kind(str(relation.get("Type", ""))) == "hyperlink"
            }
        links = self._links[part]
        if address not in links:
            kind = relation_type("hyperlink")
            links[address] = self._relate(part, kind, address, TargetMode="External")
        return links[address]

    def add_comments(self, root: Element) -> str:
        """Comments for a document that has none; the name of the new part."""
        name = posixpath.join(posixpath.dirname(self.main), "comments.xml")
        types = (relation_type("comments"), content_type("comments"))
        return self._add(name, root, self.main, *types)

    def add_custom_properties(self, root: Element) -> str:
        """Properties that users define, for a document that has none; the name of the new part."""
        return self._add(CUSTOM_PART, root, "", relation_type(CUSTOM_KIND), CUSTOM_TYPE)

    def add_properties(self, root: Element) -> str:
        """Title, language and the like for a document that has none; the name of the new part."""
        return self._add(CORE_PART, root, "", CORE_RELATION, CORE_TYPE)

    def _add(self, name: str, root: Element, owner: str, kind: str, type_: str) -> str:
        stem, number = name.removesuffix(".xml"), 0
        while (added := f"{stem}{number or ''}.xml") in self._parts:
            number += 1
        self.add(added, root)
        self._relate(owner, kind, f"/{added}")
        override = etree.SubElement(self.root(TYPES_PART), qualified("ct:Override"))
        override.set("PartName", f"/{added}")
        override.set("ContentType", type_)
        return added

    def packed(self) -> bytes:
        """The file: its parts in their order.

        Raises `WriteError` if a part that would be carried on is not well-formed: Word would call
        the whole document damaged.
        """
        for name in self._parts:
            if name.lower().endswith(_XML) and name not in self._roots:
                self._parsed(name)
        return super().packed()

    def _relate(self, part: str, kind: str, target: str, **attributes: str) -> str:
        name = relations_part(part)
        if name not in self._parts:
            self.add(name, etree.Element(qualified("pr:Relationships")))
        root = self.root(name)
        taken = {relation.get("Id") for relation in root}
        number = len(taken) + 1
        while (identifier := f"rIdBilingual{number}") in taken:
            number += 1
        relation = etree.SubElement(root, qualified("pr:Relationship"))
        relation.set("Id", identifier)
        relation.set("Type", kind)
        relation.set("Target", target)
        for key, value in attributes.items():
            relation.set(key, value)
        return identifier
