"""A comparison as a document: a table of the engines, then the source with what each said beside
it, a row a paragraph. The writers lay it out as they do any other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bilingual.model import (
    BilingualDocument,
    Block,
    BlockKind,
    Cell,
    Document,
    EngineInfo,
    Layout,
    Mark,
    Pair,
    Severity,
    Span,
    SpanKind,
    with_ids,
)
from bilingual.run.comparison import Column, Comparison
from bilingual.writers import Orientation, ShownFindings, WriteOptions
from bilingual.writers.labels import shortened_details

OPTIONS = WriteOptions(
    layout=Layout.TARGET_ONLY,
    orientation=Orientation.LANDSCAPE,
    findings=ShownFindings.NOTES,
    has_cover=False,
)
"""How it is to be written: what stands on the side of the target is all there is to show."""

_BOLD = frozenset({Mark.BOLD})


def comparison_document(comparison: Comparison) -> BilingualDocument:
    """The document, for `bilingual.writers.render` with `OPTIONS`."""
    seed = comparison.seed.document
    title = f"Comparison: {seed.name}"
    pairs = [
        _shown(Block(kind=BlockKind.HEADING, level=1, spans=(Span(text=title),))),
        *_table(0, _engine_rows(comparison.columns)),
        *_texts(comparison),
    ]
    named = with_ids(pair.source for pair in pairs)
    return BilingualDocument(
        document=Document(
            name=seed.name, format=seed.format, blocks=named, title=title, media=seed.media
        ),
        pairs=tuple(
            replace(pair, source=block, original=block)
            for pair, block in zip(pairs, named, strict=True)
        ),
        source_language=comparison.seed.language,
        target_language=comparison.columns[0].document.target_language,
        engine=EngineInfo(name=", ".join(one.engine.name for one in comparison.columns)),
        title=title,
    )


def _engine_rows(columns: Sequence[Column]) -> Iterator[tuple[str, ...]]:
    """A fact a line, an engine a column, as they are in the table of the texts."""
    yield ("Engine", *(column.engine.label for column in columns))
    yield ("Model", *(shortened_details(column.engine) for column in columns))
    yield ("Seconds for 1,000 characters", *(f"{column.pace:.2f}" for column in columns))
    for severity in Severity:
        name = f"{severity}s".capitalize()
        yield (name, *(str(column.findings[severity]) for column in columns))
    for name in ("BLEU", "chrF") if any(column.scores for column in columns) else ():
        scores = (column.scores and getattr(column.scores, name.lower()) for column in columns)
        yield (name, *("" if score is None else f"{score:.1f}" for score in scores))


def _texts(comparison: Comparison) -> Iterator[Pair]:
    """The table of the texts: source, each engine's, and the reference's."""
    columns = comparison.columns
    heads = ("中文", *(column.engine.label for column in columns))
    yield from _table(1, [(*heads, "Reference") if comparison.reference else heads])
    reference = iter(comparison.reference)
    row = 1
    for line in zip(*(column.document.pairs for column in columns), strict=True):
        source = line[0].source
        if not source.text.strip():
            continue
        yield _placed(_shown(source), row, 0)
        for number, pair in enumerate(line, 1):
            yield _placed(pair, row, number)
        if source.is_translatable and comparison.reference:
            text = Block(spans=(Span(text=next(reference)),))
            yield _placed(_shown(text), row, len(columns) + 1)
        row += 1


def _table(
    number: int, rows: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]
) -> Iterator[Pair]:
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            cell = Cell(table=number, row=row, column=column, is_header=row == 0)
            yield _shown(Block(spans=(Span(text=text),), cell=cell))


def _shown(block: Block) -> Pair:
    """A block that is shown as it is."""
    return Pair(source=block, original=block, target=block.spans, target_marker=block.marker)


def _placed(pair: Pair, row: int, column: int) -> Pair:
    """The pair in its place of the table of texts: what it refers to, or that it is a heading, has
    no meaning there."""
    source = pair.source
    is_heading = source.kind is BlockKind.HEADING
    block = Block(
        kind=BlockKind.PARAGRAPH if is_heading else source.kind,
        spans=source.spans,
        level=0 if is_heading else source.level,
        marker=source.marker,
        info=source.info,
        cell=Cell(table=1, row=row, column=column),
    )
    spans = tuple(_alone(span, is_bold=is_heading) for span in pair.target)
    return replace(pair, source=block, original=block, target=spans)


def _alone(span: Span, *, is_bold: bool) -> Span:
    if span.kind in (SpanKind.IMAGE, SpanKind.NOTE):
        span = Span(text=span.text, marks=span.marks)
    return replace(span, marks=span.marks | _BOLD) if is_bold else span
