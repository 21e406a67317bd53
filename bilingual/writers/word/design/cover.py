"""The block that opens a Word document: title, facts, how to read the marks, warning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.formats.word.paragraphs import character_style, chinese_run, paragraph, run
from bilingual.formats.word.style_names import SUBTITLE, TITLE
from bilingual.model import BilingualDocument, BlockKind, Layout, Span
from bilingual.writers import labels
from bilingual.writers.content import SHOWN_SIDES, Item, Row, Side
from bilingual.writers.options import WriteOptions
from bilingual.writers.word.design.composer import Composer, Place
from bilingual.writers.word.design.source_tables import shown_sides


def translated_title(
    document: BilingualDocument, options: WriteOptions, items: Iterable[Item]
) -> str:
    """The translation of the title, where the text has it; otherwise empty."""
    title = labels.shown_title(document, options.source_text)
    rows = (item for item in items if isinstance(item, Row) and title)
    row = next((row for row in rows if _line(row.block.spans) == title), None)
    return _line(row.target) if row else ""


def cover(
    document: BilingualDocument,
    options: WriteOptions,
    title: Row | None,
    translation: str,
    composer: Composer,
    width: int,
) -> Iterator[Element]:
    """The elements of the cover, or the warning of a draft alone if no cover is wanted."""
    if options.has_cover:
        if title:
            yield from _title_in_text(title, SHOWN_SIDES[options.layout], composer, width)
        else:
            yield from _title_alone(document, options, translation)
        for name, value in labels.cover_facts(document, options):
            label = run(f"{name}\t", character_style("Fact Name"))
            yield paragraph("Cover Facts", label, chinese_run(value))
    notice = labels.draft_notice(document)
    if notice:
        texts = [run(notice), w("r", w("br")), chinese_run(labels.DRAFT_NOTICE_SOURCE)]
        yield paragraph("Banner", *texts)
    elif options.has_cover:
        yield paragraph("Space")


def _title_alone(
    document: BilingualDocument, options: WriteOptions, translation: str
) -> Iterator[Element]:
    shown = labels.shown_title(document, options.source_text)
    is_told = translation not in ("", shown)
    if shown and not (is_told and options.layout is Layout.TARGET_ONLY):
        yield paragraph(TITLE, chinese_run(shown))
        if is_told:
            yield paragraph(SUBTITLE, run(translation))
    elif shown:
        yield paragraph(TITLE, run(translation))


def _title_in_text(
    row: Row, sides: Sequence[Side], composer: Composer, width: int
) -> Iterator[Element]:
    # Word's navigation pane has the title too, if it is a heading of the source.
    outline = [w("outlineLvl", val=0)] if row.block.kind is BlockKind.HEADING else []
    for number, side in enumerate(shown_sides(row, sides)):
        place = Place.BELOW if number else Place.FIRST
        yield paragraph(
            SUBTITLE if number else TITLE,
            *composer.marked(row, side, composer.content(row, side, width, place)),
            properties=[] if number else outline,
        )
    yield from composer.findings_of(row, Side.TARGET)


def _line(spans: Iterable[Span]) -> str:
    return " ".join("".join(span.text for span in spans if not span.is_opaque).split())
