"""What copies of PowerPoint and Excel files show of the source and of the translation."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.model import Layout, Pair, SourceText, Span
from bilingual.writers.labels import NOTE_SIGN
from bilingual.writers.options import ShownFindings, WriteOptions


def halves_of(pair: Pair, options: WriteOptions) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """What a copy shows of the source and of the target; side by side is interleaved, since no
    slide or sheet has room for a second column. Nothing of the one that it does not show."""
    is_original = options.source_text is SourceText.ORIGINAL
    source = (pair.original if is_original else pair.source).spans
    if not pair.is_translated:
        return source, ()
    target: Sequence[Span] = pair.target
    if pair.findings and options.findings is not ShownFindings.NONE:
        target = (*target, Span(text=f" {NOTE_SIGN}"))
    return (() if options.layout is Layout.TARGET_ONLY else source), tuple(target)
