from __future__ import annotations

import datetime as dt
import tomllib
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bilingual.errors import UsageError
from bilingual.formats.shown import printable
from bilingual.model import (
    BilingualDocument,
    Block,
    BlockKind,
    Cell,
    EngineInfo,
    Layout,
    Mark,
    Pair,
    Part,
    SourceText,
    Span,
    SpanKind,
)
from bilingual.writers import FORMATS, RowNumbers, ShownFindings, WriteOptions, render
from tests.builders import DRAFT, document, pair

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def markdown(
    *pairs: Pair,
    layout: Layout = Layout.SIDE_BY_SIDE,
    source_text: SourceText = SourceText.NORMALIZED,
    engine: EngineInfo | None = None,
    **others: Any,
) -> str:
    """The document without its front matter."""
    options = WriteOptions(layout=layout, source_text=source_text, has_cover=False, **others)
    text = render(document(*pairs, engine=engine), "md", options).decode()
    return text.split("---\n", 2)[2].removeprefix("\n")


def front_matter(made: BilingualDocument) -> dict[str, object]:
    text = render(made, "md", WriteOptions()).decode()
    loaded = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(loaded, dict)
    return loaded


def shown(token: Token) -> str:
    """The text a reader sees of an inline token."""
    texts = []
    for child in token.children or []:
        if child.type == "hardbreak" or (child.type, child.content) == ("html_inline", "<br>"):
            texts.append("\n")
        elif child.type in ("s_open", "s_close"):
            continue
        elif child.type == "html_inline":
            assert child.content.strip("</>") in ("strong", "em", "u", "del", "sup", "sub", "mark")
        else:
            texts.append(child.content)
    return "".join(texts)


def shown_texts(text: str) -> list[str]:
    return [shown(token) for token in PARSER.parse(text) if token.type == "inline"]


def test_side_by_side_is_a_pipe_table_with_one_row_a_block() -> None:
    text = markdown(pair("第一段。", "First."), pair("10/28/2024"))
    assert text == (
        "| 中文 | English |\n| --- | --- |\n| 第一段。 | First. |\n| 10/28/2024 | 10/28/2024 |\n"
    )


def test_headings_and_code_stand_between_tables() -> None:
    text = markdown(
        pair("背景", "Background", block=Block(kind=BlockKind.HEADING, level=2)),
        pair("一", "one"),
        pair("a | `b`  \n```", block=Block(kind=BlockKind.CODE, info="text")),
        pair("二", "two"),
    )
    assert text == (
        "## 背景 / Background\n\n"
        "| 中文 | English |\n| --- | --- |\n| 一 | one |\n\n"
        "````text\na | `b`  \n```\n````\n\n"
        "| 中文 | English |\n| --- | --- |\n| 二 | two |\n"
    )


def test_lists_and_quotations_are_recognisable_in_cells() -> None:
    text = markdown(
        pair("甲", "A", block=Block(kind=BlockKind.LIST_ITEM, level=2, marker="•")),
        pair("乙", "B", block=Block(quote_depth=1)),
    )
    assert "| <span>&emsp;</span>• 甲 | <span>&emsp;</span>• A |\n| &gt; 乙 | &gt; B |\n" in text


def test_interleaved_items_hold_both_languages() -> None:
    text = markdown(
        pair("甲", "A", block=Block(kind=BlockKind.LIST_ITEM, level=1, marker="3.")),
        pair("乙", "B", block=Block(kind=BlockKind.LIST_ITEM, level=2, marker="•")),
        pair("续", "more", block=Block(kind=BlockKind.LIST_ITEM, level=2)),
        pair("丙", "C", block=Block(kind=BlockKind.LIST_ITEM, level=1, marker="4.")),
        pair("丁", "D", block=Block(kind=BlockKind.LIST_ITEM, level=1, marker="1.")),
        layout=Layout.INTERLEAVED,
    )
    assert text == (
        "3. 甲\n\n   A\n\n"
        "   - 乙\n\n     B\n\n     续\n\n     more\n\n"
        "4. 丙\n\n   C\n\n"
        "<!-- -->\n\n"
        "1. 丁\n\n   D\n"
    )


