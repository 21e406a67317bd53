"""Plans: documents cut into what an engine takes, before anything is translated."""

from __future__ import annotations

from dataclasses import dataclass

from bilingual.model import NormalizedDocument
from bilingual.translate.segments import Segment, segments_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A document and its segments."""

    document: NormalizedDocument
    blocks: tuple[tuple[Segment, ...], ...]
    """The segments of each block, in order; none for a block without anything to translate."""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Those that go to an engine."""
        return tuple(one for block in self.blocks for one in block if one.needs_engine)

    @property
    def size(self) -> int:
        """How many source characters there are to translate."""
        return sum(len(segment.masked) for segment in self.segments)


def plan_document(document: NormalizedDocument) -> Plan:
    """Cut ``document`` into segments."""
    blocks = tuple(segments_of(block.block) for block in document.blocks)
    return Plan(document=document, blocks=blocks)
