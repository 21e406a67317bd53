"""What of a source and its translation goes into the translation memory."""

from __future__ import annotations

from collections.abc import Iterator

from bilingual.aligning.documents import Aligned
from bilingual.formats.points import is_point
from bilingual.memory import Entry, EntryKind, EntryOrigin, contexts_of, remembered_text
from bilingual.model import OPAQUE_KINDS, Pair


def entries_of(aligned: Aligned, normaliser: str, author: str = "") -> Iterator[Entry]:
    """An entry for each paragraph and each sentence of which there is no doubt; of paragraphs with
    images or note references, none for sentences. ``normaliser``: see `Entry.normaliser`."""
    document = aligned.document
    rows = [pair for pair in document.pairs if pair.source.kind not in OPAQUE_KINDS]
    sources = [remembered_text(pair.source.spans) for pair in rows]
    contexts = contexts_of(sources)

    def entry(source: str, target: str, kind: EntryKind, around: tuple[str, str]) -> Entry:
        return Entry(
            source=source,
            target=target,
            kind=kind,
            source_language=document.source_language,
            target_language=document.target_language,
            normaliser=normaliser,
            origin=EntryOrigin.ALIGNED,
            author=author,
            document=document.document.name,
            before=around[0],
            after=around[1],
        )

    for pair, source, around in zip(rows, sources, contexts, strict=True):
        target = remembered_text(pair.target)
        if source and target and not pair.findings:
            yield entry(source, target, EntryKind.BLOCK, around)
        has_points = any(map(is_point, (*pair.source.spans, *pair.target)))
        if len(pair.segments) > 1 and not has_points:
            yield from (
                entry(segment, said, EntryKind.SENTENCE, inside)
                for segment, said, inside in _sentences(pair)
            )


def _sentences(pair: Pair) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """The sentences of a paragraph without doubt, with what stands around them."""
    sources = [segment.source.strip() for segment in pair.segments]
    for segment, source, around in zip(pair.segments, sources, contexts_of(sources), strict=True):
        if source and segment.text and not segment.findings:
            yield source, segment.text, around