def test_interleaved_quotations_nest() -> None:
    text = markdown(
        pair("外", "outer", block=Block(quote_depth=1)),
        pair("内", "inner", block=Block(quote_depth=2)),
        pair("后", "after"),
        layout=Layout.INTERLEAVED,
    )
    assert text == "> 外\n>\n> outer\n>\n> > 内\n> >\n> > inner\n\n后\n\nafter\n"


def test_target_only_shows_no_source() -> None:
    text = markdown(
        pair("标题", "Title", block=Block(kind=BlockKind.HEADING, level=1)),
        pair("甲", "A", block=Block(kind=BlockKind.LIST_ITEM, level=1, marker="[x]")),
        pair("一、", "one", block=Block(kind=BlockKind.LIST_ITEM, level=1, marker="(1)")),
        layout=Layout.TARGET_ONLY,
    )
    assert text == "# Title\n\n- [x] A\n- (1) one\n"


def merged_table() -> list[Pair]:
    return [
        pair(
            "型号",
            "Model",
            block=Block(cell=Cell(table=0, row=0, column=0, row_span=2, is_header=True)),
        ),
        pair("参数", "Data", block=Block(cell=Cell(table=0, row=0, column=1, is_header=True))),
        pair("功率 <瓦>", "Power", block=Block(cell=Cell(table=0, row=1, column=1))),
    ]


def plain_table() -> list[Pair]:
    return [
        pair("名", "Name", block=Block(cell=Cell(table=0, row=0, column=0, is_header=True))),
        pair("值", "Value", block=Block(cell=Cell(table=0, row=0, column=1, is_header=True))),
        pair("甲", "A", block=Block(cell=Cell(table=0, row=1, column=0))),
        pair("1|2", "1|2", block=Block(cell=Cell(table=0, row=1, column=1))),
    ]


def test_source_tables_stand_side_by_side_in_html() -> None:
    text = markdown(*merged_table())
    left = (
        '<td>\n<table>\n<tr><th rowspan="2">型号</th><th>参数</th></tr>\n'
        "<tr><td>功率 &lt;瓦&gt;</td></tr>\n</table>\n</td>"
    )
    assert left in text
    assert text.index("参数") < text.index("Model")
    assert "\n\n" not in text


def test_plain_source_tables_are_pipe_tables_when_interleaved() -> None:
    text = markdown(*plain_table(), layout=Layout.INTERLEAVED)
    assert text == (
        "| 名 | 值 |\n| --- | --- |\n| 甲 | 1\\|2 |\n\n"
        "| Name | Value |\n| --- | --- |\n| A | 1\\|2 |\n"
    )


@pytest.mark.parametrize("layout", Layout)
def test_drafts_and_findings_are_visible(layout: Layout) -> None:
    text = markdown(pair("一", "one", findings=["looks odd"]), engine=DRAFT, layout=layout)
    assert text.startswith(
        "> [!WARNING]\n> Draft machine translation (package translate-zh_en-0_1)."
    )
    assert "机器翻译草稿，仅供参考" in text
    assert "⚠ looks odd" in text
    assert text.endswith("\n⚠ 1 finding\n")


def test_emphasis_next_to_chinese_punctuation_falls_back_to_html() -> None:
    bold = frozenset({Mark.BOLD})
    text = markdown(
        pair([Span(text="这是"), Span(text="重点", marks=bold), Span(text="内容")]),
        pair([Span(text="他说"), Span(text="“好。”", marks=bold), Span(text="然后")]),
        layout=Layout.TARGET_ONLY,
    )
    assert text == "这是**重点**内容\n\n他说<strong>“好。”</strong>然后\n"


def test_links_images_and_raw_markup_are_kept() -> None:
    text = markdown(
        pair(
            [
                Span(text="见"),
                Span(text="官网", href="https://example.com/a b"),
                Span(text="图", kind=SpanKind.IMAGE, href="img/a.png"),
                Span(text="{{ x|y }}", kind=SpanKind.RAW),
                Span(text="a|b", kind=SpanKind.CODE),
            ]
        ),
        layout=Layout.INTERLEAVED,
    )
    line = "见[官网](<https://example.com/a b>)![图](img/a.png){{ x|y }}`a|b`"
    assert text == f"{line}\n\n{line}\n"


