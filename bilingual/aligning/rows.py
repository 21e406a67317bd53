"""Rows of a document made of a source and its translation: nothing of either is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from textwrap import shorten

from bilingual.aligning.beads import Bead
from bilingual.aligning.spans import joined_spans, text_of
from bilingual.aligning.units import Unit
from bilingual.formats.markers import marker_in
from bilingual.model import OPAQUE_KINDS, Block, Finding, Origin, Pair, Translation
from bilingual.translate.checks import ALIGNED, UNPAIRED

_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One part of two documents: blocks, and the units of that part."""

    blocks: Sequence[Block]
    others: Sequence[Block]
    """Those of the translation."""
    sources: Sequence[Unit]
    targets: Sequence[Unit]

    def text(self, targets: range) -> str:
        """What a run of the translation's units says."""
        return text_of(self.others, self.targets[targets.start : targets.stop])


@dataclass(slots=True)
class _Draft:
    """A row in the making."""

    segments: list[Translation] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)


def rows_of(side: Side, beads: Sequence[Bead]) -> Iterator[tuple[int, Pair]]:
    """A pair for each block with units, and one for each block of the translation that nothing
    answers to, each with the number of the source's block that it is of, or stands behind: from 1,
    0 for what comes before all."""
    paired = {side.targets[j].block for bead in beads if bead.is_pair for j in bead.target}
    drafts: dict[int, _Draft] = {}
    alone: dict[tuple[int, int], list[int]] = {}
    last, left = -1, [bead.source.start for bead in beads if bead.source][::-1]
    for bead in beads:
        if bead.source:
            left.pop()
            for block, run in _by_block(side, bead.source):
                is_first = run.start == bead.source.start
                draft = drafts.setdefault(block, _Draft())
                targets = bead.target if is_first else range(0)
                draft.targets += targets
                draft.segments.append(_translation(side, bead, run, targets))
                last = block
            continue
        goes_on = bool(left) and side.sources[left[-1]].block == last
        for j in bead.target:
            block = side.targets[j].block
            is_row = not goes_on and (block not in paired or any(one == last for one, _ in alone))
            if last >= 0 and not is_row:
                _add_extra(side, drafts[last], j)
            else:
                alone.setdefault((last, block), []).append(j)
    for block, draft in drafts.items():
        yield block + 1, _pair(side, block, draft)
    for (behind, _), units in alone.items():
        yield behind + 1, _alone(side, units)


def _by_block(side: Side, run: range) -> Iterator[tuple[int, range]]:
    """A run of sources cut where a block ends."""
    start = run.start
    for i in run:
        if i + 1 == run.stop or side.sources[i + 1].block != side.sources[i].block:
            yield side.sources[i].block, range(start, i + 1)
            start = i + 1


def _translation(side: Side, bead: Bead, run: range, targets: range) -> Translation:
    findings: tuple[Finding, ...] = ()
    if not bead.target:
        findings = (UNPAIRED.finding("nothing in the translation answers to this sentence"),)
    elif not targets:
        findings = (ALIGNED.finding("translated together with the paragraph before"),)
    elif bead.is_doubtful:
        findings = (ALIGNED.finding("the sentences may not answer to each other"),)
    return Translation(
        source="".join(side.sources[i].text for i in run),
        text=side.text(targets),
        origin=Origin.HUMAN,
        findings=findings,
    )


def _add_extra(side: Side, draft: _Draft, j: int) -> None:
    """Put a sentence that only the translation has behind the sentence before it."""
    before = draft.segments[-1]
    text = side.text(range(j, j + 1))
    draft.targets.append(j)
    draft.segments[-1] = replace(
        before,
        text=" ".join(filter(None, (before.text, text))),
        findings=(*before.findings, _extra(text)),
    )


def _extra(text: str) -> Finding:
    shown = shorten(text, _SHOWN, placeholder=" …")
    return UNPAIRED.finding(f"nothing in the source answers to: {shown}")


def _pair(side: Side, index: int, draft: _Draft) -> Pair:
    block = side.blocks[index]
    units = [side.targets[j] for j in draft.targets]
    is_opaque = block.kind in OPAQUE_KINDS
    said = next((side.others[unit.block].marker for unit in units), "")
    return Pair(
        source=block,
        original=block,
        target=block.spans if is_opaque else joined_spans(side.others, units),
        target_marker=(said if block.marker else "") or marker_in("en", block.marker),
        segments=tuple(draft.segments) if block.is_translatable else (),
    )


def _alone(side: Side, units: Sequence[int]) -> Pair:
    """A row without a source."""
    first = side.others[side.targets[units[0]].block]
    empty = Block(part=first.part, note=first.note)
    spans = joined_spans(side.others, [side.targets[j] for j in units])
    text = side.text(range(units[0], units[-1] + 1))
    return Pair(
        source=empty,
        original=empty,
        target=spans,
        target_marker=first.marker,
        segments=(
            Translation(source="", text=text, origin=Origin.HUMAN, findings=(_extra(text),)),
        ),
    )
