"""The pages of a book: chapters with their notes and findings, and links between pages.

A note stands at the end of the page that first refers to it, as an ``aside`` of the type
``footnote``: readers show it over the text when its mark is tapped. What checks found is shown in
the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from bilingual.formats.addresses import scheme_of
from bilingual.formats.html.elements import Html, element, lines, text, verbatim
from bilingual.formats.html.tags import VOID
from bilingual.writers.content import Item
from bilingual.writers.labels import NOTE_SIGN
from bilingual.writers.shared.page_rows import Composer

STYLE = "book.css"
_VOID = re.compile(rf"<({'|'.join(sorted(VOID))})((?: [^<>]*)?)>")
_ID = re.compile(r'<[a-z][^<>]* id="([^"<>]+)"')
_LINK = re.compile(r'<a((?: [^<>]*?)?) href="([^"<>]*)"([^<>]*)>')
_NO_URL_CHARACTER = re.compile(r"[^\w.~:/?#@!$&'()*+,;=%-]|%(?![0-9A-Fa-f]{2})")
"""What may stand in no address (WHATWG URL, 4.3)."""
_HOST = re.compile(r"[\w.-]+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file of the book."""

    name: str
    """Of its file."""
    body: Html
    title: str


@dataclass(slots=True, kw_only=True)
class PageMaker:
    """Makes the bodies of page after page; numbers and notes go on from one to the next."""

    composer: Composer
    notes: Mapping[str, Sequence[Item]]
    """The notes of the document by their names."""
    _placed: set[str] = field(default_factory=set)
    _told: int = 0
    """How many findings have been shown."""

    def with_asides(self, content: Html) -> Html:
        """The body of a page, with the notes and findings that it is the first to refer to."""
        written = [content]
        while new := self._new_notes():
            written += [self._note(name) for name in new]
        return lines(*written, *self._new_findings())

    def left_notes(self) -> list[str]:
        """The names of notes that nothing has referred to."""
        return [name for name in self.notes if name not in self._placed]

    def note_text(self, name: str) -> Html:
        """A note that nothing refers to, as a part of a page."""
        self._placed.add(name)
        return self.composer.items(self.notes[name])

    def _new_notes(self) -> list[str]:
        inliner = self.composer.inliner
        referred = {number for (number, _), count in inliner.references.items() if count}
        return [name for name in self.left_notes() if inliner.notes[name] in referred]

    def _note(self, name: str) -> Html:
        number = self.composer.inliner.notes[name]
        return _aside(self.note_text(name), f"note-{number}")

    def _new_findings(self) -> Iterator[Html]:
        flagged = self.composer.inliner.flagged
        for number in range(self._told + 1, len(flagged) + 1):
            back = element(
                "a", text(NOTE_SIGN), href=f"#flag-{number}", aria_label="Back to the text"
            )
            said = text(f" {'; '.join(flagged[number - 1].messages)}")
            yield _aside(element("p", back, said, class_="note"), f"finding-{number}")
        self._told = len(flagged)


def _aside(content: Html, name: str) -> Html:
    return element("aside", content, id=name, role="doc-footnote", **{"epub:type": "footnote"})


def linked(pages: Sequence[Page]) -> list[Page]:
    """The pages with links that lead from file to file, and to sound addresses elsewhere."""
    homes = homes_of(pages)

    def led(page: Page) -> Page:
        def lead(match: re.Match[str]) -> str:
            before, address, after = match.groups()
            if address.startswith("#"):
                home = homes.get(address[1:], page.name)
                address = address if home == page.name else home + address
            else:
                address = _sound(address)
            return f'<a{before} href="{address}"{after}>' if address else "<a>"

        return Page(name=page.name, title=page.title, body=Html(_LINK.sub(lead, page.body)))

    return [led(page) for page in pages]


def homes_of(pages: Sequence[Page]) -> dict[str, str]:
    """The elements that links can lead to, each with the name of its page."""
    return {name: page.name for page in pages for name in _ID.findall(page.body)}


def xhtml(page: Page, *, language: str, kind: str) -> bytes:
    """A page as a file of XML."""
    head = element(
        "head",
        lines(
            element("meta", charset="utf-8"),
            element("title", verbatim(page.title)),
            element("link", rel="stylesheet", type="text/css", href=STYLE),
        ),
    )
    root = {
        "xmlns": "http://www.w3.org/1999/xhtml",
        "xmlns:epub": "http://www.idpf.org/2007/ops",
        "lang": language,
        "xml:lang": language,
    }
    written = element("html", head, element("body", page.body, class_=kind), **root)
    closed = _VOID.sub(r"<\1\2/>", written)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n{closed}\n'.encode()


def _sound(address: str) -> str:
    """An address elsewhere as e-books may have it, escaped as attributes are; nothing for one
    that no reader can follow, such as that of a file beside the source."""
    scheme = scheme_of(address)
    is_host_sound = scheme not in ("http", "https", "ftp") or _HOST.match(_host(address))
    if not scheme or not is_host_sound:
        return ""
    return _NO_URL_CHARACTER.sub(lambda match: quote(match[0]), address)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
