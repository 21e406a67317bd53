"""What is read, written and read again is the same; and a formatter changes nothing of it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import mdformat
import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from bilingual.errors import ReadError
from bilingual.formats.markdown_ledger import split_ledger
from bilingual.model import (
    BilingualDocument,
    Block,
    BlockKind,
    Document,
    EngineInfo,
    Layout,
    Pair,
    Span,
    SpanKind,
)
from bilingual.readers.markdown import read_markdown
from bilingual.spans import merge_spans
from bilingual.translate.by_rule import translate_by_rule
from bilingual.writers import WriteOptions, render
from bilingual.writers.markdown.opaque import passes_through
from tests.conftest import SHARED
from tests.markdown_sources import markdown_sources

SAMPLES = sorted((SHARED / "samples").glob("*.md"))
EXTENSIONS = ("footnote", "front_matters", "gfm")
DEFINITION = ":"


def read(source: str) -> Document:
    return read_markdown(Path("seed.md"), source.encode())


def write(document: Document, layout: Layout) -> str:
    """The document with every translation equal to its source."""
    made = BilingualDocument(
        document=document,
        pairs=paired(document.blocks, document.blocks),
        source_language="zh-Hans",
        target_language="en",
        engine=EngineInfo(name="identity"),
    )
    return render(made, "md", WriteOptions(layout=layout, has_cover=False)).decode()


CASES = Path(__file__).parent / "cases"
BOXES = """!!! note "提示（一）"
    第一段。

    - 甲

    ```py
    码
    ```

=== "标签"
    > 甲

    > 乙
"""


@pytest.mark.parametrize(
    "source", [(CASES / "md_container.md").read_text("utf-8"), BOXES], ids=["containers", "boxes"]
)
def test_containers_alerts_and_quotations_stay_what_they_are(source: str) -> None:
    seed = read(source)
    written = write(seed, Layout.TARGET_ONLY)
    assert comparable(read(written).blocks) == comparable(seed.blocks)
    markup = re.compile(r"^ *(?:::|!!!|===).*$", re.MULTILINE)
    assert markup.findall(write(seed, Layout.INTERLEAVED)) == markup.findall(source)


def paired(sources: Iterable[Block], targets: Iterable[Block]) -> tuple[Pair, ...]:
    blocks = zip(sources, targets, strict=True)
    pairs = [Pair(source=one, original=one, target=other.spans) for one, other in blocks]
    return translate_by_rule(pairs, "en")


def comparable(blocks: Iterable[Block]) -> list[Block]:
    """Blocks without what a new file changes: lines, names, the numbers of tables. Notes are
    together at the end, named by their number."""
    blocks = list(blocks)
    notes = list(dict.fromkeys(block.note for block in blocks if block.note))
    blocks.sort(key=lambda block: notes.index(block.note) if block.note else -1)
    numbers = {name: str(number) for number, name in enumerate(notes)}
    tables: dict[int, int] = {}

    def renamed(span: Span) -> Span:
        if span.kind is SpanKind.NOTE:
            return replace(span, href=numbers[span.href])
        # An address that is text in an HTML block is a link by itself in Markdown.
        return replace(span, href="") if span.href == span.text else span

    return [
        replace(
            block,
            locator="",
            id="",
            note=numbers.get(block.note, ""),
            spans=merge_spans(map(renamed, block.spans)),
            cell=block.cell
            and replace(block.cell, table=tables.setdefault(block.cell.table, len(tables))),
        )
        for block in blocks
    ]


def doubled(blocks: Iterable[Block]) -> list[Block]:
    """What an interleaved document of equal texts shows: whatever is translated comes twice."""
    shown: list[Block] = []
    for (table, _), group in groupby(blocks, key=lambda b: (b.cell and b.cell.table, b.note)):
        members = list(group)
        if table is not None:
            again = [
                replace(b, cell=b.cell and replace(b.cell, table=-1 - table), quote_start=0)
                for b in members
            ]
            shown += members + again
            continue
        for block in members:
            shown.append(block)
            if block.is_translatable and not passes_through(block):
                marker = "" if block.kind is BlockKind.LIST_ITEM else block.marker
                shown.append(replace(block, marker=marker, quote_start=0))
    return shown


@given(markdown_sources())
def test_target_only_documents_read_back_as_their_source(source: str) -> None:
    try:
        blocks = read(source).blocks
    except ReadError:
        return
    again = read(write(read(source), Layout.TARGET_ONLY))
    assert comparable(again.blocks) == comparable(blocks)


@given(markdown_sources())
def test_interleaved_documents_read_back_as_their_source_doubled(source: str) -> None:
    try:
        blocks = read(source).blocks
    except ReadError:
        return
    if any(block.marker == DEFINITION for block in blocks):
        return  # a term holds both texts on its line
    again = read(write(read(source), Layout.INTERLEAVED))
    assert comparable(again.blocks) == comparable(doubled(blocks))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_samples_read_back(sample: Path) -> None:
    document = read(sample.read_text("utf-8"))
    again = read(write(document, Layout.TARGET_ONLY))
    assert comparable(again.blocks) == comparable(document.blocks)
    again = read(write(document, Layout.INTERLEAVED))
    without_anchors = [replace(block, spans=()) for block in comparable(again.blocks)]
    assert without_anchors == [replace(b, spans=()) for b in comparable(doubled(document.blocks))]


GOLDENS = Path(__file__).parent / "goldens" / "markdown"


def handbook() -> BilingualDocument:
    """``seed.zh.md`` with the English of ``seed.en.md``, block for block."""
    source, target = (
        read((GOLDENS / f"seed.{name}.md").read_text("utf-8")) for name in ("zh", "en")
    )
    return BilingualDocument(
        document=source,
        pairs=paired(source.blocks, target.blocks),
        source_language="zh-Hans",
        target_language="en",
        engine=EngineInfo(name="argos", package="translate-zh_en-1_9", version="1.9"),
        title=source.title,
    )


@pytest.mark.parametrize("layout", Layout)
def test_golden_documents(layout: Layout, request: pytest.FixtureRequest) -> None:
    """To be read by a person; ``pytest --update-goldens`` writes them anew."""
    text, ledger = split_ledger(render(handbook(), "md", WriteOptions(layout=layout)).decode())
    assert ledger is not None
    path = GOLDENS / f"{layout}.md"
    if request.config.getoption("--update-goldens"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def html(text: str) -> str:
    """What a viewer of GitHub's Markdown makes of a text, lines apart."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    made = parser.use(front_matter_plugin).use(footnote_plugin).render(text)
    assert isinstance(made, str)
    return re.sub(r"\s+", " ", made)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("sample", [GOLDENS / "seed.zh.md", *SAMPLES], ids=lambda path: path.name)
