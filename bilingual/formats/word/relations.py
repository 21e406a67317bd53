"""What the parts of a Word package are, and what they refer to by name: other parts, web
addresses, images."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from bilingual.formats.word.names import NAMESPACES

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE_TYPE = "application/vnd.openxmlformats-package"

TYPES_PART = "[Content_Types].xml"
MAIN_PART, CORE_PART, APPLICATION_PART = (
    "word/document.xml",
    "docProps/core.xml",
    "docProps/app.xml",
)
"""Where we put the text, what catalogues show, and the program's name."""
MAIN_TYPE = f"{_WORD_TYPE}.document.main+xml"
CORE_TYPE = f"{_PACKAGE_TYPE}.core-properties+xml"
RELATIONS_TYPE = f"{_PACKAGE_TYPE}.relationships+xml"
APPLICATION_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
CORE_RELATION = f"{_PACKAGE}/relationships/metadata/core-properties"


def content_type(kind: str) -> str:
    """The content type of a part that belongs to the text, such as ``footnotes`` or ``styles``."""
    return f"{_WORD_TYPE}.{kind}+xml"


def relation_type(kind: str) -> str:
    """The type of a relationship that Office defines, such as ``footnotes`` or ``image``."""
    return f"{NAMESPACES['r']}/{kind}"


def relation_kind(type_: str) -> str:
    """The last word of a relationship's type: ``footnotes``, ``hyperlink``."""
    return type_.rpartition("/")[2]


def relations_part(part: str) -> str:
    """The part that holds the relationships of another: ``word/_rels/document.xml.rels`` for
    ``word/document.xml``, ``_rels/.rels`` for the package itself, whose name is empty."""
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def owner_of(relations: str) -> str:
    """The part whose relationships a part holds: the other way round."""
    folder, file = posixpath.split(relations)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def resolved_target(part: str, target: str) -> str:
    """The name of the part that a relationship of ``part`` has for its target."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One line of a part's relationships."""

    name: str
    kind: str
    """The relationship's type."""
    target: str
    is_external: bool = False


class Relations:
    """The relationships of one part, gathered while it is written."""

    def __init__(self) -> None:
        self._relations: dict[tuple[str, str], Relation] = {}

    def link(self, address: str) -> str:
        """The name by which a hyperlink refers to an address."""
        return self._add("hyperlink", address, prefix="rIdLink", is_external=True)

    def image(self, target: str) -> str:
        """The name by which a drawing refers to an image of the package."""
        return self._add("image", target, prefix="rIdImage")

    def _add(self, kind: str, target: str, *, prefix: str, is_external: bool = False) -> str:
        key = (kind, target)
        if key not in self._relations:
            self._relations[key] = Relation(
                name=f"{prefix}{len(self._relations) + 1}",
                kind=relation_type(kind),
                target=target,
                is_external=is_external,
            )
        return self._relations[key].name

    def all(self) -> tuple[Relation, ...]:
        """All of them, in the order in which they were first asked for."""
        return tuple(self._relations.values())