def test_the_original_text_is_shown_on_request() -> None:
    text = markdown(pair("中国", "China", original="中國(guó)"), source_text=SourceText.ORIGINAL)
    assert "| 中國(guó) | China |" in text


def test_front_matter_keeps_the_sources_own_words() -> None:
    own = "title: '手册'  # the name\ntags: [a, b]"
    text = render(document(pair("一"), front_matter=own), "md", WriteOptions()).decode()
    assert text.startswith(f"---\n{own}\nbilingual:\n")
    loaded = front_matter(document(pair("一"), front_matter=own, title="手册", engine=DRAFT))
    assert loaded["title"] == "手册"
    ours = loaded["bilingual"]
    assert isinstance(ours, dict)
    assert ours["quality"] == "draft"
    assert ours["source"] == "新闻.txt"
    assert ours["layout"] == "side-by-side"


@pytest.mark.parametrize("own", ["{a: 1}", "bilingual: old\na: 1"])
def test_front_matter_that_cannot_be_appended_to_is_written_anew(own: str) -> None:
    loaded = front_matter(document(pair("一"), front_matter=own))
    assert loaded["a"] == 1
    assert isinstance(loaded["bilingual"], dict)


@pytest.mark.parametrize("own", ["- just\n- a list", "a: [", "date: 2024-13-45"])
def test_front_matter_that_is_no_mapping_is_kept_raw(own: str) -> None:
    assert front_matter(document(pair("一"), front_matter=own))["source_front_matter"] == own


def test_title_comes_first_where_the_source_has_no_key_for_it() -> None:
    assert list(front_matter(document(pair("一"), title="标题"))) == ["title", "bilingual"]


def test_unknown_formats_name_the_known_ones() -> None:
    with pytest.raises(UsageError, match="docx, md"):
        render(document(), "docbook", WriteOptions())
    assert FORMATS[:2] == ("docx", "md")


def test_control_characters_are_shown() -> None:
    assert "a\\\\x0bb" in markdown(pair("a\x0bb"))


def heading(source: str, target: str, level: int = 2) -> Pair:
    return pair(source, target, block=Block(kind=BlockKind.HEADING, level=level))


def note(text: str, name: str) -> Span:
    return Span(text=text, kind=SpanKind.NOTE, href=name)


def test_footnotes_hold_both_languages() -> None:
    text = markdown(
        pair([Span(text="甲"), note("[1]", "a b")], [note("[1]", "a b"), Span(text="(A)")]),
        pair("注", "Note", block=Block(note="a b")),
        pair("表", "Table", block=Block(note="a b", kind=BlockKind.LIST_ITEM, level=1, marker="•")),
        pair("乙", "B"),
        layout=Layout.INTERLEAVED,
    )
    assert text == (
        "甲[^a-b]\n\n[^a-b]\\(A)\n\n乙\n\nB\n\n[^a-b]: 注\n\n    Note\n\n    - 表\n\n      Table\n"
    )


def test_references_to_notes_that_are_not_there_are_text() -> None:
    text = markdown(pair([Span(text="甲"), note("[1]", "x")]), layout=Layout.TARGET_ONLY)
    assert text == "甲\\[1\\]\n"


def test_notes_that_only_an_html_table_refers_to_become_paragraphs() -> None:
    *cells, last = merged_table()
    marked = pair([Span(text="瓦"), note("[1]", "n")], block=last.source)
    text = markdown(*cells, marked, pair("注", "Note", block=Block(note="n")))
    assert "<td>瓦<sup>[1]</sup></td>" in text
    assert text.endswith("\n\\[1\\] 注\n\nNote\n")


