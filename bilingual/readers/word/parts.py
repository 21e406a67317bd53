"""The parts of a Word file that hold text, and what each of them points to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bilingual.formats.word.locators import located_elements
from bilingual.formats.word.names import Element
from bilingual.formats.word.package import part_name, part_root, related_root
from bilingual.formats.word.sections import header_relations
from bilingual.model import Media

if TYPE_CHECKING:
    from docx.opc.part import Part as PackagePart

_MOST_MEDIA = 200 * 1024 * 1024
"""Bytes of images that a document carries along; what is beyond is named only."""


@dataclass(slots=True, kw_only=True)
class Gathered:
    """What all parts of a file share."""

    notes: dict[tuple[str, str], int] = field(default_factory=dict)
    """Kind and id of each note referred to -> its number, in order of appearance."""
    media: dict[str, Media] = field(default_factory=dict)
    media_size: int = 0

    def add_media(self, media: Iterable[Media]) -> None:
        """Take images along, as long as there is room."""
        for one in media:
            self.media_size += len(one.content)
            if self.media_size <= _MOST_MEDIA:
                self.media[one.name] = one


class OpenPart:
    """One part: its relations, and the locators of its elements."""

    def __init__(self, part: PackagePart, root: Element, gathered: Gathered) -> None:
        self.part = part
        self.root = root
        self.gathered = gathered
        name = part_name(part)
        self._locators = {element: one for one, element in located_elements(name, root)}

    def locator(self, element: Element) -> str:
        """The locator of an element; ``""`` for one that has none."""
        return self._locators.get(element, "")

    def target(self, relation: str) -> str:
        """The address of a link, or the name of a part, that a relationship leads to."""
        found = self.part.rels.get(relation)
        if found is None:
            return ""
        return str(found.target_ref) if found.is_external else part_name(found.target_part)

    def image(self, relation: str) -> str:
        """The name of an image, whose bytes are gathered if it is embedded."""
        name, found = self.target(relation), self.part.rels.get(relation)
        if found is not None and not found.is_external and name not in self.gathered.media:
            self.gathered.add_media([Media(name=name, content=found.target_part.blob)])
        return name

    def embedded(self, relation: str) -> PackagePart | None:
        """The embedded document that a relationship leads to."""
        found = self.part.rels.get(relation)
        return None if found is None or found.is_external else found.target_part

    def note_mark(self, kind: str, note: str) -> str:
        """``[1]``, counted over footnotes and endnotes in order of appearance."""
        notes = self.gathered.notes
        return f"[{notes.setdefault((kind, note), len(notes) + 1)}]"

    def related(self, kind: str) -> OpenPart | None:
        """The one part of a kind, such as the ``footnotes``; none where there is none."""
        found = related_root(self.part, kind)
        return OpenPart(*found, self.gathered) if found else None

    def headers(self, reference: str) -> Iterator[OpenPart]:
        """The headers or footers that the sections of this part name, each once."""
        seen = set()
        for relation in header_relations(self.root, reference):
            found = self.part.rels.get(relation)
            if found is None or found.is_external or part_name(found.target_part) in seen:
                continue
            seen.add(part_name(found.target_part))
            yield OpenPart(found.target_part, part_root(found.target_part), self.gathered)
