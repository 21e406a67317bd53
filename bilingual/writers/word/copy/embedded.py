"""Documents embedded in the source (``w:altChunk``), which Word takes in when it opens the copy.

Nothing can be written into them, so their translation stands behind them as plain paragraphs, or
in their place where the source is not shown.
"""

from __future__ import annotations

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.formats.word.paragraphs import run
from bilingual.model import BlockKind, Pair
from bilingual.writers.word.copy.changes import remove

_LEVELS = 9


class EmbeddedDocuments:
    """What stands behind each embedded document so far."""

    def __init__(self, *, is_replaced: bool) -> None:
        self._is_replaced = is_replaced
        self._last: dict[Element, Element] = {}

    def add(self, chunk: Element, pair: Pair, *, is_translated: bool) -> None:
        """Add the translation of a block; what needs none is shown where its source is not."""
        text = f"{pair.target_marker} {pair.target_text}".strip()
        if not text or not (is_translated or self._is_replaced):
            self._last.setdefault(chunk, chunk)
            return
        is_heading = pair.source.kind is BlockKind.HEADING
        level = min(max(pair.source.level, 1), _LEVELS) - 1
        outline = [w("pPr", w("outlineLvl", val=level))] if is_heading else []
        paragraph = w("p", *outline, run(text, *([w("b")] if is_heading else [])))
        self._last.get(chunk, chunk).addnext(paragraph)
        self._last[chunk] = paragraph

    def finish(self) -> None:
        """Take out the documents that their translations replace."""
        for chunk, last in self._last.items():
            if self._is_replaced and last is not chunk:
                remove(chunk)
