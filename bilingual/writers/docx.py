"""Word documents: the layouts, and the page around them.

* side by side: one two-column table, one row a block; code, HTML and rules pass through once,
  across both columns; tables of the source stand nested, left and right, wide ones one above
  the other across both columns.
* interleaved: each source paragraph, the target paragraph under it. They may stand on two
  pages: kept together, long ones would leave pages half empty.
* target only: the translation alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from bilingual.model import BilingualDocument, Layout
from bilingual.writers import labels
from bilingual.writers.content import (
    SHOWN_SIDES,
    Item,
    Row,
    Side,
    SourceTable,
    WriteOptions,
    arrange,
)
from bilingual.writers.docx_content import Composer, table_frame
from bilingual.writers.docx_look import (
    CELL_PADDING,
    PAGE_HEIGHT,
    PAGE_MARGIN,
    PAGE_WIDTH,
    TEXT_WIDTH,
    script_of,
)
from bilingual.writers.docx_package import Package, Properties, pack
from bilingual.writers.docx_styles import StyleSheet
from bilingual.writers.docx_xml import Element, field, paragraph, relation, run, w

_COLUMN_WIDTHS = (TEXT_WIDTH // 2, TEXT_WIDTH - TEXT_WIDTH // 2)
_LONGEST_HEADER = 60
_MOST_COLUMNS_IN_A_HALF = 3  # of a source table; more leave a word no room


def write(document: BilingualDocument, options: WriteOptions) -> bytes:
    """A Word document."""
    styles = StyleSheet(
        layout=options.layout,
        source_language=document.source_language,
        target_language=document.target_language,
    )
    composer = Composer(styles)
    items = arrange(document, options.source_text)
    if options.layout is Layout.SIDE_BY_SIDE:
        text = _side_by_side(items, composer, labels.column_headings(document))
    else:
        text = list(_stacked(items, composer, SHOWN_SIDES[options.layout]))
    closing = labels.closing_note(document)
    body = w(
        "body",
        *_opening(document, options),
        *text,
        *([paragraph("Closing Note", run(closing))] if closing else []),
        _section(),
    )
    return pack(
        Package(
            body=body,
            styles=styles.element(),
            header=_header(document, options),
            footer=w(
                "ftr",
                paragraph("footer", run("Page "), field("PAGE"), run(" of "), field("NUMPAGES")),
            ),
            east_asian_language=script_of(document.source_language).language,
            links=composer.links,
            properties=_properties(document, options),
        )
    )


def _opening(document: BilingualDocument, options: WriteOptions) -> Iterable[Element]:
    """Title, provenance and, for drafts, the warning."""
    if labels.has_title_of_its_own(document, options):
        yield paragraph("Title", _chinese(labels.shown_title(document, options.source_text)))
    yield paragraph("Subtitle", _chinese(labels.subtitle(document, options)))
    notice = labels.draft_notice(document)
    if notice:
        yield paragraph("Banner", run(f"{notice}\n"), _chinese(labels.DRAFT_NOTICE_SOURCE))


def _side_by_side(
    items: Iterable[Item], composer: Composer, names: tuple[str, str]
) -> list[Element]:
    headings = [
        _cell([paragraph("Table Header", run(heading))], width)
        for heading, width in zip(names, _COLUMN_WIDTHS, strict=True)
    ]
    lines = [w("tr", w("trPr", w("tblHeader")), *headings)]
    lines += [w("tr", *_row_cells(item, composer)) for item in items]
    table = table_frame("Bilingual Table", _COLUMN_WIDTHS, lines, has_header=True)
    return [table, paragraph("Table End")]


def _row_cells(item: Item, composer: Composer) -> list[Element]:
    if isinstance(item, SourceTable) and item.column_count > _MOST_COLUMNS_IN_A_HALF:
        inside = TEXT_WIDTH - 2 * CELL_PADDING
        source, target = (composer.table(item, side, inside) for side in Side)
        stacked = [source, paragraph("Space"), target, paragraph("Table End")]
        return [_cell(stacked, TEXT_WIDTH, columns=2)]
    if isinstance(item, Row) and item.is_opaque:
        return [_cell(composer.block(item, Side.SOURCE), TEXT_WIDTH, columns=2)]
    return [
        _cell(_half(item, composer, side, width), width)
        for side, width in zip(Side, _COLUMN_WIDTHS, strict=True)
    ]


def _half(item: Item, composer: Composer, side: Side, width: int) -> list[Element]:
    if isinstance(item, SourceTable):
        inside = width - 2 * CELL_PADDING
        return [composer.table(item, side, inside), paragraph("Table End")]
    return composer.block(item, side)


def _cell(content: Iterable[Element], width: int, *, columns: int = 1) -> Element:
    span = [w("gridSpan", val=columns)] if columns > 1 else []
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), *span), *content)


def _stacked(
    items: Iterable[Item], composer: Composer, sides: tuple[Side, ...]
) -> Iterable[Element]:
    """One side under the other. The space between two tables keeps Word from joining them."""
    for item in items:
        if isinstance(item, SourceTable):
            for side in sides:
                yield composer.table(item, side, TEXT_WIDTH)
                yield paragraph("Space")
        elif item.is_opaque:
            yield from composer.block(item, Side.SOURCE)
        else:
            for number, side in enumerate(sides):
                yield from composer.block(item, side, is_repeated=number > 0)


def _header(document: BilingualDocument, options: WriteOptions) -> Element:
    title = labels.shown_title(document, options.source_text) or document.document.name
    if len(title) > _LONGEST_HEADER:
        title = title[:_LONGEST_HEADER] + "…"
    draft = [run("\tDraft machine translation")] if document.engine.is_draft else []
    return w("hdr", paragraph("header", _chinese(title), *draft))


def _chinese(text: str) -> Element:
    """A run whose ambiguous punctuation takes the East Asian font."""
    return run(text, w("rFonts", hint="eastAsia"))


def _section() -> Element:
    """A4, upright, with header and footer."""
    margins = dict.fromkeys(("top", "right", "bottom", "left"), PAGE_MARGIN)
    return w(
        "sectPr",
        relation("headerReference", "rId-header1", type="default"),
        relation("footerReference", "rId-footer1", type="default"),
        w("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT),
        w("pgMar", **margins, header=567, footer=567, gutter=0),
    )


def _properties(document: BilingualDocument, options: WriteOptions) -> Properties:
    is_draft = document.engine.is_draft
    draft = "draft machine translation" if is_draft else ""
    languages = [document.source_language, document.target_language]
    if options.layout is Layout.TARGET_ONLY:
        del languages[0]
    return Properties(
        title=labels.shown_title(document, options.source_text) or document.document.name,
        author=document.document.author,
        date=labels.document_moment(document).strftime("%Y-%m-%dT%H:%M:%SZ"),
        comments=f"Made by {labels.tool_name()}; translated by {document.engine.label}",
        keywords=", ".join(
            filter(None, ["Chinese", document.engine.target_name, "translation", draft])
        ),
        category=draft,
        language=", ".join(languages),
    )
