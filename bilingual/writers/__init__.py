"""Bilingual documents into files: `BilingualDocument` -> bytes, one module a format.

Writers are pure and repeatable: the same document and options give the same bytes. What a
document shows is arranged once, in `content`; a writer only lays it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TypeAlias

from bilingual.errors import UsageError
from bilingual.model import BilingualDocument
from bilingual.writers.options import Orientation, PageSize, RowNumbers, ShownFindings, WriteOptions

__all__ = [
    "DEFAULT_FORMATS",
    "FORMATS",
    "Orientation",
    "PageSize",
    "RowNumbers",
    "ShownFindings",
    "WriteOptions",
    "render",
    "require",
]

Writer: TypeAlias = Callable[[BilingualDocument, WriteOptions], bytes]

_MODULES = {
    "docx": "bilingual.writers.word",
    "md": "bilingual.writers.markdown",
    "html": "bilingual.writers.html",
    "pdf": "bilingual.writers.pdf",
}
"""Format -> the module whose function ``write`` makes it; imported when first asked for."""

FORMATS = tuple(_MODULES)
"""The formats `render` knows; each is also the suffix of its files."""
DEFAULT_FORMATS = ("docx", "md")
"""The formats that are written where nobody asks for others."""


def require(formats: Iterable[str], options: WriteOptions) -> None:
    """Raise `UsageError` if this machine lacks what one of the formats needs, or the template is
    none: before anything is translated for it."""
    wanted = set(formats)
    if "pdf" in wanted:
        from bilingual.writers.pdf import require_office

        require_office()
    if options.template and wanted & {"docx", "pdf"}:
        from bilingual.writers.word.design.template import read_template

        read_template(options.template)


def render(document: BilingualDocument, format: str, options: WriteOptions) -> bytes:
    """Lay out a bilingual document as a file of the given format.

    Raises `UsageError` for a format that is none of `FORMATS`, `WriteError` if PDF cannot be made.
    """
    if format not in _MODULES:
        raise UsageError(
            "", f"unknown output format {format!r}", f"choose one of: {', '.join(FORMATS)}"
        )
    write: Writer = import_module(_MODULES[format]).write
    return write(document, options)
