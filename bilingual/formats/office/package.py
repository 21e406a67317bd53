"""The package that a PowerPoint or Excel file is: parts, and what they refer to."""

from __future__ import annotations

import datetime as dt
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from bilingual.errors import ReadError
from bilingual.formats.kinds import other_kind
from bilingual.formats.pictures import LARGEST_PICTURE, LARGEST_TOGETHER, picture_kind
from bilingual.formats.word.names import Element, attribute
from bilingual.formats.word.plain_package import as_plain_document
from bilingual.formats.word.relations import (
    CORE_PART,
    TYPES_PART,
    relation_kind,
    relations_part,
    resolved_target,
)
from bilingual.formats.xml import tag_of, text_of
from bilingual.formats.zip_files import ZipSeed
from bilingual.model import Media

_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, NotImplementedError),
    *(EOFError, KeyError, OSError, RuntimeError, ValueError),
)
"""What unpacking a damaged file, or one with a password, ends in."""
_OLE = bytes.fromhex("d0cf11e0")
_PROGRAMS = frozenset({"openpyxl", "python-docx", "PptxGenJS", "Apache POI"})
"""What programs call an author that nobody has named."""
_BOILERPLATE = ("PowerPoint", "演示文稿")
"""How titles begin that the program gives to what nobody has named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a relationship leads to."""

    kind: str
    """The last word of its type: ``slide``, ``hyperlink``."""
    name: str
    """A part, or the address of what is outside."""
    is_external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a file says of itself."""

    title: str = ""
    author: str = ""
    date: dt.date | None = None


class OfficePackage:
    """The parts of a file, parsed when first asked for, and the pictures taken from it."""

    def __init__(self, path: Path, data: bytes, kind: str, suffix: str) -> None:
        """``kind`` is what messages call it, ``suffix`` that of usual files of the kind.

        Raises `ReadError` if it is protected or damaged, or unpacks beyond reason.
        """
        if data.startswith(_OLE):
            old = suffix.removesuffix("x")
            raise ReadError(
                path,
                f"is password-protected or an old {old}",
                f"save as {suffix} without a password",
            )
        if other := other_kind(data, path):
            raise ReadError(
                path, f"is {other.name}, not a file of {kind}", f"rename it to {other.suffix}"
            )
        package = ZipSeed(path, data, kind)
        if TYPES_PART not in package:
            raise package.damaged(f"{TYPES_PART} is missing")
        try:
            self.data = as_plain_document(data)
        except _DAMAGE as error:
            raise package.damaged(" ".join(str(error).split())[:120]) from None
        self.path = path
        self._package = package if self.data is data else ZipSeed(path, self.data, kind)
        self._roots: dict[str, Element] = {}
        self._targets: dict[str, dict[str, Target]] = {}
        self.media: dict[str, Media] = {}
        self._media_size = 0
        self.damaged: Callable[[str], ReadError] = package.damaged
        self.main = self.related("", "officeDocument")
        """The name of the part that lists slides or sheets."""
        if not self.main:
            raise package.damaged("it has no main part")

    def __contains__(self, name: str) -> bool:
        return name in self._package

    def root(self, name: str) -> Element:
        """The XML of a part."""
        if name not in self._roots:
            self._roots[name] = self._package.read_xml(name)
        return self._roots[name]

    def targets(self, part: str) -> dict[str, Target]:
        """The relationships of a part, by their ids; of the file itself, if its name is empty."""
        if part not in self._targets:
            name = relations_part(part)
            lines = self.root(name) if name in self._package else ()
            self._targets[part] = {str(one.get("Id")): _target(part, one) for one in lines}
        return self._targets[part]

    def related(self, part: str, kind: str) -> str:
        """The name of a part that ``part`` has a relationship of a kind to; empty for none."""
        return next(iter(self.all_related(part, kind)), "")

    def all_related(self, part: str, kind: str) -> list[str]:
        """The names of all such parts."""
        return [
            one.name
            for one in self.targets(part).values()
            if one.kind == kind and not one.is_external and one.name in self._package
        ]

    def link(self, part: str, relation: str) -> str:
        """The address that a hyperlink leads to; empty for places in the file."""
        target = self.targets(part).get(relation)
        return target.name if target and target.is_external else ""

    def image(self, part: str, relation: str) -> str:
        """The name of an image, whose bytes are taken along if documents can show it."""
        target = self.targets(part).get(relation)
        if target is None:
            return ""
        name = target.name
        if not target.is_external and name in self._package and name not in self.media:
            content = self._package.read(name)
            is_fit = picture_kind(content) and len(content) <= LARGEST_PICTURE
            if is_fit and self._media_size + len(content) <= LARGEST_TOGETHER:
                self._media_size += len(content)
                self.media[name] = Media(name=name, content=content)
        return name

    def facts(self) -> Facts:
        """Title, author and date of creation, as far as they are the file's own."""
        name = self.related("", "core-properties") or CORE_PART
        if name not in self._package:
            return Facts()
        told = {tag_of(one): text_of(one) for one in self.root(name)}
        title = told.get("title", "")
        try:
            date = dt.date.fromisoformat(told.get("created", "")[:10])
        except ValueError:
            date = None
        return Facts(
            title="" if title.startswith(_BOILERPLATE) else title,
            author="" if told.get("creator") in _PROGRAMS else told.get("creator", ""),
            date=date if date and date.year >= 1990 else None,
        )


def _target(part: str, relation: Element) -> Target:
    is_external = relation.get("TargetMode") == "External"
    address = str(relation.get("Target", ""))
    return Target(
        kind=relation_kind(str(relation.get("Type", ""))),
        name=address if is_external else resolved_target(part, address),
        is_external=is_external,
    )


def relation_of(element: Element | None, name: str = "r:id") -> str:
    """The id of the relationship that an element names; empty for none."""
    return attribute(element, name)
