"""The files of an e-book that hold its pages together (EPUB 3.3, W3C)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePosixPath

from bilingual.formats.archive import pack
from bilingual.formats.html.elements import Html, element, lines, verbatim
from bilingual.formats.pictures import picture_kind
from bilingual.model import BilingualDocument
from bilingual.writers import labels
from bilingual.writers.epub.pages import STYLE, Page, xhtml

_FOLDER = "EPUB"
_PACKAGE, _CONTENTS = "package.opf", "contents.xhtml"
_MIME = "application/epub+zip"
_CONTAINER = f"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="{_FOLDER}/{_PACKAGE}" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What a book holds."""

    title: str
    pages: Sequence[Page]
    """In the order of reading."""
    contents: Html
    contents_title: str
    shows_contents: bool
    """Whether the table of contents is a page of the book, too."""
    pictures: Mapping[str, bytes]
    languages: Sequence[str]
    """The first is that of what the tool says."""
    kind: str
    """Class name of all pages."""


def pack_book(book: Book, document: BilingualDocument) -> bytes:
    """The e-book as a file. It names itself by what it was made of, so that a reader takes another
    version for the same book."""
    language = book.languages[0]
    navigation = Page(name=_CONTENTS, title=book.contents_title, body=_navigation(book))
    pages = [navigation, *book.pages]
    inside = {
        _PACKAGE: _package(book, document, pages).encode(),
        STYLE: (files("bilingual.writers.epub") / STYLE).read_bytes(),
        **{page.name: xhtml(page, language=language, kind=book.kind) for page in pages},
        **book.pictures,
    }
    return pack(
        {
            "mimetype": _MIME.encode(),
            "META-INF/container.xml": _CONTAINER.encode(),
            **{f"{_FOLDER}/{name}": content for name, content in inside.items()},
        },
        stored={"mimetype"},
    )


def _navigation(book: Book) -> Html:
    title = element("h1", verbatim(book.contents_title))
    return element("nav", title, book.contents, id="toc", role="doc-toc", **{"epub:type": "toc"})


def _package(book: Book, document: BilingualDocument, pages: Sequence[Page]) -> str:
    items = [
        _item(STYLE, "text/css"),
        *(_item(page.name, "application/xhtml+xml") for page in pages),
        *(_item(name, f"image/{picture_kind(data)}") for name, data in book.pictures.items()),
    ]
    spine = [_reference(page) for page in book.pages]
    if book.shows_contents:
        spine.insert(1 if book.pages[0].name == "title.xhtml" else 0, _reference(pages[0]))
    root = {
        "xmlns": "http://www.idpf.org/2007/opf",
        "version": "3.0",
        "unique-identifier": "identifier",
        "xml:lang": book.languages[0],
    }
    package = element(
        "package",
        lines(
            _metadata(book, document),
            element("manifest", lines(*items)),
            element("spine", lines(*spine)),
        ),
        **root,
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n{package}\n'


def _metadata(book: Book, document: BilingualDocument) -> Html:
    source, engine = document.document, document.engine
    moment = labels.document_moment(document)
    made_of = (source.name, book.title, source.author, *book.languages)
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(made_of)).urn
    facts = (
        ("dc:title", book.title),
        *(("dc:language", language) for language in book.languages),
        ("dc:creator", source.author),
        ("dc:contributor", engine.label),
        ("dc:date", source.date.isoformat() if source.date else ""),
        ("dc:source", source.name),
        ("dc:description", labels.draft_notice(document)),
        ("dc:rights", f"Translation: {engine.details}" if engine.details else ""),
    )
    return element(
        "metadata",
        lines(
            element("dc:identifier", verbatim(identifier), id="identifier"),
            *(element(tag, verbatim(said)) for tag, said in facts if said),
            Html(f'<meta property="dcterms:modified">{moment:%Y-%m-%dT%H:%M:%SZ}</meta>'),
        ),
        **{"xmlns:dc": "http://purl.org/dc/elements/1.1/"},
    )


def _item(name: str, kind: str) -> Html:
    properties = "nav" if name == _CONTENTS else None
    return element("item", id=_id(name), href=name, media_type=kind, properties=properties)


def _reference(page: Page) -> Html:
    return element("itemref", idref=_id(page.name))


def _id(name: str) -> str:
    """A name of XML for a file: ``images/001.png`` becomes ``images-001``."""
    return str(PurePosixPath(name).with_suffix("")).replace("/", "-")
