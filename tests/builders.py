"""Bilingual documents for tests of the writers, built from texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bilingual.formats.contents import entry_pieces
from bilingual.model import (
    BilingualDocument,
    Block,
    BlockKind,
    Cell,
    Document,
    EngineInfo,
    Finding,
    Media,
    Origin,
    Page,
    Pair,
    Span,
    Translation,
    with_ids,
)
from bilingual.translate.by_rule import translate_by_rule

DRAFT = EngineInfo(name="argos", package="translate-zh_en-0_1", version="0.1", quality="draft")
_PLAIN = Block()


def spans(text: str | Sequence[Span]) -> tuple[Span, ...]:
    if isinstance(text, str):
        return (Span(text=text),) if text else ()
    return tuple(text)


def pair(
    source: str | Sequence[Span],
    target: str | Sequence[Span] | None = None,
    *,
    findings: Iterable[str] = (),
    original: str = "",
    block: Block = _PLAIN,
) -> Pair:
    """A pair of texts; ``block`` gives all the rest of the source's nature."""
    made = replace(block, spans=spans(source))
    translated = made.spans if target is None else spans(target)
    translation = Translation(
        source=made.text,
        text="".join(span.text for span in translated),
        origin=Origin.ENGINE,
        findings=tuple(Finding(code="unknown", message=text) for text in findings),
    )
    segments = _pieces(translation) if block.is_contents else (translation,)
    read = Block(kind=made.kind, spans=spans(original)) if original else made
    return Pair(
        source=made,
        original=read,
        target=translated,
        segments=segments,
    )


def _pieces(entry: Translation) -> tuple[Translation, ...]:
    """An entry of contents in the segments that it has: its longest piece is what is translated."""
    pieces = entry_pieces(entry.source)
    texts = entry.text.split("\t")
    if len(texts) == len(pieces):
        both = zip(pieces, texts, strict=True)
        return tuple(replace(entry, source=source, text=text) for source, text in both)
    return tuple(
        replace(entry, source=one)
        if one == max(pieces, key=len)
        else Translation(source=one, text=one.strip(), origin=Origin.SOURCE)
        for one in pieces
    )


def sentences(*parts: tuple[str, str, str]) -> Pair:
    """A pair of several sentences, each with its translation and what was found about it."""
    made = pair("".join(one for one, _, _ in parts), " ".join(two for _, two, _ in parts))
    segments = tuple(
        Translation(
            source=source,
            text=target,
            origin=Origin.ENGINE,
            findings=(Finding(code="number", message=found),) if found else (),
        )
        for source, target, found in parts
    )
    return replace(made, segments=segments)


def heading(source: str, target: str, level: int = 1, marker: str = "") -> Pair:
    block = Block(kind=BlockKind.HEADING, level=level, marker=marker)
    return pair(source, target, block=block)


def item(source: str, target: str, level: int, marker: str = "•", *, quote_depth: int = 0) -> Pair:
    block = Block(kind=BlockKind.LIST_ITEM, level=level, marker=marker, quote_depth=quote_depth)
    return pair(source, target, block=block)


def cell(row: int, column: int, *, table: int = 0, section: int = 0, **others: object) -> Block:
    place = Cell(table=table, row=row, column=column, **others)  # type: ignore[arg-type]
    return Block(cell=place, section=section)


def document(
    *pairs: Pair,
    title: str = "",
    engine: EngineInfo | None = None,
    date: dt.date | None = dt.date(2024, 10, 28),
    front_matter: str = "",
    media: Iterable[Media] = (),
    sections: Iterable[Page] = (),
) -> BilingualDocument:
    source = Document(
        name="新闻.txt",
        format="txt",
        blocks=tuple(pair.original for pair in pairs),
        title=title,
        author="张三",
        date=date,
        front_matter=front_matter,
        media=tuple(media),
        sections=tuple(sections),
    )
    return BilingualDocument(
        document=source,
        pairs=translate_by_rule(pairs, "en"),
        source_language="zh-Hans",
        target_language="en",
        engine=engine or EngineInfo(name="argos", package="translate-zh_en-1_9", version="1.9"),
        title=title,
    )


def named(built: BilingualDocument) -> BilingualDocument:
    """The document with the names that a reader gives to blocks."""
    blocks = with_ids(one.source for one in built.pairs)
    pairs = (
        replace(one, source=block, original=replace(one.original, id=block.id))
        for one, block in zip(built.pairs, blocks, strict=True)
    )
    return replace(built, pairs=tuple(pairs))
