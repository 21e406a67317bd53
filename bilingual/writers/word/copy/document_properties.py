"""The properties of the copy, which file managers and library catalogues show."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from bilingual.formats.ledger import dump_ledger
from bilingual.formats.shown import printable
from bilingual.formats.word.custom_properties import CUSTOM_KIND, new_properties, put_line
from bilingual.formats.word.names import NAMESPACES, Element, qualified
from bilingual.model import BilingualDocument, Layout
from bilingual.writers import labels
from bilingual.writers.content import arrange
from bilingual.writers.ledgers import ledger_of
from bilingual.writers.options import WriteOptions
from bilingual.writers.word.copy.source_package import SourcePackage
from bilingual.writers.word.facts import made_by, shown_languages


def set_properties(
    package: SourcePackage,
    document: BilingualDocument,
    options: WriteOptions,
    is_marked: Callable[[str], bool],
) -> None:
    """Set title, language and translator, and the ledger of the rows. Author, dates and the rest
    stay the source's.

    ``is_marked`` tells whether the document has the row of a name."""
    part = package.related("", "core-properties")
    root = package.root(
        part or package.add_properties(etree.Element(qualified("cp:coreProperties")))
    )
    is_alone = options.layout is Layout.TARGET_ONLY
    title = labels.shown_title(document, options.source_text)
    _set(root, "title", (_translated_title(document) if is_alone else "") or title)
    _set(root, "language", shown_languages(document, options.layout))
    kept = package.related("", CUSTOM_KIND)
    ledger = ledger_of(document, arrange(document, options.source_text), options, is_copy=True)
    put_line(
        package.root(kept or package.add_custom_properties(new_properties())),
        dump_ledger(ledger.with_only(is_marked)),
    )
    described = root.findtext(qualified("dc:description")) or ""
    _set(root, "description", "\n".join(filter(None, [described.strip(), made_by(document)])))


def _translated_title(document: BilingualDocument) -> str:
    """The translation of the title where it stands in the text; else empty."""
    title = document.title.strip()
    found = (pair.target_text for pair in document.pairs if pair.source.text.strip() == title)
    return " ".join(next(found, "").split())


def _set(root: Element, name: str, text: str) -> None:
    element = root.find(qualified(f"dc:{name}"))
    if element is None:
        element = etree.SubElement(root, qualified(f"dc:{name}"), nsmap={"dc": NAMESPACES["dc"]})
    element.text = printable(text)
