"""A Word file opened with distrust: sizes are checked first, and damage becomes a message.

What is not a sound package shows in python-docx as almost any exception, so here, and only
here, all of them are turned into `ReadError`.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import zipfile
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from docx import Document as open_docx
from docx.opc.coreprops import CoreProperties
from docx.oxml import parse_xml
from lxml import etree

from bilingual.errors import ReadError
from bilingual.formats.kinds import other_kind
from bilingual.formats.limits import MOST_BLOCKS, too_many_blocks, unpacks_too_far
from bilingual.formats.word.names import Element
from bilingual.formats.word.parser import safe_parser
from bilingual.formats.word.plain_package import as_plain_document
from bilingual.formats.word.relations import (
    MAIN_TYPE,
    TYPES_PART,
    relation_kind,
    relation_type,
    resolved_target,
)
from bilingual.formats.xml import said_of

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.opc.part import Part as PackagePart
    from docx.oxml.coreprops import CT_CoreProperties

_TEMPLATE_AUTHOR = "python-docx"
"""Author of the template that python-docx starts files from; it says nothing about a file."""

_XML_SUFFIXES = (".xml", ".rels", ".vml")
_UNKNOWN = "application/octet-stream"
_OLE_HEADER = bytes.fromhex("d0cf11e0a1b11ae1")
_LONG_PART = 2**20  # bytes of one part that it takes to have too many paragraphs
_LARGEST_XML = 150 * 1024 * 1024
"""Of all XML together, which takes some ten times its size once it is parsed."""


def open_package(data: bytes, path: Path) -> WordDocument:
    """Open a Word package of any kind; raises `ReadError`, which says why, if it is none."""
    if data.startswith(_OLE_HEADER[:4]):
        raise ReadError(
            path, "is password-protected or an old .doc", "save as .docx without a password"
        )
    if other := other_kind(data, path):
        raise ReadError(
            path, f"is {other.name}, not a Word document", f"rename it to {other.suffix}"
        )
    try:
        _check_size(data, path)
        _check_length(data, path)
        _check_doctypes(data, path)
        document = open_docx(io.BytesIO(_as_python_docx_reads(as_plain_document(data))))
        has_body = document.element.body is not None
    except ReadError:
        raise
    except Exception as error:
        raise ReadError(
            path,
            f"is not a sound Word document ({_reason(error)})",
            "open it in Word and save it again as .docx",
        ) from error
    if not has_body:
        raise ReadError(path, "has no body", "open it in Word and save it again as .docx")
    return document


def related_root(part: PackagePart, kind: str) -> tuple[PackagePart, Element] | None:
    """The part that ``part`` has a relationship of a kind to, such as its ``footnotes``, with its
    parsed XML; none where it has none.

    Raises `etree.XMLSyntaxError` where that is damaged: its text must not go missing unsaid.
    """
    try:
        related = part.part_related_by(relation_type(kind))
    except (KeyError, ValueError):  # none, several, or one outside of the file
        return None
    return related, part_root(related)


def part_name(part: PackagePart) -> str:
    """The name of a part in its package: ``word/document.xml``."""
    return str(part.partname).removeprefix("/")


def part_root(part: PackagePart) -> Element:
    """The XML of a part, parsed unless python-docx did so."""
    element: Element | None = getattr(part, "element", None)
    return etree.fromstring(part.blob, safe_parser()) if element is None else element


def read_properties(word: WordDocument) -> tuple[str, str, dt.date | None]:
    """Title, author and date of creation, as far as they are the document's own."""
    try:
        core = core_properties(word)
        if core is None:
            return "", "", None
        title, author, created = core.title.strip(), core.author.strip(), core.created
    except (AttributeError, KeyError, ValueError, etree.XMLSyntaxError):
        return "", "", None  # damaged, but nobody's text is lost
    if author == _TEMPLATE_AUTHOR:
        return ("" if title == "Word Document" else title), "", None
    is_plausible = created is not None and created.year >= 1990
    return title, author, created.date() if created and is_plausible else None


def core_properties(word: WordDocument) -> CoreProperties | None:
    """Those that the file has. python-docx makes some up where it finds none by the relationship's
    newest type."""
    for relation in word.part.package.rels.values():
        if not relation.is_external and relation_kind(relation.reltype) == "core-properties":
            return CoreProperties(cast("CT_CoreProperties", parse_xml(relation.target_part.blob)))
    return None


