"""Web pages -> Document: the main text of a page, and what the page says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

from bilingual.formats.addresses import is_followed, leads_nowhere
from bilingual.formats.html.style_sheets import StyleSheets, sheets_of
from bilingual.formats.html.tree import body_of, drop_unseen, parse_html
from bilingual.formats.limits import too_deep
from bilingual.formats.xml import tag_of
from bilingual.model import Document, Media, with_ids
from bilingual.readers.html.main_text import main_parts
from bilingual.readers.html.meta import choose_title, read_facts
from bilingual.readers.html.page_tools import without_tools
from bilingual.readers.shared.dates import first_date
from bilingual.readers.shared.page_encoding import decode_html
from bilingual.readers.shared.page_images import embedded_image
from bilingual.readers.shared.page_notes import find_notes
from bilingual.readers.shared.page_walk import PageWalk


def read_html(
    path: Path,
    data: bytes,
    *,
    encoding: str | None = None,
    keeps_all: bool = False,
    replaces_errors: bool = False,
) -> Document:
    """Read a web page; ``path`` names it in the document and in errors.

    With ``keeps_all``, also the site around the text is read: menus, footers, lists of links,
    tools.
    Raises `ReadError` where the encoding is in doubt or the page is nested beyond reason.
    """
    decoded = decode_html(data, path, encoding=encoding, replaces_errors=replaces_errors)
    root = parse_html(decoded.text, path)
    facts = read_facts(root)
    base = next((one.get("href") or "" for one in root.iter() if tag_of(one) == "base"), "")
    StyleSheets.of(sheets_of(root)).apply(root, hides=True)
    drop_unseen(root)
    found = find_notes([(body_of(root), str)])
    parts = (body_of(root),) if keeps_all else main_parts(root, facts.head)
    addresses = _Addresses(base)
    walk = PageWalk(
        address=addresses.link,
        image_address=addresses.image,
        references=found.references,
        notes=found.notes,
        ways_back=found.ways_back,
    )
    try:
        for part in parts:
            walk.read(part)
        walk.read_left_notes()
    except RecursionError:
        raise too_deep(path) from None
    blocks = with_ids(walk.blocks if keeps_all else without_tools(walk.blocks))
    return Document(
        name=path.name,
        format="html",
        blocks=blocks,
        title=choose_title(facts, blocks),
        author=facts.author,
        date=facts.date or first_date(blocks),
        encoding=decoded.encoding,
        remarks=decoded.remarks,
        media=tuple(addresses.media),
    )


@dataclass(slots=True)
class _Addresses:
    """Addresses in a page, as they are outside of it."""

    base: str
    media: list[Media] = field(default_factory=list)

    def link(self, href: str) -> str:
        """Where a link leads; nowhere, if that is in the page itself."""
        if href.startswith("#") or leads_nowhere(href):
            return ""
        try:
            joined = urljoin(self.base, href)
            return f"https:{joined}" if joined.startswith("//") else joined
        except ValueError:  # such as http://[
            return href

    def image(self, source: str) -> str:
        """Where an image is; one that stands in its address is taken out of it."""
        if not source.startswith("data:"):
            return self.link(source) if is_followed(source) else ""
        media = embedded_image(source, len(self.media) + 1)
        if media is None:
            return ""
        self.media.append(media)
        return media.name
