from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bilingual.errors import UsageError
from bilingual.model import (
    BilingualDocument,
    Block,
    BlockKind,
    Cell,
    EngineInfo,
    Layout,
    Mark,
    Pair,
    SourceText,
    Span,
    SpanKind,
)
from bilingual.writers import FORMATS, WriteOptions, render
from bilingual.writers.content import printable
from tests.builders import DRAFT, document, pair

PARSER = MarkdownIt("commonmark").enable("table")


def markdown(
    *pairs: Pair,
    layout: Layout = Layout.SIDE_BY_SIDE,
    source_text: SourceText = SourceText.NORMALIZED,
    engine: EngineInfo | None = None,
) -> str:
    """The document without its front matter."""
    options = WriteOptions(layout=layout, source_text=source_text)
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
        elif child.type == "html_inline":
            assert child.content.strip("</>") in ("strong", "em", "u", "del", "sup", "sub")
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
        pair("a | `b`  \n```\n", block=Block(kind=BlockKind.CODE, info="text")),
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
    assert "| &emsp;• 甲 | &emsp;• A |\n| &gt; 乙 | &gt; B |\n" in text


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
    assert text == "# Title\n\n- [x] A\n\n- (1) one\n"


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
    line = "见[官网](https://example.com/a%20b)![图](img/a.png){{ x|y }}`a|b`"
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
        render(document(), "pdf", WriteOptions())
    assert FORMATS == ("docx", "md")


def test_control_characters_are_shown() -> None:
    assert "a\\\\x0bb" in markdown(pair("a\x0bb"))


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
    wanted = expected("".join(span.text for span in whole))
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
