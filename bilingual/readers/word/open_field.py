"""A field of a Word paragraph while it is being read."""

from __future__ import annotations

from dataclasses import dataclass

from bilingual.formats.word.fields import is_contents_field
from bilingual.formats.word.names import Element


@dataclass(slots=True, kw_only=True)
class OpenField:
    """An open field: first its instruction, then, after the separator, its result."""

    element: str = ""
    mark: Element | None = None
    """``w:fldChar`` that begins it; None for a field in one element."""
    properties: Element | None = None
    """``w:rPr`` of its instruction."""
    start: int
    """Index of the first span of its result in the paragraph; -1 if it began in an earlier one."""
    instruction: str = ""
    has_result: bool = False

    @property
    def is_contents(self) -> bool:
        return is_contents_field(self.instruction)