def test_formatting_in_the_translation_nests() -> None:
    bold, both = frozenset({Mark.BOLD}), frozenset({Mark.BOLD, Mark.ITALIC})
    link = "https://example.com/"
    target = [
        Span(text="The "),
        Span(text="main ", marks=bold),
        Span(text="point", marks=both),
        Span(text=" is", marks=bold),
        Span(text=" "),
        Span(text="all", marks=both),
        Span(text=" "),
        Span(text="in ", href=link, title='the "site"'),
        Span(text="code", kind=SpanKind.CODE, href=link, title='the "site"'),
        Span(text=" or "),
        Span(text=link, href=link),
        Span(text="logo", kind=SpanKind.IMAGE, href="a.png", title="t", link="/c"),
        Span(text="x"),
        Span(text="2", marks=frozenset({Mark.SUPERSCRIPT})),
        Span(text="!", marks=bold),
    ]
    text = markdown(pair("文", target), layout=Layout.TARGET_ONLY)
    assert text == (
        "The **main *point* is** ***all*** "
        '[in `code`](https://example.com/ "the \\"site\\"") or <https://example.com/>'
        '[![logo](a.png "t")](/c)x<sup>2</sup>**!**\n'
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", " VBScript:x", "data:text/html,x"])
def test_links_that_run_scripts_are_text(address: str) -> None:
    text = markdown(pair([Span(text="点", href=address)]), *merged_table())
    assert "| 点 | 点 |" in text


def test_code_in_a_list_item_stays_in_it() -> None:
    text = markdown(
        pair("甲", "A", block=Block(kind=BlockKind.LIST_ITEM, level=1, marker="1.")),
        pair("x\n\ny", block=Block(kind=BlockKind.CODE, list_depth=1)),
        pair("乙", "B", block=Block(kind=BlockKind.LIST_ITEM, level=1, marker="2.")),
        layout=Layout.TARGET_ONLY,
    )
    assert text == "1. A\n\n   ```\n   x\n\n   y\n   ```\n\n2. B\n"


def test_row_numbers() -> None:
    rows = [pair("一", "one", block=Block(id="ab12")), heading("题", "T"), pair("二", "two")]
    text = markdown(*rows, row_numbers=RowNumbers.NUMBER)
    assert text.startswith("| | 中文 | English |\n| --: | --- | --- |\n| 1 | 一 | one |\n")
    assert "| 3 | 二 | two |" in text
    assert "| ab12 | 一 | one |" in markdown(*rows, row_numbers=RowNumbers.ID)


def test_findings_may_be_left_out() -> None:
    text = markdown(pair("一", "one", findings=["odd"]), findings=ShownFindings.NONE)
    assert text.endswith("| 一 | one |\n")


def test_contents_link_to_the_headings() -> None:
    rows = [heading("第一章", "One", 1), heading("背景", "Back", 2), heading("第一章", "One", 1)]
    text = markdown(*rows, layout=Layout.INTERLEAVED, has_contents=True)
    assert text.startswith(
        "**目录 Contents**\n\n- [第一章 / One](#第一章)\n  - [背景 / Back](#背景)\n"
        "- [第一章 / One](#第一章-1)\n\n# 第一章\n"
    )


def test_links_follow_their_headings() -> None:
    link = pair([Span(text="见", href="#背景")])
    rows = [link, heading("背景", "Background")]
    assert "[见](#背景--background)" in markdown(*rows)
    assert "[见](#背景)" in markdown(*rows, layout=Layout.INTERLEAVED)
    assert "[见](#background)" in markdown(*rows, layout=Layout.TARGET_ONLY)


def test_anchors_written_out_come_once() -> None:
    anchor = Span(text="{#bg}", kind=SpanKind.RAW)
    block = Block(kind=BlockKind.HEADING, level=2)
    row = pair([Span(text="背景 "), anchor], [Span(text="Background "), anchor], block=block)
    assert markdown(row) == "## 背景 / Background {#bg}\n"
    interleaved = markdown(row, layout=Layout.INTERLEAVED)
    assert interleaved == "## 背景 {#bg}\n\n## Background\n"


def test_the_cover_names_source_and_translator() -> None:
    text = render(document(pair("一", "one"), title="标题"), "md", WriteOptions()).decode()
    title, _, source, translator = text.split("---\n")[2].strip().split("\n")[:4]
    assert title == "# 标题"
    assert source.startswith("> **来源 Source**: 新闻.txt · 张三 · 2024-10-28 · Simplified Chinese")
    assert translator.startswith("> **译文 Translation**: argos, translate-zh")


def test_parts_of_the_source_beside_its_text_have_a_title() -> None:
    text = markdown(
        pair("页", "page", block=Block(part=Part.HEADER)),
        pair("文", "text"),
        layout=Layout.INTERLEAVED,
    )
    assert text == "文\n\ntext\n\n**页眉 Page headers**\n\n页\n\npage\n"


def test_toml_front_matter_stays_toml() -> None:
    own = 'tags = ["甲"]  # 注\n[params]\nx = 1979-05-27'
    text = render(document(pair("一"), title='题 "x"', front_matter=own), "md", WriteOptions())
    _, fields, _ = text.decode().split("+++\n", 2)
    loaded = tomllib.loads(fields)
    assert fields.startswith('title = "题 \\"x\\""\n' + own)
    assert (loaded["title"], loaded["params"]["x"]) == ('题 "x"', dt.date(1979, 5, 27))
    assert loaded["bilingual"]["source"] == "新闻.txt"


def test_toml_that_cannot_be_added_to_is_kept_raw() -> None:
    own = "a = 1\na = 2"
    assert front_matter(document(pair("一"), front_matter=own))["source_front_matter"] == own


MARKUP = st.text(
    st.sampled_from("a1中。“ \t\n\u3000\\`*_<>[](){}#+-=.!|~&;:$\"'/x"), max_size=12
) | st.text(max_size=8)
LINES = MARKUP | st.sampled_from(
    ["# a", "- a", "+ a", "1. a", "> a", "a\n===", "a\n---", "```", "~~~", "    a", "&amp;", "<b>",
     "a|b\n:-:", "[a]: b", "***", "- ", "1)", "\\", "![a](b)", "a\\", "http://a_b_c", "+", "*"]
)  # fmt: skip
TEXT_SPANS = st.lists(
    st.builds(
        Span,
        text=LINES,
        marks=st.frozensets(st.sampled_from(Mark), max_size=2),
        href=st.sampled_from(["", "", "https://example.com/(a)|b"]),
    ),
    max_size=4,
)


def expected(text: str) -> str:
    return printable(text)


@given(LINES)
@example("a\n:-:")
@example("\n")
def test_cells_show_exactly_the_text(text: str) -> None:
    texts = shown_texts(markdown(pair(text, text + "x")))
    assert texts == ["中文", "English", expected(text), expected(text + "x")]


@given(st.lists(LINES.filter(lambda text: "\n" not in printable(text)[-1:]), max_size=3))
def test_paragraphs_show_exactly_the_text(lines: list[str]) -> None:
    text = markdown(*(pair(line, "+" + line) for line in lines), layout=Layout.INTERLEAVED)
    wanted = [expected(part) for line in lines for part in (line, "+" + line) if part]
    assert shown_texts(text) == wanted


@given(TEXT_SPANS)
def test_formatted_text_is_exactly_the_text(made: list[Span]) -> None:
    whole = [Span(text="始"), *made, Span(text="终")]
    wanted = "".join(expected(span.text) for span in whole)
    for layout in (Layout.SIDE_BY_SIDE, Layout.TARGET_ONLY):
        assert shown_texts(markdown(pair(whole), layout=layout))[-1] == wanted


@given(st.text(st.sampled_from("a `|\\中"), min_size=1, max_size=8))
def test_code_spans_are_exactly_the_code(code: str) -> None:
    whole = [Span(text="始"), Span(text=code, kind=SpanKind.CODE), Span(text="终")]
    for layout in (Layout.SIDE_BY_SIDE, Layout.TARGET_ONLY):
        assert shown_texts(markdown(pair(whole), layout=layout))[-1] == f"始{code}终"


@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.sampled_from(["•", "1.", "2.", "[ ]", "a)", ""])),
        max_size=6,
    )
)
def test_list_items_appear_once_and_in_order(shapes: list[tuple[int, str]]) -> None:
    pairs = [
        pair(
            f"项{n}", f"item {n}", block=Block(kind=BlockKind.LIST_ITEM, level=level, marker=marker)
        )
        for n, (level, marker) in enumerate(shapes)
    ]
    texts = shown_texts(markdown(*pairs, layout=Layout.INTERLEAVED))
    wanted = [word for n in range(len(shapes)) for word in (f"项{n}", f"item {n}")]
    assert len(texts) == len(wanted)
    assert all(text.endswith(word) for text, word in zip(texts, wanted, strict=True))
