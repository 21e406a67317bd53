"""The block that opens a Word document: title, facts, how to read the marks, warning."""

from __future__ import annotations

from collections.abc import Iterator

from bilingual.model import BilingualDocument, BlockKind
from bilingual.writers import labels
from bilingual.writers.content import SHOWN_SIDES, Row, Side
from bilingual.writers.docx.content import Composer, Place
from bilingual.writers.docx.tables import told_sides
from bilingual.writers.docx.xml import Element, chinese_run, paragraph, run, style_id, w
from bilingual.writers.options import WriteOptions


def cover(
    document: BilingualDocument,
    options: WriteOptions,
    title: Row | None,
    composer: Composer,
    width: int,
) -> Iterator[Element]:
    """The cover. The warning of a draft is there even without one."""
    if options.has_cover:
        yield from _title(document, options, title, composer, width)
        for name, value in labels.cover_facts(document, options):
            label = run(f"{name}\t", w("rStyle", val=style_id("Fact Name")))
            yield paragraph("Cover Facts", label, chinese_run(value))
    notice = labels.draft_notice(document)
    if notice:
        texts = [run(notice), w("r", w("br")), chinese_run(labels.DRAFT_NOTICE_SOURCE)]
        yield paragraph("Banner", *texts)
    elif options.has_cover:
        yield paragraph("Space")


def _title(
    document: BilingualDocument,
    options: WriteOptions,
    row: Row | None,
    composer: Composer,
    width: int,
) -> Iterator[Element]:
    if row is None:
        shown = labels.shown_title(document, options.source_text)
        if shown:
            yield paragraph("Title", chinese_run(shown))
        return
    # Word's navigation pane has the title too, if it is a heading of the source.
    outline = [w("outlineLvl", val=0)] if row.block.kind is BlockKind.HEADING else []
    sides = told_sides(row, SHOWN_SIDES[options.layout])
    for number, side in enumerate(sides):
        place = Place.BELOW if number else Place.FIRST
        yield paragraph(
            "Subtitle" if number else "Title",
            *composer.content(row, side, width, place),
            properties=[] if number else outline,
        )
    yield from composer.findings_of(row, Side.TARGET)
