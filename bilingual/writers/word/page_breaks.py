"""How much text is kept together on a page."""

from __future__ import annotations

LONGEST_KEPT = 400
"""Halves of Chinese characters: about six lines. A longer paragraph, kept with its translation,
would leave pages half empty."""
