"""What a file manager or library catalogue shows of the copy."""

from __future__ import annotations

from lxml import etree

from bilingual.formats.shown import printable
from bilingual.formats.word.elements import Element
from bilingual.model import BilingualDocument, Layout
from bilingual.writers import labels
from bilingual.writers.options import WriteOptions
from bilingual.writers.word.copy.package import SourcePackage

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"


def set_properties(
    package: SourcePackage, document: BilingualDocument, options: WriteOptions
) -> None:
    """Title, language and translator; author, dates and the rest stay the source's."""
    part = package.related("", "core-properties")
    root = package.root(part or package.add_properties(etree.Element(f"{{{_CORE}}}coreProperties")))
    is_alone = options.layout is Layout.TARGET_ONLY
    languages = [] if is_alone else [document.source_language]
    title = labels.shown_title(document, options.source_text)
    _set(root, "title", (_translated_title(document) if is_alone else "") or title)
    _set(root, "language", ", ".join([*languages, document.target_language]))
    made = f"Made by {labels.tool_name()}; translated by {document.engine.label}"
    described = root.findtext(f"{{{_DC}}}description") or ""
    _set(root, "description", "\n".join(filter(None, [described.strip(), made])))


def _translated_title(document: BilingualDocument) -> str:
    """What the title became where it stands in the text."""
    title = document.title.strip()
    found = (pair.target_text for pair in document.pairs if pair.source.text.strip() == title)
    return " ".join(next(found, "").split())


def _set(root: Element, name: str, text: str) -> None:
    element = root.find(f"{{{_DC}}}{name}")
    if element is None:
        element = etree.SubElement(root, f"{{{_DC}}}{name}", nsmap={"dc": _DC})
    element.text = printable(text)
