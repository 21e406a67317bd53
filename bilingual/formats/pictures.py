"""Pictures that documents of every format can show, and how much of them a document may hold."""

from __future__ import annotations

_SIGNATURES = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpeg": (b"\xff\xd8\xff",),
    "gif": (b"GIF87a", b"GIF89a"),
}
"""Formats without scripts or references to other files."""

LARGEST_PICTURE = 20 * 2**20
LARGEST_TOGETHER = 100 * 2**20
"""Bytes of all pictures that a seed brings along."""

EMU_PER_INCH = 914_400
"""English Metric Units, in which Office measures pictures."""
EMU_PER_PIXEL = EMU_PER_INCH // 96
"""At 96 pixels to the inch, as CSS counts."""
EMU_PER_TWIP = EMU_PER_INCH // 1440


def picture_kind(content: bytes) -> str:
    """``png``, ``jpeg`` or ``gif``, by how the file begins; empty for anything else."""
    kinds = (kind for kind, starts in _SIGNATURES.items() if content.startswith(starts))
    return next(kinds, "")
