"""One document with a block of every kind and a span of every kind, in both languages: what the
goldens of the writers show."""

from __future__ import annotations

from dataclasses import replace

from bilingual.model import (
    BilingualDocument,
    Block,
    BlockKind,
    Layout,
    Mark,
    Media,
    Page,
    Pair,
    Part,
    SourceText,
    Span,
    SpanKind,
    with_ids,
)
from bilingual.writers import Orientation, PageSize, RowNumbers, ShownFindings, WriteOptions
from tests.builders import DRAFT, cell, document, heading, item, pair, sentences
from tests.word_files import png

_UPRIGHT = Page(width=11906, height=16838, margins=(1134, 1134, 1134, 1134))
_LYING = replace(_UPRIGHT, width=16838, height=11906)
_PICTURE = Media(name="word/media/image1.png", content=png())


def rich_document() -> BilingualDocument:
    """The report of a made-up project; what checks found is in it, and it is a draft."""
    pairs = (*_opening(), *_text(), *_lists(), *_tables(), *_illustrations(), *_apart())
    names = with_ids(pair.source for pair in pairs)
    named = (replace(pair, source=block) for pair, block in zip(pairs, names, strict=True))
    return document(
        *named,
        title="集群建设报告",
        engine=DRAFT,
        media=[_PICTURE],
        sections=[_UPRIGHT, _LYING],
    )


GOLDENS = {
    "side-by-side": WriteOptions(has_contents=True),
    "side-by-side-otherwise": WriteOptions(
        source_text=SourceText.ORIGINAL,
        page=PageSize.LETTER,
        orientation=Orientation.LANDSCAPE,
        columns=(40, 60),
        row_numbers=RowNumbers.ID,
        findings=ShownFindings.NOTES,
    ),
    "interleaved": WriteOptions(layout=Layout.INTERLEAVED, has_contents=True),
    "interleaved-otherwise": WriteOptions(
        layout=Layout.INTERLEAVED, findings=ShownFindings.NOTES, has_cover=False
    ),
    "target-only": WriteOptions(layout=Layout.TARGET_ONLY),
    "target-only-otherwise": WriteOptions(
        layout=Layout.TARGET_ONLY,
        findings=ShownFindings.NONE,
        has_cover=False,
        has_contents=True,
    ),
}
"""What the goldens of each format are written with: every layout, and every option once."""


def code(text: str) -> Span:
    return Span(text=text, kind=SpanKind.CODE)


def image(extent: tuple[int, int] | None, href: str = _PICTURE.name) -> Span:
    return Span(text="架构图", kind=SpanKind.IMAGE, href=href, title="总体架构", extent=extent)


def note(number: int) -> Span:
    return Span(text=f"[{number}]", kind=SpanKind.NOTE, href=f"footnote-{number}")


def _opening() -> list[Pair]:
    return [
        heading("集群建设报告", "Report on the Cluster"),
        pair("一、总则\t3", "General\t3", block=Block(is_contents=True)),
        pair("二、数据\t7", "Data\t7", block=Block(is_contents=True)),
        heading("总则", "General provisions", 1, "第一章"),
        heading("背景", "Background", 2, "1.1"),
    ]


def _text() -> list[Pair]:
    bold, italic = frozenset({Mark.BOLD}), frozenset({Mark.ITALIC})
    both = bold | italic
    return [
        sentences(
            ("会议在昆明举行。", "The meeting was held in Kunming.", ""),
            ("总投资35亿元。", "The total investment is 35 million.", "number 35亿 is missing"),
        ),
        pair(
            [Span(text="这是"), Span(text="重点", marks=bold), Span(text="，"),
             Span(text="两者皆是", marks=both), note(1), Span(text="。运行"), code("kubectl get"),
             Span(text="。")],
            [Span(text="This is "), Span(text="important", marks=bold), Span(text=", "),
             Span(text="both", marks=both), note(1), Span(text=". Run "), code("kubectl get"),
             Span(text=".")],
        ),
        pair(
            [Span(text=f"{mark.value}；", marks=frozenset({mark})) for mark in Mark],
            [Span(text=f"{mark.value}; ", marks=frozenset({mark})) for mark in Mark],
        ),
        pair(
            [Span(text="见"), Span(text="官网", href="https://example.org/a?b=1", title="官方"),
             Span(text="、"), Span(text="邮箱", href="mailto:a@example.org"), Span(text="、"),
             Span(text="背景", href="#背景"), Span(text="、"), Span(text="无", href="#无"),
             Span(text="、"), Span(text="旁边", href="b.md"),
             Span(text="、"), Span(text="脚本", href="javascript:alert(1)")],
            [Span(text="See the "), Span(text="site", href="https://example.org/a?b=1"),
             Span(text=", the "), Span(text="mailbox", href="mailto:a@example.org"),
             Span(text=", the "), Span(text="background", href="#背景"), Span(text=", the "),
             Span(text="neighbour", href="b.md"), Span(text=", the "),
             Span(text="script", href="javascript:alert(1)")],
        ),
        pair([Span(text="“引号”，第一行\n第二行\t制表")], "“Quotes”, line one\nline two\ttabbed"),
        pair([Span(text="公式"), Span(text="$a_1 + b$", kind=SpanKind.RAW), Span(text="成立。")],
             [Span(text="The formula "), Span(text="$a_1 + b$", kind=SpanKind.RAW),
              Span(text=" holds.")]),
        pair("中国", "China", original="中國(guó)"),
        pair("10/28/2024"),
        pair("没有译文。", "", findings=["no translation"]),
        pair("之前空两行。", "After two blank lines.", block=Block(blank_before=2)),
        pair("很长的一段。" * 60, "A long paragraph. " * 40),
    ]  # fmt: skip


