"""What the properties of a Word document say of how it was made."""

from __future__ import annotations

from bilingual.formats.shown import printable
from bilingual.model import BilingualDocument, Layout
from bilingual.writers import labels


def moment_of(document: BilingualDocument) -> str:
    """When the document was made, as Word writes moments: ``2024-10-28T00:00:00Z``."""
    return labels.document_moment(document).strftime("%Y-%m-%dT%H:%M:%SZ")


def made_by(document: BilingualDocument) -> str:
    """The names of the tool and of the engine, in a sentence; below, what exactly translated, and
    the remarks."""
    facts = [labels.made_by(document), printable(document.engine.details)]
    return "\n".join(filter(None, [*facts, *document.document.remarks]))


def shown_languages(document: BilingualDocument, layout: Layout) -> str:
    """The languages of the text in a layout: ``zh-Hans, en``; ``en`` for the target alone."""
    is_alone = layout is Layout.TARGET_ONLY
    return ", ".join([*([] if is_alone else [document.source_language]), document.target_language])
