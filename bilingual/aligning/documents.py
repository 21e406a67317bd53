"""Two documents into one: the source's paragraphs with what people wrote for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bilingual.aligning.beads import Bead, find_beads
from bilingual.aligning.likeness import Likeness
from bilingual.aligning.rows import Side, rows_of
from bilingual.aligning.spans import with_points_of
from bilingual.aligning.units import source_units, target_units
from bilingual.formats.markers import marker_in
from bilingual.model import (
    BilingualDocument,
    Block,
    Document,
    EngineInfo,
    NormalizedDocument,
    Pair,
    Part,
)
from bilingual.translate.glossary import Glossary

_BODY = (Part.BODY, False)
TRANSLATOR = "people, put beside the source"
"""Who documents say translated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedSentences:
    """Sentences of the source, and what of the translation answers to them."""

    block: int
    """The index of the source's block in which the first of them stands."""
    sources: tuple[str, ...]
    target: str
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """A source and its translation, put together."""

    document: BilingualDocument
    sentences: tuple[AlignedSentences, ...]
    """Those that answer to something, in order."""
    alone: tuple[int, int]
    """How many sentences of the source, and of its translation, nothing answers to."""

    @property
    def doubtful(self) -> int:
        """How many pairs of sentences may be none."""
        return sum(one.is_doubtful for one in self.sentences)


def align_documents(
    source: NormalizedDocument,
    target: Document,
    translate: Callable[[Sequence[str]], Sequence[str]],
    terms: Glossary,
) -> Aligned:
    """Put a source and its English translation by people together. ``translate`` and ``terms``: see
    `source_units`. Body, headers, footers, comments and notes answer each to the same."""
    blocks = tuple(block.block for block in source.blocks)
    others = with_points_of(target.blocks, blocks)
    ours, theirs = source_units(blocks, translate, terms), target_units(others)
    pairs: list[list[Pair]] = [[] for _ in range(len(blocks) + 1)]
    sentences, beads = list[AlignedSentences](), list[Bead]()
    parts = {_part(block) for block in blocks} & {_part(block) for block in others}
    for part in sorted(parts | {_BODY}):
        sides = Side(
            blocks=blocks,
            others=others,
            sources=[one for one in ours if _answers(blocks[one.block], part, parts)],
            targets=[one for one in theirs if _answers(others[one.block], part, parts)],
        )
        found = find_beads(Likeness(sides.sources, sides.targets))
        for behind, pair in rows_of(sides, found):
            pairs[behind].append(pair)
        sentences += (_sentences(sides, bead) for bead in found if bead.is_pair)
        beads += (bead for bead in found if not bead.is_pair)
    rows = list(pairs[0])
    for block, inside in zip(source.blocks, pairs[1:], strict=True):
        first = inside[0] if inside and inside[0].source == block.block else None
        rows.append(replace(first or _untouched(block.block), original=block.original))
        rows += inside[1:] if first else inside
    info = EngineInfo(name=TRANSLATOR, package=target.name)
    return Aligned(
        document=BilingualDocument(
            document=source.document,
            pairs=tuple(rows),
            source_language=source.language,
            target_language=info.target_language,
            engine=info,
            title=source.title,
        ),
        sentences=tuple(sorted(sentences, key=lambda one: one.block)),
        alone=(
            sum(len(bead.source) for bead in beads),
            sum(len(bead.target) for bead in beads),
        ),
    )


def _part(block: Block) -> tuple[Part, bool]:
    return block.part, bool(block.note)


def _answers(block: Block, part: tuple[Part, bool], parts: set[tuple[Part, bool]]) -> bool:
    """Whether a block is compared with those of a part. What only one document has, such as notes
    where the other has them in its text, is compared with the body."""
    own = _part(block)
    return (own if own in parts else _BODY) == part


def _sentences(sides: Side, bead: Bead) -> AlignedSentences:
    return AlignedSentences(
        block=sides.sources[bead.source.start].block,
        sources=tuple(sides.sources[i].text.strip() for i in bead.source),
        target=sides.text(bead.target),
        is_doubtful=bead.is_doubtful,
    )


def _untouched(block: Block) -> Pair:
    """A block without a text."""
    marker = marker_in("en", block.marker)
    return Pair(source=block, original=block, target=block.spans, target_marker=marker)
