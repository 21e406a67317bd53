"""Plans: documents cut into what an engine takes, before anything is translated."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bilingual.formats.markers import marker_in
from bilingual.model import NormalizedDocument, Origin
from bilingual.translate.segments import Known, Segment, segments_of


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


def with_markers(plan: Plan, language: str) -> Plan:
    """The plan with the markers typed before headings said in ``language``."""
    blocks = tuple(tuple(_ruled(one, language) for one in block) for block in plan.blocks)
    return replace(plan, blocks=blocks)


def _ruled(segment: Segment, language: str) -> Segment:
    if not segment.is_marker or segment.known:
        return segment
    text = marker_in(language, segment.text.strip())
    return replace(segment, known=Known(text=text, points=None, origin=Origin.RULE))


def plan_document(document: NormalizedDocument) -> Plan:
    """Cut ``document`` into segments."""
    blocks = tuple(segments_of(block.block) for block in document.blocks)
    return Plan(document=document, blocks=blocks)
