"""Word documents: of our own design, or a copy of the source."""

from __future__ import annotations

from bilingual.model import BilingualDocument, Layout
from bilingual.writers.options import WriteOptions


def write(document: BilingualDocument, options: WriteOptions) -> bytes:
    """A Word document, as bytes: a copy of the source if that is wanted and can be, else one of our
    own design."""
    is_word = document.document.format == "docx" and bool(document.document.source)
    if options.is_copy and is_word and options.layout is not Layout.SIDE_BY_SIDE:
        from bilingual.writers.word.copy import write_copy

        return write_copy(document, options)
    from bilingual.writers.word.design import write as write_design

    return write_design(document, options)


def require(options: WriteOptions) -> None:
    """Raise `UsageError` if the template is no Word document."""
    if options.template:
        from bilingual.writers.word.design.template import read_template

        read_template(options.template)
