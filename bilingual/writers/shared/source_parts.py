"""The parts of an Office file that is copied: texts are changed in place, and what is not touched
stays byte for byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import ClassVar

from lxml import etree

from bilingual.errors import WriteError
from bilingual.formats.archive import pack
from bilingual.formats.word.elements import serialize
from bilingual.formats.word.names import Element
from bilingual.formats.word.parser import safe_parser
from bilingual.formats.word.relations import relation_kind, relations_part, resolved_target


class SourceParts:
    """Parts by name, with their relationships; parsed when first asked for."""

    remedy: ClassVar[str] = "open it in its own program and save it again, or choose another format"
    """What to do about a part that is no XML."""

    def __init__(self, data: bytes, seed: str = "") -> None:
        """Unpack ``data``; ``seed`` names it in errors."""
        self._seed = seed
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            self._parts = {name: file.read(name) for name in file.namelist() if name[-1:] != "/"}
        self._roots: dict[str, Element] = {}
        self._changed: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def names(self) -> list[str]:
        """The names of all parts, in the order of the file."""
        return list(self._parts)

    def seen(self, name: str) -> Element:
        """The XML of a part, only to be looked at; raises `WriteError` if it is none."""
        if name not in self._roots:
            self._roots[name] = self._parsed(name)
        return self._roots[name]

    def root(self, name: str) -> Element:
        """The XML of a part, to be changed in place."""
        self._changed.add(name)
        return self.seen(name)

    def add(self, name: str, root: Element) -> None:
        """A new part."""
        self._parts[name], self._roots[name] = b"", root
        self._changed.add(name)

    def relations(self, part: str) -> list[Element]:
        """The lines of a part's relationships; of the file itself, if its name is empty."""
        name = relations_part(part)
        return list(self.seen(name).iterchildren("{*}Relationship")) if name in self else []

    def related(self, part: str, kind: str) -> str:
        """The name of the part that ``part`` has a relationship of a kind to; empty for none."""
        return next(self.all_related(part, kind), "")

    def all_related(self, part: str, kind: str) -> Iterator[str]:
        """The names of all such parts."""
        for relation in self.relations(part):
            is_inside = relation.get("TargetMode") != "External"
            if is_inside and relation_kind(str(relation.get("Type", ""))) == kind:
                name = resolved_target(part, str(relation.get("Target", "")))
                if name in self:
                    yield name

    def packed(self) -> bytes:
        """The file: its parts in their order."""
        changed = {name: serialize(self._roots[name]) for name in self._changed}
        return pack({**self._parts, **changed})

    def _parsed(self, name: str) -> Element:
        try:
            return etree.fromstring(self._parts[name], safe_parser())
        except etree.XMLSyntaxError:
            raise WriteError(
                self._seed,
                f"cannot be copied, its part {name} is not well-formed XML",
                self.remedy,
            ) from None
