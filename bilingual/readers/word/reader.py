"""DOCX -> Document: the text, the notes it refers to, headers, footers and comments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from bilingual.errors import ReadError
from bilingual.formats.word.names import attribute, qualified
from bilingual.formats.word.notes import NOTE_KINDS, note_name
from bilingual.formats.word.package import open_package, read_properties
from bilingual.formats.word.plain_package import as_plain_document
from bilingual.formats.word.sections import read_sections
from bilingual.formats.xml import said_of
from bilingual.model import Document, Part, with_ids
from bilingual.readers.shared.dates import first_date
from bilingual.readers.shared.policy import without_frames
from bilingual.readers.word.embedded import read_embedded
from bilingual.readers.word.parts import Gathered, OpenPart
from bilingual.readers.word.title import large_title
from bilingual.readers.word.walk import Walk
from bilingual.spans import first_heading

if TYPE_CHECKING:
    from docx.document import Document as WordDocument


def read_docx(
    path: Path,
    data: bytes,
    *,
    encoding: str | None = None,
    keeps_hidden: bool = False,
    is_embedded: bool = False,
) -> Document:
    """Read a Word file; ``path`` names it. Word files fix their encoding themselves. Hidden text is
    left out, unless it is to be kept. Documents embedded in it are read in their places, except
    Word files in one that is embedded itself.

    Raises `ReadError` for files that are protected, damaged, or nested beyond reason.
    """
    word = open_package(data, path)
    try:
        return _read(word, path, data, keeps_hidden, is_embedded)
    except etree.XMLSyntaxError as error:
        raise ReadError(
            path,
            f"is not a sound Word document ({said_of(error)})",
            "open it in Word and save it again as .docx",
        ) from error
    except RecursionError:
        raise ReadError(
            path, "is nested deeper than any document needs", "check where it comes from"
        ) from None


def _read(
    word: WordDocument, path: Path, data: bytes, keeps_hidden: bool, is_embedded: bool
) -> Document:
    gathered = Gathered()
    main = OpenPart(word.part, word.element, gathered)
    sections = read_sections(word.element.body)
    walk = Walk(
        word,
        section_count=len(sections),
        embedded=lambda part: read_embedded(
            part, path, keeps_hidden=keeps_hidden, takes_word=not is_embedded
        ),
        keeps_hidden=keeps_hidden,
    )
    walk.read(word.element.body, main)
    _read_notes(walk, main)
    _read_headers(walk, main)
    _read_comments(walk, main)
    blocks = with_ids(without_frames(walk.blocks))
    title, author, created = read_properties(word)
    title = title or large_title(blocks, main, walk.styles) or first_heading(blocks)
    return Document(
        name=path.name,
        format="docx",
        blocks=blocks,
        title=title,
        author=author,
        date=first_date(blocks) or created,
        sections=sections,
        media=tuple(gathered.media.values()),
        remarks=(*walk.omitted.remarks(), *walk.remarks),
        shows_hidden=keeps_hidden,
        source=as_plain_document(data),
    )


def _read_notes(walk: Walk, main: OpenPart) -> None:
    """The notes that were referred to, in that order; a note may refer to others."""
    sources = {kind: main.related(f"{kind}s") for kind in NOTE_KINDS}
    elements = {
        (kind, attribute(element, "w:id")): element
        for kind, source in sources.items()
        if source is not None
        for element in source.root.iter(qualified(f"w:{kind}"))
    }
    referred = main.gathered.notes
    index, order = 0, list(referred)
    while index < len(order):
        kind, note = order[index]
        index += 1
        source, element = sources.get(kind), elements.get((kind, note))
        if source is not None and element is not None:
            walk.read(element, source, place=f"{kind} {index}", note=note_name(kind, note))
            if len(referred) > len(order):
                order += list(referred)[len(order) :]


def _read_headers(walk: Walk, main: OpenPart) -> None:
    """All headers, then all footers."""
    kinds = {"w:headerReference": Part.HEADER, "w:footerReference": Part.FOOTER}
    for reference, part in kinds.items():
        for number, source in enumerate(main.headers(reference), 1):
            walk.read(source.root, source, place=f"{part} {number}", part=part)


def _read_comments(walk: Walk, main: OpenPart) -> None:
    """The comments, in the order of their part."""
    source = main.related("comments")
    if source is None:
        return
    for comment in source.root.iter(qualified("w:comment")):
        author = attribute(comment, "w:author")
        place = f"comment by {author}" if author else "comment"
        walk.read(comment, source, place=place, part=Part.COMMENT)