def _check_size(data: bytes, path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sizes = {entry.filename.lower(): entry.file_size for entry in package.infolist()}
    total = sum(sizes.values())
    xml = sum(size for name, size in sizes.items() if name.endswith(_XML_SUFFIXES))
    if unpacks_too_far(total, len(data)) or xml > _LARGEST_XML:
        raise ReadError(
            path,
            f"unpacks to {total // 1_000_000:,} MB, which no document needs",
            "split it, or check where it comes from",
        )


def _check_length(data: bytes, path: Path) -> None:
    """No more paragraphs than can be parsed in little memory; empty ones are no blocks, so three
    times as many may be there."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for entry in package.infolist():
            if entry.file_size > _LONG_PART and entry.filename.lower().endswith(".xml"):
                content = package.read(entry)
                if content.count(b"<w:p>") + content.count(b"<w:p ") > 3 * MOST_BLOCKS:
                    raise too_many_blocks(path)


def _check_doctypes(data: bytes, path: Path) -> None:
    """No part may declare a document type: entities are all that it is good for."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if not name.lower().endswith(_XML_SUFFIXES):
                continue
            with package.open(name) as part:
                if _has_doctype(part):
                    raise ReadError(
                        path,
                        f"{name} declares a document type, as no Word file does",
                        "open it in Word and save it again as .docx",
                    )


def _has_doctype(part: IO[bytes]) -> bool:
    """Read no further than to the first element, before which it would be declared."""
    parser = etree.XMLPullParser(("start",), resolve_entities=False, no_network=True)
    try:
        while piece := part.read(4096):
            parser.feed(piece)
            for _, root in parser.read_events():
                assert isinstance(root, Element), "only starts of elements were asked for"
                return root.getroottree().docinfo.internalDTD is not None
    except etree.XMLSyntaxError:  # not well-formed; whoever needs the part will say so
        pass
    return False


def _as_python_docx_reads(data: bytes) -> bytes:
    """The package, less relations to parts that are not there (``Target="NULL"``), and with Word
    files embedded in it (``w:altChunk``) as files of no known type.

    Word and its imitators write the former for images that are gone, and mark the latter as if each
    were the document; Word reads over that, python-docx does not.
    """
    parser = safe_parser()
    mended: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = {name.lower() for name in package.namelist()}
        for name in package.namelist():
            if not name.endswith(".rels"):
                continue
            owner = posixpath.join(posixpath.dirname(posixpath.dirname(name)), "-")
            root = etree.fromstring(package.read(name), parser)
            dangling = [one for one in root if not _is_resolved(one, owner, names)]
            for relation in dangling:
                root.remove(relation)
            if dangling:
                mended[name] = etree.tostring(root)
        types = etree.fromstring(package.read(TYPES_PART), parser)
        embedded = [one for one in types if _is_embedded_word_file(one)]
        for one in embedded:
            one.set("ContentType", _UNKNOWN)
        if embedded:
            mended[TYPES_PART] = etree.tostring(types)
        if not mended:
            return data
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w") as target:
            for name in package.namelist():
                target.writestr(name, mended.get(name) or package.read(name))
    return copy.getvalue()


def _is_embedded_word_file(type_: Element) -> bool:
    name = str(type_.get("PartName", "")) or "." + str(type_.get("Extension", ""))
    return type_.get("ContentType") == MAIN_TYPE and not name.lower().endswith(".xml")


def _is_resolved(relation: Element, owner: str, names: set[str]) -> bool:
    is_external = relation.get("TargetMode") == "External"
    return is_external or resolved_target(owner, str(relation.get("Target", ""))).lower() in names


def _reason(error: Exception) -> str:
    """What is wrong, in words for people: libraries' own name objects of theirs."""
    match error:
        case zipfile.BadZipFile() | EOFError() | zlib.error():
            return "its zip file is damaged"
        case etree.XMLSyntaxError():
            return said_of(error)
        case KeyError():
            return "a part of it is missing"
        case ValueError():
            return "its main part is no text"
        case _:
            return "parts of it are not as they should be"