def _lists() -> list[Pair]:
    return [
        heading("深处的标题", "A deep heading", 8),
        heading("步骤", "Steps", 2, "1.2"),
        item("准备", "Prepare", 1, "1."),
        item("备份", "Back up", 2),
        item("续段", "A further paragraph", 2, ""),
        pair("ls -l\n\techo\n", block=Block(kind=BlockKind.CODE, info="sh", list_depth=2, level=0)),
        item("部署", "Deploy", 1, "2."),
        item("条款", "Clause", 1, "（一）"),
        item("章节", "Article", 1, "第三条"),
        item("已完成", "Done", 1, "[x]"),
        item("未完成", "To do", 1, "[ ]"),
        pair("引文", "A quotation", block=Block(quote_depth=1)),
        item("引文里的项", "An item in a quotation", 1, "1.", quote_depth=2),
        item("深处", "Deep", 7),
        pair("", block=Block(kind=BlockKind.RULE)),
        pair('<div class="x">原样</div>', block=Block(kind=BlockKind.HTML)),
        pair("a = 1\n  b\n", block=Block(kind=BlockKind.CODE, info="python")),
    ]


def _tables() -> list[Pair]:
    """A small one, one with merged cells, and under its caption one with more columns than half a
    page has room for."""
    listed = replace(cell(1, 1, table=1), kind=BlockKind.LIST_ITEM, level=1, marker="•")
    titled = replace(cell(0, 5, table=2), kind=BlockKind.HEADING, level=1)
    return [
        heading("数据", "Data", 1, "第二章"),
        pair("名称", "Name", block=cell(0, 0, is_header=True)),
        pair("数量", "Number", block=cell(0, 1, is_header=True)),
        pair("机架", "Racks", block=cell(1, 0)),
        pair("1.8万", "18,000", block=cell(1, 1, align="right")),
        pair("两表之间", "Between tables"),
        pair("类型", "Type", block=cell(0, 0, table=1, row_span=2, is_header=True)),
        pair("参数", "Parameters", block=cell(0, 1, table=1, column_span=2, is_header=True)),
        pair("项", "an item", block=listed),
        pair("续段", "more of it", block=replace(listed, marker="")),
        pair("12.5%", "12.5%", block=cell(1, 2, table=1, align="right")),
        pair("表1：各列", "Table 1: columns", block=Block(is_caption=True)),
        *(pair(f"列{n}", f"column {n}", block=cell(0, n, table=2)) for n in range(5)),
        pair("格中标题", "A heading in a cell", block=titled),
        pair("5.2", "5.2", block=cell(1, 0, table=2, align="center")),
        pair("有疑", "doubtful", findings=["odd", "odd"], block=cell(1, 1, table=2)),
        pair("表后", "After the tables"),
    ]


def _illustrations() -> list[Pair]:
    broken = Span(text="坏图", kind=SpanKind.IMAGE, href="missing.png")
    return [
        heading("图示", "Illustrations", 3, "2.1.1"),
        pair([image((4_000_000, 2_000_000))]),
        pair("图1：总体架构", "Figure 1: architecture", block=Block(is_caption=True)),
        pair([Span(text="按"), image((200_000, 200_000)), Span(text="键")],
             [Span(text="Press "), image((200_000, 200_000))]),
        pair([Span(text="见"), image((9_000_000, 900_000))], [Span(text="See "), broken]),
        pair([broken]),
        pair("横向的一页。", "A page on its side.", block=Block(section=1)),
    ]  # fmt: skip


def _apart() -> list[Pair]:
    """What does not stand in the text."""
    return [
        pair([Span(text="无此注"), note(7)], [Span(text="No such note"), note(7)],
             block=Block(section=1)),
        pair("脚注。", "The footnote.", findings=["odd"], block=Block(note="footnote-1")),
        pair("脚注的第二段。", "Its second paragraph.", block=Block(note="footnote-1")),
        pair("无人提及的注。", "A note that nothing refers to.", block=Block(note="endnote-2")),
        pair("内部资料", "Internal", block=Block(part=Part.HEADER)),
        pair("第1页", "Page 1", block=Block(part=Part.FOOTER)),
        pair("请核实", "Please check", block=Block(part=Part.COMMENT)),
    ]  # fmt: skip
