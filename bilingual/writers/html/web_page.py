"""Web pages: one file that needs no other and asks for none.

The page holds its style sheet and script; a content security policy lets these run, by their
hashes, and nothing else, and lets nothing be fetched. Without the script everything can be read
and the languages switched; what is lost is the link between a sentence and its counterpart.

On a wide screen and on paper, a side-by-side page has two columns; on a narrow one each source
paragraph has its translation under it, as it has everywhere on an interleaved page.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby

from bilingual.formats.html.elements import NOTHING, Html, element, lines, text, verbatim
from bilingual.formats.ledger import LEDGER_NAME, Ledger, dump_ledger
from bilingual.formats.shown import printable
from bilingual.model import BilingualDocument, Part
from bilingual.writers import labels
from bilingual.writers.content import SHOWN_SIDES, Item, Row, Side, arrange
from bilingual.writers.html.embedded_images import Figures
from bilingual.writers.html.page_parts import contents, findings, headings, switch
from bilingual.writers.labels import title_row
from bilingual.writers.ledgers import ledger_of
from bilingual.writers.options import RowNumbers, ShownFindings, WriteOptions
from bilingual.writers.outline import outline
from bilingual.writers.shared.masthead import masthead
from bilingual.writers.shared.page_rows import Composer, row_id
from bilingual.writers.shared.page_sentences import Inliner


def write(document: BilingualDocument, options: WriteOptions) -> bytes:
    """A web page."""
    items = arrange(document, options.source_text)
    sides = SHOWN_SIDES[options.layout]
    spoken = {Side.SOURCE: document.source_language, Side.TARGET: document.target_language}
    languages = {side: spoken[side] for side in sides}
    outlined = headings(items)
    fragments = outline(document.pairs, items, options.layout).fragments
    notes = dict.fromkeys(item.block.note for item in items if item.block.note)
    title = title_row(document, options, items)
    listed = [row for row in outlined if row is not title]
    composer = Composer(
        inliner=Inliner(
            sides=sides,
            findings=options.findings,
            figures=Figures(document.document.media),
            fragments={name: row_id(row) for name, row in zip(fragments, outlined, strict=True)},
            notes={name: number for number, name in enumerate(notes, start=1)},
        ),
        languages=languages,
        row_numbers=options.row_numbers,
        heading_shift=_heading_shift(document, options, listed, title),
        is_edited=True,
    )
    ledger = ledger_of(document, items, options)
    parts = (
        masthead(document, options, composer, title),
        contents(listed if options.has_contents else [], languages, options),
        switch(document, sides),
        element("main", _text(items[1:] if title else items, composer, options)),
        findings(composer.inliner.flagged),
        element("footer", element("p", text(_closing(document, options)))),
        element("script", Html(_script())),
    )
    kind = f"{options.layout}{'' if options.row_numbers is RowNumbers.NONE else ' numbered'}"
    page = element(
        "html",
        _head(document, options, ledger),
        element("body", lines(*parts), class_=kind),
        lang=document.target_language,
    )
    return f"<!doctype html>\n{page}\n".encode()


def _heading_shift(
    document: BilingualDocument,
    options: WriteOptions,
    listed: Sequence[Row],
    title: Row | None,
) -> int:
    """Room for the page's title above the text's own headings."""
    has_title = title or labels.shown_title(document, options.source_text)
    is_needed = any(row.block.level < 2 for row in listed)
    return int(options.has_cover and bool(has_title) and is_needed)


def _text(items: Sequence[Item], composer: Composer, options: WriteOptions) -> Html:
    """The body, its notes, then headers, footers and comments of the source."""
    parts = []
    for (part, is_note), group in groupby(
        items, key=lambda item: (item.block.part, bool(item.block.note))
    ):
        write_items = _notes_text if is_note else Composer.items
        written = write_items(composer, list(group))
        if part is Part.BODY and not is_note:
            parts.append(written)
            continue
        name = f"{part}-notes" if is_note else part.value
        parts.append(
            element(
                "section",
                element("h2", text(labels.chapter_title(part, options)), id=name),
                written,
                class_="apart",
                role="doc-endnotes" if is_note else None,
                aria_labelledby=name,
            )
        )
    return lines(*parts)


def _notes_text(composer: Composer, items: Sequence[Item]) -> Html:
    return lines(
        *(
            element("div", composer.items(group), id=f"note-{composer.inliner.notes[name]}")
            for name, group in groupby(items, key=lambda item: item.block.note)
        )
    )


def _closing(document: BilingualDocument, options: WriteOptions) -> str:
    count = labels.closing_note(document)
    shown = "" if options.findings is ShownFindings.NONE else count
    return " · ".join(filter(None, (shown, labels.made_by(document))))


def _head(document: BilingualDocument, options: WriteOptions, ledger: Ledger) -> Html:
    style = _style(options)
    script = _script()
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    title = labels.shown_title(document, options.source_text) or document.document.name
    author = document.document.author
    return element(
        "head",
        lines(
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=policy),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="referrer", content="no-referrer"),
            element("meta", name="color-scheme", content="light dark"),
            element("meta", name="generator", content=labels.tool_name()),
            element("meta", name="translator", content=printable(document.engine.described)),
            element("meta", name="author", content=author) if author else NOTHING,
            element("meta", name=LEDGER_NAME, content=dump_ledger(ledger))
            if ledger.rows
            else NOTHING,
            element("title", verbatim(title)),
            element("style", Html(style)),
        ),
    )


def _style(options: WriteOptions) -> str:
    """The style sheet, with the columns' shares (a policy without inline styles asks for it)."""
    source, target = options.columns
    return f":root {{ --source: {source}fr; --target: {target}fr; }}\n{_resource('page.css')}"


def _script() -> str:
    return _resource("page.js") + _resource("corrections.js")


@cache
def _resource(name: str) -> str:
    return (files("bilingual.writers.html") / name).read_text("utf-8")


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