def test_a_formatter_changes_nothing_that_shows(sample: Path, layout: Layout) -> None:
    text = write(read(sample.read_text("utf-8")), layout)
    formatted = mdformat.text(text, extensions=EXTENSIONS)
    assert html(formatted) == html(text)
    assert mdformat.text(formatted, extensions=EXTENSIONS) == formatted


HOSTILE = {
    "brackets": "[" * 20_000,
    "images": "![" * 5_000,
    "stars": "*" * 50_000,
    "emphasis": "*a **b " * 5_000,
    "angles": "<" * 50_000,
    "tags": "<b>" * 5_000 + "</b>" * 5_000,
    "table": "|甲|\n|-|\n" + "|x|\n" * 4_000,
    "wide table": "|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n|a|\n",
    "list": "- 中\n" * 10_000,
    "definitions": "术\n: 义\n\n" * 3_000,
    "notes": "".join(f"甲[^{n}]\n\n[^{n}]: 注\n\n" for n in range(3_000)),
    "unclosed fence": "```\n" + "中\n" * 20_000,
    "unclosed comment": "<!--\n" + "中\n" * 20_000,
    "headings": "# 中\n" * 5_000,
}


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_are_written_in_bounded_time(name: str, layout: Layout) -> None:
    start = time.process_time()
    document = read(HOSTILE[name] + "\n\n末尾\n")
    text = write(document, layout)
    assert "末尾" in text
    assert time.process_time() - start < 20


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize(
    "opened", ["<!-- 开", "<script>\nx", "<pre>\n", "<?php", "<![CDATA[", "<!DOCTYPE", "<style>"]
)
def test_unclosed_html_does_not_swallow_what_follows(opened: str, layout: Layout) -> None:
    document = read(f"> {opened}\n\n正文[^1]\n\n[^1]: 注\n")
    shown = html(write(document, layout).replace("> ", "").replace(">\n", ""))
    assert "正文" in re.sub(r"<!--.*?-->|<(script|style|pre)\b.*?</\1>", "", shown)
