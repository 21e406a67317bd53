"""E-books -> Document: the chapters, in the order of the book's spine.

An EPUB is a zip file of web pages with a list of them (EPUB 3.3, W3C; version 2 differs in
nothing that matters here). Nothing on the pages is a site's, so all of them is read.
"""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, urldefrag

from bilingual.errors import ReadError
from bilingual.formats.addresses import is_followed, leads_nowhere, scheme_of
from bilingual.formats.html.style_sheets import StyleSheets, sheets_of
from bilingual.formats.html.tree import body_of, drop_unseen, parse_html
from bilingual.formats.limits import too_deep
from bilingual.formats.pictures import LARGEST_PICTURE, LARGEST_TOGETHER, picture_kind
from bilingual.formats.xml import Element, tag_of, text_of
from bilingual.formats.zip_files import ZipSeed
from bilingual.model import Block, Document, Media, SpanKind, with_ids
from bilingual.readers.shared.dates import find_date
from bilingual.readers.shared.page_encoding import decode_html
from bilingual.readers.shared.page_notes import find_notes
from bilingual.readers.shared.page_walk import PageWalk
from bilingual.spans import first_heading

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_FONTS = (".ttf", ".otf", ".woff", ".woff2")
_MOST_CHAPTERS = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chapter:
    """A page of the book."""

    name: str
    """Of its file in the zip file."""
    body: Element
    is_contents: bool

    def place(self, href: str) -> str:
        """An address in the page as the book knows it: ``text/notes.xhtml#n1``."""
        address, fragment = urldefrag(href)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.name), unquote(address)))
        return f"{path if address else self.name}#{unquote(fragment)}"


def read_epub(path: Path, data: bytes, *, encoding: str | None = None) -> Document:
    """Read an e-book; ``path`` names it in the document and in errors.

    Raises `ReadError` for books that are locked (DRM), damaged, nothing but pictures, or unpack
    beyond reason.
    """
    book = ZipSeed(path, data, "EPUB")
    package = _package_name(book)
    root = book.read_xml(package)
    locked = _locked(book)
    chapters, sheets = [], _Sheets(book)
    for name, is_contents in _spine(book, root, posixpath.dirname(package)):
        if name in locked:
            raise ReadError(
                path, "is locked by its seller (DRM)", "only a copy without that can be read"
            )
        page = parse_html(
            decode_html(book.read_text_part(name), path, encoding=encoding).text, path
        )
        _show_drawn_pictures(page)
        sheets.apply(name, page)
        drop_unseen(page)
        chapters.append(_Chapter(name=name, body=body_of(page), is_contents=is_contents))
    pictures = _Pictures(book)
    try:
        blocks = with_ids(_blocks(chapters, pictures))
    except RecursionError:
        raise too_deep(path) from None
    if not any(one.is_translatable and not one.is_contents for one in blocks) and any(
        span.kind is SpanKind.IMAGE for one in blocks for span in one.spans
    ):
        raise _only_pictures(path)
    facts = _facts(root)
    return Document(
        name=path.name,
        format="epub",
        blocks=blocks,
        title=facts("title") or first_heading(blocks),
        author=facts("creator"),
        date=_date(root),
        media=tuple(pictures.media.values()),
    )


def _show_drawn_pictures(page: Element) -> None:
    """Make an image of each drawing that only holds one, as covers and picture books have it."""
    for drawing in [one for one in page.iter() if tag_of(one) == "svg"]:
        images = [one for one in drawing.iterdescendants() if tag_of(one) == "image"]
        if len(images) == 1 and not text_of(drawing):
            address = images[0].get("xlink:href") or images[0].get("href") or ""
            tail = drawing.tail
            drawing.clear()
            drawing.tag, drawing.tail = "img", tail
            drawing.set("src", address)


@dataclass(slots=True)
class _Sheets:
    """The style sheets of the pages; most pages have the same."""

    book: ZipSeed
    known: dict[tuple[str, ...], StyleSheets] = field(default_factory=dict)
    """By the names of their files."""

    def apply(self, name: str, page: Element) -> None:
        """Write what they say into the elements of the page of this name."""
        links = (one for one in page.iter() if tag_of(one) == "link")
        styles = (one for one in links if "stylesheet" in (one.get("rel") or "").lower())
        folder = posixpath.dirname(name)
        linked = (
            posixpath.normpath(posixpath.join(folder, unquote(one.get("href") or "")))
            for one in styles
        )
        names = tuple(one for one in linked if one in self.book)
        if names not in self.known:
            contents = (self.book.read_text_part(one) for one in names)
            self.known[names] = StyleSheets.of(one.decode("utf-8", "replace") for one in contents)
        # What is written into an element stays, so the page's own sheets, the last ones, go first.
        StyleSheets.of(sheets_of(page)).apply(page, hides=False)
        self.known[names].apply(page, hides=False)


