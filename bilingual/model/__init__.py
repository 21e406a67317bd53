"""The domain: what a document, a segment and a translation are. Plain frozen values without I/O."""

from bilingual.model.blocks import (
    OPAQUE_KINDS,
    Block,
    BlockKind,
    Cell,
    Mark,
    Part,
    Span,
    SpanKind,
    with_ids,
)
from bilingual.model.documents import (
    Change,
    Document,
    Media,
    NormalizedBlock,
    NormalizedDocument,
    Page,
)
from bilingual.model.layouts import Layout, SourceText
from bilingual.model.translations import (
    BilingualDocument,
    EngineInfo,
    Finding,
    Origin,
    Pair,
    Recalled,
    Repair,
    Severity,
    Translation,
    gravest,
)

__all__ = [
    "OPAQUE_KINDS",
    "BilingualDocument",
    "Block",
    "BlockKind",
    "Cell",
    "Change",
    "Document",
    "EngineInfo",
    "Finding",
    "Layout",
    "Mark",
    "Media",
    "NormalizedBlock",
    "NormalizedDocument",
    "Origin",
    "Page",
    "Pair",
    "Part",
    "Recalled",
    "Repair",
    "Severity",
    "SourceText",
    "Span",
    "SpanKind",
    "Translation",
    "gravest",
    "with_ids",
]
