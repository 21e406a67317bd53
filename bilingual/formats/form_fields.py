"""How the fields of forms are shown in a text, whatever format they come from."""

from __future__ import annotations

TICKED, UNTICKED = "☒", "☐"
"""A box of a form, as Word draws it."""


def box(*, is_ticked: bool) -> str:
    """A box, or a round button, of a form."""
    return TICKED if is_ticked else UNTICKED