def _only_pictures(path: Path) -> ReadError:
    return ReadError(
        path,
        "is a book of pictures: none of its pages has text",
        "run text recognition (OCR) on it, or get an edition with text",
    )


def _blocks(chapters: list[_Chapter], pictures: _Pictures) -> Iterator[Block]:
    found = find_notes((chapter.body, chapter.place) for chapter in chapters)
    walk = PageWalk(references=found.references, notes=found.notes, ways_back=found.ways_back)
    for number, chapter in enumerate(chapters, 1):
        walk.address = _outside
        walk.image_address = pictures.in_chapter(chapter)
        walk.chapter, walk.paragraphs, walk.blocks = f"chapter {number}", 0, []
        walk.read(chapter.body)
        yield from (replace(block, is_contents=chapter.is_contents) for block in walk.blocks)


def _package_name(book: ZipSeed) -> str:
    if _CONTAINER not in book:
        raise book.damaged(f"{_CONTAINER} is missing")
    for one in book.read_xml(_CONTAINER).iter():
        if tag_of(one) == "rootfile" and (name := one.get("full-path")):
            return name
    raise book.damaged(f"{_CONTAINER} names no package")


def _spine(book: ZipSeed, root: Element, folder: str) -> list[tuple[str, bool]]:
    """The names of the pages, in their order, and whether they are the table of contents."""
    items = {one.get("id"): one for one in root.iter() if tag_of(one) == "item"}
    references = [one.get("idref") for one in root.iter() if tag_of(one) == "itemref"]
    if len(references) > _MOST_CHAPTERS:
        raise book.damaged(f"it has {len(references):,} chapters")
    pages = []
    for item in (items[one] for one in references if one in items):
        if item.get("media-type") in _PAGES:
            name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
            pages.append((name, "nav" in (item.get("properties") or "").split()))
    if not pages and any(
        (items[one].get("media-type") or "").startswith("image/")
        for one in references
        if one in items
    ):
        raise _only_pictures(book.path)
    if not pages:
        raise book.damaged("it lists no chapters")
    return list(dict(pages).items())


def _locked(book: ZipSeed) -> set[str]:
    """The encrypted files. Fonts may be scrambled in any book; that locks nothing."""
    if _ENCRYPTION not in book:
        return set()
    references = (
        one for one in book.read_xml(_ENCRYPTION).iter() if tag_of(one) == "cipherreference"
    )
    names = {unquote(one.get("URI") or "") for one in references}
    return {name for name in names if not name.lower().endswith(_FONTS)}


def _outside(href: str) -> str:
    """Where a link leads, if out of the book."""
    return href if scheme_of(href) and not leads_nowhere(href) else ""


@dataclass(slots=True)
class _Pictures:
    """The pictures that the pages show, as far as they are found and in bounds."""

    book: ZipSeed
    media: dict[str, Media] = field(default_factory=dict)
    total: int = 0

    def in_chapter(self, chapter: _Chapter) -> Callable[[str], str]:
        """What makes of an image's address in a page its name in the document."""

        def name_of(source: str) -> str:
            name = chapter.place(source).rpartition("#")[0]
            if name in self.media or name not in self.book:
                is_elsewhere = scheme_of(source) and is_followed(source)
                return name if name in self.media else source if is_elsewhere else ""
            content = self.book.read(name)
            is_fit = picture_kind(content) and len(content) <= LARGEST_PICTURE
            if is_fit and self.total + len(content) <= LARGEST_TOGETHER:
                self.total += len(content)
                self.media[name] = Media(name=name, content=content)
            return name

        return name_of


def _facts(root: Element) -> Callable[[str], str]:
    def words(tag: str) -> str:
        found = (text_of(one) for one in root.iter() if tag_of(one) == tag)
        shown = [text for text in dict.fromkeys(found) if text]
        return ", ".join(shown[:1] if tag == "title" else shown)

    return words


def _date(root: Element) -> dt.date | None:
    """The day of publication; a year alone is no day."""
    dates = [one for one in root.iter() if tag_of(one) == "date"]
    dates.sort(key=lambda one: any("modif" in str(value) for value in one.attrib.values()))
    return next((date for one in dates if (date := find_date(text_of(one)))), None)
