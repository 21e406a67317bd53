"""Books for e-readers: a title page, chapters, a table of contents that the reader shows.

A page of an e-reader leaves no room for two columns, so side by side and interleaved give the same
book: each paragraph with its translation below it. Target only is the translation alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bilingual.formats.html.elements import Html, element, lines, text
from bilingual.model import BilingualDocument, Layout, Part
from bilingual.writers import labels
from bilingual.writers.content import SHOWN_SIDES, Item, Row, Side, arrange
from bilingual.writers.epub.chapters import is_body, split_chapters
from bilingual.writers.epub.contents import Entry, nested
from bilingual.writers.epub.package import Book, pack_book
from bilingual.writers.epub.pages import Page, PageMaker, homes_of, linked
from bilingual.writers.epub.pictures import book_pictures
from bilingual.writers.options import WriteOptions
from bilingual.writers.outline import Outline, is_outlined, outline
from bilingual.writers.shared.masthead import masthead
from bilingual.writers.shared.page_rows import Composer, row_id
from bilingual.writers.shared.page_sentences import Inliner


def write(document: BilingualDocument, options: WriteOptions) -> bytes:
    """An e-book."""
    items = arrange(document, options.source_text)
    outlined = [one for one in items if isinstance(one, Row) and is_outlined(one.block)]
    shape = outline(document.pairs, items, options.layout)
    sides = SHOWN_SIDES[options.layout]
    spoken = {Side.SOURCE: document.source_language, Side.TARGET: document.target_language}
    pictures = book_pictures(document.document.media)
    notes: dict[str, list[Item]] = {}
    for item in items:
        if item.block.note:
            notes.setdefault(item.block.note, []).append(item)
    inliner = Inliner(
        sides=sides,
        findings=options.findings,
        figures=pictures,
        fragments=dict(zip(shape.fragments, map(row_id, outlined), strict=True)),
        notes={name: number for number, name in enumerate(notes, start=1)},
        reference_type="noteref",
    )
    composer = Composer(
        inliner=inliner,
        languages={side: spoken[side] for side in sides},
        row_numbers=options.row_numbers,
        heading_shift=0,
    )
    pages = linked(_pages(document, options, items, PageMaker(composer=composer, notes=notes)))
    title = labels.shown_title(document, options.source_text) or document.document.name
    entries = _entries(shape, outlined, pages) or [
        Entry(level=1, text=page.title or title, address=page.name) for page in pages[:1]
    ]
    return pack_book(
        Book(
            title=title,
            pages=pages,
            contents=nested(entries),
            contents_title=labels.contents_title(options),
            shows_contents=options.has_contents,
            pictures=pictures.files,
            languages=[spoken[side] for side in reversed(sides)],
            kind="target-only" if options.layout is Layout.TARGET_ONLY else "interleaved",
        ),
        document,
    )


def _pages(
    document: BilingualDocument, options: WriteOptions, items: Sequence[Item], maker: PageMaker
) -> list[Page]:
    """The title page; the chapters; what of the source stands apart from its text."""
    title = labels.title_row(document, options, items)
    body = [item for item in items if is_body(item) and item is not title]
    composer = maker.composer
    shown = labels.shown_title(document, options.source_text)
    pages: list[Page] = []

    def add(kind: str, name: str, content: Html) -> None:
        if content := maker.with_asides(content):
            pages.append(Page(name=f"{kind}.xhtml", title=name or shown or kind, body=content))

    add("title", shown, masthead(document, options, composer, title))
    for number, chapter in enumerate(split_chapters(body), start=1):
        add(f"chapter-{number:03}", _name(chapter, options), composer.items(chapter))
    apart = [item for item in items if not is_body(item) and not item.block.note]
    for part, group in groupby(apart, key=lambda item: item.block.part):
        name = labels.chapter_title(part, options)
        add(part.value, name, _apart(name, composer.items(group)))
    if left := [maker.note_text(name) for name in maker.left_notes()]:
        name = labels.chapter_title(Part.BODY, options)
        add("notes", name, _apart(name, lines(*left)))
    return pages


def _apart(name: str, content: Html) -> Html:
    return lines(element("h2", text(name)), content)


def _name(chapter: Sequence[Item], options: WriteOptions) -> str:
    """The heading that a chapter begins with, in the languages shown."""
    first = chapter[0]
    if not isinstance(first, Row) or not is_outlined(first.block):
        return ""
    names = (first.marked_spans(side) for side in SHOWN_SIDES[options.layout])
    texts = ("".join(span.text for span in spans if not span.is_opaque) for spans in names)
    return " / ".join(dict.fromkeys(" ".join(text.split()) for text in texts))


def _entries(shape: Outline, outlined: Sequence[Row], pages: Sequence[Page]) -> list[Entry]:
    """The headings of the table of contents, with the addresses of their pages."""
    homes = homes_of(pages)
    return [
        Entry(level=level, text=name, address=f"{homes[row_id(row)]}#{row_id(row)}")
        for (level, name, _), row in zip(shape.entries, outlined, strict=True)
        if name
    ]
