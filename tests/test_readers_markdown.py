"""Markdown: blocks, inline marks, and that nothing of the source is lost."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from bilingual.errors import ReadError
from bilingual.model import Block, BlockKind, Cell, Document, Mark, Span, SpanKind
from bilingual.readers import read_document
from tests.conftest import no_hang

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
BOLD, ITALIC, STRIKE = (frozenset({mark}) for mark in (Mark.BOLD, Mark.ITALIC, Mark.STRIKE))


def read(folder: Path, content: str | bytes) -> Document:
    path = folder / "seed.md"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_document(path)


CASES = Path(__file__).parent / "cases"


def blocks(folder: Path, content: str) -> tuple[Block, ...]:
    return read(folder, content).blocks


def shape(block: Block) -> tuple[str, int, str, str]:
    return block.kind.value, block.level, block.marker, block.text


def raw(text: str) -> Span:
    return Span(text=text, kind=SpanKind.RAW)


def test_headings_paragraphs_rules_and_code(tmp_path: Path) -> None:
    read_blocks = blocks(
        tmp_path, "# 一\n\n二\n==\n段落\n\n***\n\n```py\nx = 1\n\n```\n\n    缩进\n"
    )
    assert [shape(block) for block in read_blocks] == [
        ("heading", 1, "", "一"),
        ("heading", 1, "", "二"),
        ("paragraph", 0, "", "段落"),
        ("rule", 0, "", ""),
        ("code", 0, "", "x = 1\n"),
        ("code", 0, "", "缩进"),
    ]
    assert read_blocks[4].info == "py"
    assert [block.locator for block in read_blocks[:3]] == ["line 1", "line 3", "line 5"]


def test_inline_marks(tmp_path: Path) -> None:
    (block,) = blocks(
        tmp_path, "前**粗*斜*** ~~删~~ `码` [链](http://a.b/中 't') ![图](a.png 'T')<b>尾"
    )
    assert block.spans == (
        Span(text="前"),
        Span(text="粗", marks=BOLD),
        Span(text="斜", marks=BOLD | ITALIC),
        Span(text=" "),
        Span(text="删", marks=STRIKE),
        Span(text=" "),
        Span(text="码", kind=SpanKind.CODE),
        Span(text=" "),
        Span(text="链", href="http://a.b/中", title="t"),
        Span(text=" "),
        Span(text="图", kind=SpanKind.IMAGE, href="a.png", title="T"),
        raw("<b>"),
        Span(text="尾"),
    )


@pytest.mark.parametrize("source", ["说**“好。”**然后", "注意：**（重要）**的", "**前者：**后者"])
def test_bold_needs_no_space_beside_chinese_punctuation(tmp_path: Path, source: str) -> None:
    (block,) = blocks(tmp_path, source)
    assert "*" not in block.text
    assert [span.text for span in block.spans if span.marks == BOLD] == [source.split("**")[1]]


def test_single_stars_may_mark_a_note(tmp_path: Path) -> None:
    (block,) = blocks(tmp_path, "价格*，数量*")
    assert block.spans == (Span(text="价格*，数量*"),)
    (block,) = blocks(tmp_path, "价格*（含税），数量*")
    assert block.spans == (Span(text="价格*（含税），数量*"),)


def test_emphasis_needs_no_space_beside_chinese_punctuation(tmp_path: Path) -> None:
    source = (CASES / "md_em_single.md").read_text("utf-8")
    assert [
        [(span.text, span.marks) for span in block.spans] for block in blocks(tmp_path, source)
    ] == [
        [("斜体，", ITALIC), ("后面接着字。", frozenset())],
        [("删除，", STRIKE), ("后面接着字。", frozenset())],
        [("他说", frozenset()), ("“好”", ITALIC), ("吗？", frozenset())],
    ]


HIGHLIGHT = frozenset({Mark.HIGHLIGHT})


@pytest.mark.parametrize(
    ("source", "highlighted"),
    [
        ("他说==“重点。”==吗", ["“重点。”"]),
        ("==甲**乙**==，==丙==", ["甲", "乙", "丙"]),
        ("变量x==1时，y==2", []),
        ("a == b 与 c == d", []),
        ("甲==乙", []),
    ],
)
def test_highlighting_is_no_comparison(tmp_path: Path, source: str, highlighted: list[str]) -> None:
    (block,) = blocks(tmp_path, source)
    assert [span.text for span in block.spans if span.marks >= HIGHLIGHT] == highlighted
    assert ("==" in block.text) is not bool(highlighted)


def test_addresses_become_links(tmp_path: Path) -> None:
    (block,) = blocks(tmp_path, "见 <https://a.b/c> 和https://d.e/f_g。再见[引]\n\n[引]: /x")
    links = [(span.text, span.href) for span in block.spans if span.href]
    assert links == [("https://a.b/c",) * 2, ("https://d.e/f_g",) * 2, ("引", "/x")]


def test_line_breaks(tmp_path: Path) -> None:
    (block,) = blocks(tmp_path, "中文\n中文，\nLatin\nwords **粗**\n**粗**硬  \n行\\\n末")
    assert block.text == "中文中文，Latin words 粗粗硬\n行\n末"


def test_lists(tmp_path: Path) -> None:
    items = "- 甲\n\n  续\n  1. 一\n  2. 二\n     - [x] 做\n     - [ ] 未做\n"
    source = items + "- ```\n  码\n  ```\n\n7) 七\n"
    assert [shape(block) for block in blocks(tmp_path, source)] == [
        ("list-item", 1, "•", "甲"),
        ("list-item", 1, "", "续"),
        ("list-item", 2, "1.", "一"),
        ("list-item", 2, "2.", "二"),
        ("list-item", 3, "[x]", "做"),
        ("list-item", 3, "[ ]", "未做"),
        ("list-item", 1, "•", ""),
        ("code", 0, "", "码"),
        ("list-item", 1, "7)", "七"),
    ]


def test_numbers_are_those_that_readers_see(tmp_path: Path) -> None:
    source = "3. 甲\n3. 乙\n   1. 子\n3. [x] 丙\n"
    assert [block.marker for block in blocks(tmp_path, source)] == ["3.", "4.", "1.", "5. [x]"]


def test_what_stands_in_a_list_item_says_so(tmp_path: Path) -> None:
    source = "- 甲\n\n  ```\n  码\n  ```\n  - > 引\n\n  |表|\n  |-|\n\n# 题\n"
    read_blocks = blocks(tmp_path, source)
    assert [(block.kind, block.level, block.list_depth) for block in read_blocks] == [
        (BlockKind.LIST_ITEM, 1, 0),
        (BlockKind.CODE, 0, 1),
        (BlockKind.LIST_ITEM, 2, 0),
        (BlockKind.LIST_ITEM, 2, 0),
        (BlockKind.PARAGRAPH, 0, 1),
        (BlockKind.HEADING, 1, 0),
    ]


def test_quotes(tmp_path: Path) -> None:
    read_blocks = blocks(tmp_path, "> 一\n> > # 二\n> - 三\n\n四")
    assert [(block.quote_depth, block.kind) for block in read_blocks] == [
        (1, BlockKind.PARAGRAPH),
        (2, BlockKind.HEADING),
        (1, BlockKind.LIST_ITEM),
        (0, BlockKind.PARAGRAPH),
    ]


def test_tables(tmp_path: Path) -> None:
    read_blocks = blocks(tmp_path, "|甲|乙|\n|-|-|\n|`a\\|b`||\n\n|丙|\n|-|\n|一|二 `x|y`|\n")
    assert [(block.cell, block.text) for block in read_blocks] == [
        (Cell(table=0, row=0, column=0, is_header=True), "甲"),
        (Cell(table=0, row=0, column=1, is_header=True), "乙"),
        (Cell(table=0, row=1, column=0), "a|b"),
        (Cell(table=0, row=1, column=1), ""),
        (Cell(table=1, row=0, column=0, is_header=True), "丙"),
        (Cell(table=1, row=1, column=0), "一 | 二 x | y"),  # cells beyond the header's are kept
    ]
    assert read_blocks[3].spans == ()


def test_columns_know_their_alignment(tmp_path: Path) -> None:
    read_blocks = blocks(tmp_path, "|甲|乙|丙|丁|\n|:-|:-:|-:|-|\n")
    aligns = [block.cell.align for block in read_blocks if block.cell]
    assert aligns == ["left", "center", "right", ""]


def test_template_tags_stay_as_they_are(tmp_path: Path) -> None:
    sentence = '用 {{< tip a="**b**" >}} 和 {{% x %}}、{{ y }}、{% z %}。'
    source = f"{{{{< note >}}}}\n{sentence}\n{{{{< /note >}}}}\n\n## 题 {{#id}}"
    note, text, end, heading = blocks(tmp_path, source)
    assert (note.kind, note.text) == (BlockKind.HTML, "{{< note >}}")
    assert (end.kind, end.text) == (BlockKind.HTML, "{{< /note >}}")
    opaque = [span.text for span in text.spans if span.kind is SpanKind.RAW]
    assert opaque == ['{{< tip a="**b**" >}}', "{{% x %}}", "{{ y }}", "{% z %}"]
    assert heading.spans == (Span(text="题 "), raw("{#id}"))


def test_maths(tmp_path: Path) -> None:
    inline, display, money = blocks(
        tmp_path, "式 $a_1*b_2*c$ 完\n\n$$\nx\n= y_1_\n---\n$$\n\n$HOME 和 $PATH，$5 或 $6"
    )
    assert inline.spans[1] == raw("$a_1*b_2*c$")
    assert display.spans == (raw("$$\nx\n= y_1_\n---\n$$"),)
    assert money.spans == (Span(text="$HOME 和 $PATH，$5 或 $6"),)


def test_html_and_comments(tmp_path: Path) -> None:
    comment, text = blocks(tmp_path, "<!--\n# 不是标题\n\n原文\n-->\n译文<kbd>键</kbd>\n\n<!-- -->")
    assert (comment.kind, comment.text) == (BlockKind.HTML, "<!--\n# 不是标题\n\n原文\n-->")
    assert text.spans == (Span(text="译文"), raw("<kbd>"), Span(text="键"), raw("</kbd>"))


def test_html_that_is_formatting_becomes_it(tmp_path: Path) -> None:
    (block,) = blocks(tmp_path, "甲<strong>“乙”</STRONG>x<sup>2</sup><br/> 丙<u>丁<sub>")
    assert block.spans == (
        Span(text="甲"),
        Span(text="“乙”", marks=BOLD),
        Span(text="x"),
        Span(text="2", marks=frozenset({Mark.SUPERSCRIPT})),
        Span(text="\n丙"),
        raw("<u>"),
        Span(text="丁"),
        raw("<sub>"),
    )


def test_images_that_are_links(tmp_path: Path) -> None:
    (block,) = blocks(tmp_path, "[![状态](b.svg)](https://c.d/)")
    assert block.spans == (
        Span(text="状态", kind=SpanKind.IMAGE, href="b.svg", link="https://c.d/"),
    )


def note(text: str, href: str) -> Span:
    return Span(text=text, kind=SpanKind.NOTE, href=href)


def test_footnotes(tmp_path: Path) -> None:
    source = (
        "正文[^乙]和[^1]，[^无]。\n\n[^1]: 一\n    续\n\n    - 项\n\n[^乙]: 二\n\n> 引\n[^空]:\n"
    )
    text, *notes = blocks(tmp_path, source)
    assert text.spans[1] == note("[1]", "乙")
    assert text.spans[3] == note("[2]", "1")
    assert text.spans[5] == raw("[^无]")
    assert [(block.note, block.kind, block.text, block.quote_depth) for block in notes] == [
        ("1", BlockKind.PARAGRAPH, "一续", 0),
        ("1", BlockKind.LIST_ITEM, "项", 0),
        ("乙", BlockKind.PARAGRAPH, "二", 0),
        ("", BlockKind.PARAGRAPH, "引", 1),
        ("空", BlockKind.PARAGRAPH, "", 0),
    ]


def test_definitions_that_nothing_uses_are_not_swallowed(tmp_path: Path) -> None:
    (unused,) = blocks(tmp_path, "[注]: 说明文字\n")
    assert (unused.kind, unused.text) == (BlockKind.HTML, "[注]: 说明文字")


def test_definition_lists(tmp_path: Path) -> None:
    read_blocks = blocks(tmp_path, "术语\n: 定义\n\n  续\n: 另一\n\n段落\n")
    assert [shape(block) for block in read_blocks] == [
        ("paragraph", 0, "", "术语"),
        ("list-item", 1, ":", "定义"),
        ("list-item", 1, "", "续"),
        ("list-item", 1, ":", "另一"),
        ("paragraph", 0, "", "段落"),
    ]


def test_alerts_keep_their_kind_apart(tmp_path: Path) -> None:
    kind, text = blocks(tmp_path, "> [!NOTE]\n> 注意。\n")
    assert kind.spans == (raw("[!NOTE]"),)
    assert (kind.quote_depth, text.quote_depth, text.text) == (1, 1, "注意。")


def test_callouts_keep_kind_and_title_apart(tmp_path: Path) -> None:
    kind, title, text = blocks(tmp_path, "> [!my-note]- 折叠的**题**\n> 注意。\n")
    assert kind.spans == (raw("[!my-note]-"),)
    assert (title.text, text.text) == ("折叠的题", "注意。")


def test_lines_of_containers_stay_and_the_text_between_them_is_text(tmp_path: Path) -> None:
    read_blocks = blocks(tmp_path, (CASES / "md_container.md").read_text("utf-8"))
    assert [(block.kind.value, block.text) for block in read_blocks] == [
        ("heading", "使用说明"),
        ("html", "::: tip 提示"),
        ("paragraph", "你可以使用命令行工具。"),
        ("html", ":::"),
        ("paragraph", "[!NOTE]"),
        ("paragraph", "第一条提示。"),
        ("paragraph", "[!WARNING]"),
        ("paragraph", "第二条警告。"),
        ("paragraph", "甲说：你好。"),
        ("paragraph", "乙说：再见。"),
        ("html", ":::danger"),
        ("paragraph", "删除之后不能恢复。"),
        ("html", ":::"),
    ]
    assert [block.quote_start for block in read_blocks[4:10]] == [1, 0, 1, 0, 1, 1]


def test_boxes_hold_what_is_indented_under_them(tmp_path: Path) -> None:
    source = (
        '文。\n!!! note "提示"\n    第一段。\n\n    - 甲\n\n        码\n'
        '??? warning\n    注意！\n\n=== "标签"\n\n    内容。\n\n!!! 太棒了'
    )
    assert [
        (one.kind.value, one.level, one.marker, one.text) for one in blocks(tmp_path, source)
    ] == [
        ("paragraph", 0, "", "文。"),
        ("list-item", 1, '!!! note "提示"', ""),
        ("list-item", 1, "", "第一段。"),
        ("list-item", 2, "•", "甲"),
        ("list-item", 2, "", "码"),
        ("list-item", 1, "??? warning", ""),
        ("list-item", 1, "", "注意！"),
        ("list-item", 1, '=== "标签"', ""),
        ("list-item", 1, "", "内容。"),
        ("paragraph", 0, "", "!!! 太棒了"),
    ]


@pytest.mark.parametrize(
    "line", ["[TOC]", "[[toc]]", "[[_TOC_]]", "@[toc](目录)", "{:toc}", "::: {.中}"]
)
def test_lines_that_are_markup_alone_stay_as_they_are(tmp_path: Path, line: str) -> None:
    before, markup, after = blocks(tmp_path, f"前\n{line}\n后")
    assert (before.text, after.text) == ("前", "后")
    assert (markup.kind, markup.text) == (BlockKind.HTML, line)


def test_html_that_lays_out_text_is_read(tmp_path: Path) -> None:
    title, picture, *rest = blocks(
        tmp_path,
        '<h1 align="center">题</h1>\n\n<p align=center><img src="a.png"></p>\n\n'
        "<details>\n<summary>展开</summary>\n\n文\n\n</details>\n\n"
        "<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>\n\n|a|\n|-|\n|b|\n",
    )
    assert (shape(title), picture.spans[0].href) == (("heading", 1, "", "题"), "a.png")
    assert [(block.kind.value, block.text) for block in rest] == [
        ("html", "<details>"),
        ("paragraph", "展开"),
        ("paragraph", "文"),
        ("html", "</details>"),
        *(("paragraph", text) for text in "甲乙丙丁ab"),
    ]
    assert [block.cell.table for block in rest if block.cell] == [0, 0, 0, 0, 1, 1]


def test_tables_in_tables_are_numbered_on_with_those_around_them(tmp_path: Path) -> None:
    inner = "<table><tr><th>甲<th>乙</tr><tr><td>1<td>2</tr></table>"
    nested = f"<table><tr><th>外</th><th>3</th></tr><tr><td>{inner}</td><td>4</td></tr></table>"
    found = blocks(tmp_path, f"|a|\n|-|\n|b|\n\n{nested}\n\n|c|\n|-|\n|d|\n")
    paths = {one.text: [cell.table for cell in one.cell.path] for one in found if one.cell}
    assert [paths[text] for text in "a外甲2c"] == [[0], [1], [1, 2], [1, 2], [3]]


@pytest.mark.parametrize(
    "source",
    [
        '<div class="tip">提示</div>',
        "<div>",
        "<div>半个",
        "</div>",
        "<!-- 注释 -->",
        "<pre>原样</pre>",
        "<div>text</div>",
    ],
)
def test_other_html_stays_as_it_is(tmp_path: Path, source: str) -> None:
    (block,) = blocks(tmp_path, source)
    assert (block.kind, block.text) == (BlockKind.HTML, source)


def test_wiki_links_and_pictures(tmp_path: Path) -> None:
    (block,) = blocks(
        tmp_path, "见[[刘慈欣]]、[[三体#二|黑暗]]和[[#节]]，[[1]](u)，![[图/a.png|300]]\n"
    )
    assert [(span.kind, span.text, span.href) for span in block.spans if span.href] == [
        (SpanKind.TEXT, "刘慈欣", "刘慈欣.md"),
        (SpanKind.TEXT, "黑暗", "三体.md#二"),
        (SpanKind.TEXT, "节", "#节"),
        (SpanKind.TEXT, "[1]", "u"),
        (SpanKind.IMAGE, "", "图/a.png"),
    ]


def test_emoji_names_and_hidden_comments_stay_as_they_are(tmp_path: Path) -> None:
    (block,) = blocks(tmp_path, "好:smile:，12:30:45 %%待查%%\n")
    assert block.spans == (
        Span(text="好"),
        raw(":smile:"),
        Span(text="，12:30:45 "),
        raw("%%待查%%"),
    )


FRONT = '---\ntitle: "题目"\nauthor: [甲, 乙]\ndate: 2024-10-28T08:00:00\n---\n'


def test_front_matter(tmp_path: Path) -> None:
    document = read(tmp_path, FRONT + "# 别的\n\n正文")
    assert document.front_matter == FRONT[4:-4]
    assert (document.title, document.author) == ("题目", "甲, 乙")
    assert document.date == dt.date(2024, 10, 28)
    assert document.blocks[0].locator == "line 6"


def test_toml_front_matter(tmp_path: Path) -> None:
    document = read(tmp_path, "+++\ntitle = '题目'\ndate = 2024-10-28T08:00:00+08:00\n+++\n正文")
    assert (document.title, document.date) == ("题目", dt.date(2024, 10, 28))
    assert document.front_matter.startswith("title = ")
    assert document.blocks[0].locator == "line 5"


HOSTILE_YAML = "a: &a [x, x]\n" + "".join(
    f"{letter}: &{letter} [*{before}, *{before}, *{before}, *{before}]\n"
    for before, letter in zip("abcdefghij", "bcdefghijk", strict=True)
)


@pytest.mark.parametrize(
    "fields", [HOSTILE_YAML[:-1], "title: [", "title: x\ndate: 2024-13-45", "a: " + "[" * 3000]
)
def test_unsound_front_matter_is_kept(tmp_path: Path, fields: str) -> None:
    document = read(tmp_path, f"---\n{fields}\n---\n# 标题 {{#a}}\n")
    assert document.front_matter == fields + "\n"
    assert document.title == "标题"


def test_text_between_rules_is_not_front_matter(tmp_path: Path) -> None:
    document = read(tmp_path, "---\n\n这是正文。\n\n---\n\n更多。\n")
    assert document.front_matter == ""
    assert "这是正文。" in [block.text for block in document.blocks]


def test_other_encodings_and_bad_input(tmp_path: Path) -> None:
    text = "# 我们的工作\n\n这是一个关于中国经济发展的报告，大家都可以看。"
    document = read(tmp_path, text.encode("gbk"))
    assert (document.title, document.encoding) == ("我们的工作", "gb18030")
    for data in (b"\x00\x01", b"---\ntitle: x\n---\n", b"***\n"):
        with pytest.raises(ReadError):
            read(tmp_path, data)


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.md")), ids=lambda path: path.name)
def test_no_chinese_of_the_samples_is_lost(sample: Path) -> None:
    document = read_document(sample)
    source = sample.read_text(encoding="utf-8").replace(document.front_matter, "", 1)
    spans = [span for block in document.blocks for span in (*block.spans, Span(text="\n"))]
    found = "".join(span.text + span.href for span in spans)
    runs = re.findall("[\u3400-\u9fff]+", source)
    assert [run for run in runs if run not in found] == []


@pytest.mark.parametrize(
    "source",
    [
        *(">" * 10_000, "[" * 10_000, "- " * 5_000, "![" * 5_000, "{{" * 10_000, "*a **b " * 5_000),
        *("$a " * 10_000, "[a](" * 5_000, "{{\n" * 5_000, "<a " * 5_000, "[^1]: a\n" * 5_000),
        "\n".join("  " * depth + "- 中" for depth in range(500)),
    ],
    ids=lambda source: source[:6].strip(),
)
def test_pathological_nesting_neither_hangs_nor_loses(tmp_path: Path, source: str) -> None:
    with no_hang():
        try:
            assert "中文" in "".join(block.text for block in blocks(tmp_path, source + "中文"))
        except ReadError as error:
            assert "nested too deeply" in str(error)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<ruby>饕餮<rt>tāotiè</rt></ruby>很凶。", "饕餮很凶。"),
        ("<ruby>饕<rp>(</rp><rt>tāo</rt><rp>)</rp>餮<rt>tiè</rt></ruby>很凶。", "饕餮很凶。"),
        ("<ruby class='a'><rb>饕</rb><rt lang='zh'>**tāo**</rt></ruby>。", "饕。"),
        ("甲<rt>乙</rt>丙<rt>丁", "甲丙<rt>丁"),
    ],
)
def test_of_ruby_the_base_is_read(text: str, shown: str, tmp_path: Path) -> None:
    (block,) = read(tmp_path, text).blocks
    assert block.text == shown
