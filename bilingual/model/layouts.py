"""Layouts: what of a bilingual document is shown, and how."""

from __future__ import annotations

from enum import StrEnum


class Layout(StrEnum):
    """How source and target stand to each other."""

    SIDE_BY_SIDE = "side-by-side"
    INTERLEAVED = "interleaved"
    TARGET_ONLY = "target-only"


class SourceText(StrEnum):
    """Which form of the source a document shows."""

    NORMALIZED = "normalized"
    ORIGINAL = "original"
