"""Files of two languages, by us and by others: which texts belong together."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bilingual.chinese.characters import has_han
from bilingual.errors import ReadError
from bilingual.model import BilingualDocument, Layout, Pair, SourceText, Span, SpanKind
from bilingual.readers.pairs import PAIR_FORMATS, NoPairsError, PairsRead, read_pairs
from bilingual.readers.pairs.documents import _CHAPTERS
from bilingual.readers.pairs.texts import is_chinese, split_heading
from bilingual.writers import WriteOptions, render
from bilingual.writers.labels import chapter_title, contents_title
from tests.rich_document import GOLDENS, rich_document

_NO_TEXT = {SpanKind.IMAGE, SpanKind.NOTE}
OF_BOTH = [name for name, options in GOLDENS.items() if options.layout is not Layout.TARGET_ONLY]


def written(folder: Path, name: str, content: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(content, encoding, newline="")
    return path


def texts(read: PairsRead) -> list[tuple[str, str]]:
    return [(pair.source, pair.target) for pair in read.pairs]


def squeezed(text: str) -> str:
    return "".join(text.split())


def wanted(document: BilingualDocument, source_text: SourceText) -> list[tuple[str, str]]:
    """What of a document should be found again: the texts of its body that were translated."""

    def shown(spans: tuple[Span, ...]) -> str:
        return squeezed("".join(span.text for span in spans if span.kind not in _NO_TEXT))

    def source(pair: Pair) -> str:
        is_original = source_text is SourceText.ORIGINAL
        return shown((pair.original if is_original else pair.source).spans)

    translated = (pair for pair in document.pairs if pair.source.is_translatable)
    pairs = [(source(pair), shown(pair.target)) for pair in translated]
    # A reference that leads nowhere is shown as text. Markdown has 项 and 续段 in one.
    pairs[pairs.index(("无此注", "Nosuchnote"))] = ("无此注[7]", "Nosuchnote[7]")
    return [one for one in pairs if has_han(one[0]) and one[0] not in ("项", "续段")]


def test_styles_are_told_by_their_names(tmp_path: Path) -> None:
    """LibreOffice gives them other ids when it saves a file."""
    path = tmp_path / "a.docx"
    path.write_bytes(render(rich_document(), "docx", WriteOptions(layout=Layout.INTERLEAVED)))
    before = texts(read_pairs(path, path.read_bytes()))
    other = tmp_path / "b.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                part = re.sub(
                    rb'(w:(?:[prt]\w*Style|basedOn|next|link) w:val=")', rb"\1Other", part
                )
                part = re.sub(rb'(w:styleId=")', rb"\1Other", part)
            new.writestr(name, part)
    assert len(before) > 10
    assert texts(read_pairs(other, other.read_bytes())) == before


@pytest.mark.parametrize("format_", ["docx", "md", "html"])
@pytest.mark.parametrize("name", OF_BOTH)
def test_our_own_documents_give_back_each_pair(name: str, format_: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{format_}"
    path.write_bytes(render(rich_document(), format_, GOLDENS[name]))
    read = read_pairs(path)
    found = [(squeezed(source), squeezed(target)) for source, target in texts(read)]
    assert read.remarks == ()
    for source, target in wanted(rich_document(), GOLDENS[name].source_text):
        # The markers of headings and of list items stand before them in some formats.
        assert any(a.endswith(source) and b.endswith(target) for a, b in found), source
    left = [one for one in found if "⚠" in "".join(one) or "Draft" in "".join(one)]
    assert left == []
    assert [row.row for row in read.pairs] == list(range(1, len(read.pairs) + 1))
    assert [a for a, b in found if not b] == ["没有译文。"]


@pytest.mark.parametrize("format_", ["docx", "md", "html"])
def test_documents_of_one_language_have_no_pairs(format_: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{format_}"
    path.write_bytes(render(rich_document(), format_, WriteOptions(layout=Layout.TARGET_ONLY)))
    with pytest.raises(NoPairsError, match="has no pairs of a text and its translation"):
        read_pairs(path)


def test_what_our_documents_add_is_known_to_the_reader() -> None:
    options = WriteOptions()
    parts = {block.source.part for block in rich_document().pairs}
    assert {contents_title(options), *(chapter_title(one, options) for one in parts)} == _CHAPTERS


WORD_TABLES: list[tuple[list[tuple[str, ...]], list[tuple[str, str]]]] = [
    # rows, and what is a pair
    ([("会议", "meeting"), ("昆明", "Kunming")], [("会议", "meeting"), ("昆明", "Kunming")]),
    ([("English", "中文"), ("meeting", "会议")], [("会议", "meeting")]),
    ([("meeting", "会议"), ("Kunming", "昆明")], [("会议", "meeting"), ("昆明", "Kunming")]),
    ([("序号", "原文", "译文"), ("1", "会议", "meeting")], [("会议", "meeting")]),
    ([("1", "会议", "meeting"), ("2", "昆明", "")], [("会议", "meeting"), ("昆明", "")]),
    ([("中文", "英文", "备注"), ("会议", "meeting", "check it")], [("会议", "meeting")]),
]


def word_table(rows: list[tuple[str, ...]], folder: Path, *before: str) -> Path:
    word = docx.Document()
    for text in before:
        word.add_paragraph(text)
    table = word.add_table(len(rows), max(map(len, rows)))
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=False):
            cell.text = text
    path = folder / "a.docx"
    word.save(str(path))
    return path


@pytest.mark.parametrize(("rows", "pairs"), WORD_TABLES)
def test_word_tables_by_others(
    rows: list[tuple[str, ...]], pairs: list[tuple[str, str]], tmp_path: Path
) -> None:
    read = read_pairs(word_table(rows, tmp_path))
    assert texts(read) == pairs
    assert read.remarks == ()


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([("会议", "會議", "meeting")], "columns 1 and 2 are all Chinese"),
        ([("会议", "meeting", "Sitzung")], "columns 2 and 3 could all be its translation"),
        ([("会议", "昆明")], "columns 1 and 2 are all Chinese"),
    ],
)
def test_a_table_that_does_not_tell_is_named_and_the_rest_is_read(
    rows: list[tuple[str, ...]], reason: str, tmp_path: Path
) -> None:
    told = f"table 1: source and translation cannot be told ({reason}): not checked"
    with pytest.raises(NoPairsError, match=re.escape(told)):
        read_pairs(word_table(rows, tmp_path))
    read = read_pairs(word_table(rows, tmp_path, "会议在昆明举行。", "The meeting was in Kunming."))
    assert texts(read) == [("会议在昆明举行。", "The meeting was in Kunming.")]
    assert read.remarks == (told,)


def test_merged_cells(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(6, 2)
    rows = [("中文", "English"), ("第一部分", ""), ("总则 / General", ""), ("会议", "meeting"),
            ("昆明是省会。", "Kunming is a city."), ("", "It is the capital.")]  # fmt: skip
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
    for number in (1, 2):
        table.cell(number, 0).merge(table.cell(number, 1))
    table.cell(4, 0).merge(table.cell(5, 0))
    path = tmp_path / "a.docx"
    word.save(str(path))
    read = read_pairs(path)
    assert [(a, b) for a, b in texts(read)] == [
        ("总则", "General"),
        ("会议", "meeting"),
        ("昆明是省会。", "Kunming is a city.\nIt is the capital."),
    ]
    assert read.remarks == ("table 1: merged cells in row 2 are not checked",)


def test_markdown_by_others(tmp_path: Path) -> None:
    table = "| 术语 | term |\n| --- | --- |\n| 会议 | meeting |\n\n"
    path = written(tmp_path, "a.md", f"# 术语表 / Glossary\n\n前言。\n\n后记。\n\n{table}")
    read = read_pairs(path)
    assert texts(read) == [("术语", "term"), ("会议", "meeting")]
    assert [pair.line for pair in read.pairs] == [7, 9]
    assert read.remarks == (
        "3 Chinese paragraphs outside of tables with no translation beside: not checked",
    )
    path = written(tmp_path, "b.md", "# 总则\n\n# General\n\n会议。\n\nA meeting.\n\n昆明。\n")
    assert texts(read_pairs(path)) == [
        ("总则", "General"),
        ("会议。", "A meeting."),
        ("昆明。", ""),
    ]


def test_a_web_page_by_others(tmp_path: Path) -> None:
    rows = "<tr><td>会议在昆明举行。</td><td>The meeting was held in Kunming.</td></tr>" * 3
    path = written(tmp_path, "a.html", f"<html><body><table>{rows}</table></body></html>")
    assert texts(read_pairs(path)) == [("会议在昆明举行。", "The meeting was held in Kunming.")] * 3


TABLES = [
    ("a.tsv", "会议\tmeeting\n\n昆明\tKunming\n",
     [(1, "", "会议", "meeting"), (3, "", "昆明", "Kunming")]),
    ("a.tsv", "en\tzh\nmeeting\t会议\n", [(2, "", "会议", "meeting")]),
    ("a.tsv", "id\tsource\ttarget\tnote\nx1\t会议\tmeeting\tsee x\n",
     [(2, "x1", "会议", "meeting")]),
    ("a.tsv", "他说\"好\"\t\"He said \"\"yes\"\"\"\n", [(1, "", '他说"好"', 'He said "yes"')]),
    ("a.tsv", "会议\t\n昆明\t\n", [(1, "", "会议", ""), (2, "", "昆明", "")]),
    ("a.csv", 'k1,会议,meeting\nk2,"昆明,\n省会","Kunming,\nthe capital"\nk3,人,man\n',
     [(1, "k1", "会议", "meeting"), (2, "k2", "昆明,\n省会", "Kunming,\nthe capital"),
      (5, "k3", "人", "man")]),
    ("a.csv", "原文;译文\n会议;meeting\n", [(2, "", "会议", "meeting")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "pairs"), TABLES)
def test_tables_as_text(
    name: str, content: str, pairs: list[tuple[int, str, str, str]], tmp_path: Path
) -> None:
    read = read_pairs(written(tmp_path, name, content))
    assert [(one.row, one.id, one.source, one.target) for one in read.pairs] == pairs
    assert [one.line for one in read.pairs] == [one.row for one in read.pairs]


def test_a_csv_file_in_gbk(tmp_path: Path) -> None:
    content = "原文,译文\n这是我们的会议和工作。,This is our meeting and our work.\n"
    read = read_pairs(written(tmp_path, "a.csv", content, "gbk"))
    assert texts(read) == [("这是我们的会议和工作。", "This is our meeting and our work.")]
    assert texts(read_pairs(written(tmp_path, "b.csv", "龘,x\n", "gbk"), encoding="gbk"))


def test_lines_with_too_many_cells_are_told(tmp_path: Path) -> None:
    read = read_pairs(written(tmp_path, "a.tsv", "zh\ten\n会议\tmeeting\tmore\n"))
    assert read.remarks == ("row 2 with more cells than the first one: read up to there",)


TMX = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="en"/><body>
<tu tuid="t1"><tuv xml:lang="en-US"><seg>The <bpt i="1">&lt;b></bpt>meeting<ept i="1">&lt;/b></ept>
</seg></tuv><tuv xml:lang="zh-CN"><seg>会<hi>议</hi><ph>{1}<sub>提示</sub></ph></seg></tuv>
<tuv xml:lang="de"><seg>Sitzung</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="fr"><seg>b</seg></tuv></tu>
<tu><tuv xml:lang="ZH"><seg>昆明</seg></tuv></tu>
</body></tmx>"""


def test_tmx(tmp_path: Path) -> None:
    assert texts(read_pairs(written(tmp_path, "b.tmx", f"\n {TMX}")))
    read = read_pairs(written(tmp_path, "a.tmx", TMX))
    assert [(p.row, p.id, p.line, p.language, p.source, p.target) for p in read.pairs] == [
        (1, "t1", 3, "en-US", "会议 提示", "The meeting"),
        (2, "t1", 3, "de", "会议 提示", "Sitzung"),
        (3, "", 7, "en", "昆明", ""),
    ]
    assert read.remarks == ("units without Chinese are not checked: 2",)


XLIFF_1 = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file source-language="zh-CN" target-language="en-GB"><body><group>
<trans-unit id="u1">
<source>会<g id="1">议</g><x id="2" ctype="lb"/>开始<bpt id="3">&lt;b></bpt></source>
<target>The <mrk mtype="seg">meeting</mrk><x id="2" ctype="lb"/>begins</target>
<alt-trans><source>别的</source><target>other</target></alt-trans></trans-unit>
<trans-unit id="u2"><source>昆明</source></trans-unit>
<trans-unit id="u3" translate="no"><source>代码</source></trans-unit></group></body></file>
<file source-language="en" target-language="zh"><body>
<trans-unit id="u4"><source>a</source><target>一</target></trans-unit></body></file></xliff>"""
XLIFF_2 = """<xliff version="2.1" srcLang="zh" trgLang="en"
xmlns="urn:oasis:names:tc:xliff:document:2.0">
<file id="f"><unit id="u1"><segment id="s1"><source>会<pc id="1">议</pc>。</source>
<target>A <pc id="1">meeting</pc><cp hex="0007"/>.</target></segment>
<ignorable><source> </source></ignorable>
<segment><source>昆明<ph id="2"/></source></segment></unit>
<unit id="u2"><segment><source>人</source><target>man</target></segment></unit></file></xliff>"""


def test_xliff(tmp_path: Path) -> None:
    old = read_pairs(written(tmp_path, "a.xlf", XLIFF_1))
    assert [(p.id, p.language, p.source, p.target) for p in old.pairs] == [
        ("u1", "en-GB", "会议\n开始", "The meeting\nbegins"),
        ("u2", "en-GB", "昆明", ""),
    ]
    assert old.remarks == ("units that are not translated from Chinese are not checked: 3",)
    new = read_pairs(written(tmp_path, "b.xliff", XLIFF_2))
    assert [(p.row, p.id, p.source, p.target) for p in new.pairs] == [
        (1, "u1/s1", "会议。", "A meeting ."),
        (2, "u1/2", "昆明", ""),
        (3, "u2", "人", "man"),
    ]


LAUGHS = (
    '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
FOREIGN = '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
DEEP = "<g>" * 5000


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.tmx", "", "is empty"),
        ("a.tsv", "\n \n", "is empty"),
        ("a.docx", "", "is empty"),
        ("a.tmx", "<tmx>", "is not a sound TMX file"),
        ("a.tmx", f"{LAUGHS}<tmx><tu><tuv>&c;</tuv></tu></tmx>", "declares entities"),
        ("a.tmx", f"{FOREIGN}<tmx>&a;</tmx>", "declares entities"),
        ("a.xlf", f"<xliff><source>{DEEP}", "nested deeper"),
        ("a.xlf", "<tmx/>", "is no XLIFF file (it is <tmx>)"),
        ("a.xlf", XLIFF_1.replace("zh-CN", "fr"), "has only units that are not translated"),
        ("a.xliff", "<xliff version='2.0'/>", "has no units"),
        ("a.csv", 'a,"b\n', "is no table (unexpected end of data)"),
        ("a.csv", "a,b\nc,d\n", "does not tell source and translation (no column is Chinese)"),
        ("a.md", "# 标题\n\n只有中文。\n", "has no pairs of a text and its translation"),
        ("a.txt", "会议", "is not a kind of file that can be checked"),
    ],
)
def test_bad_files_are_one_clear_line(
    name: str, content: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(ReadError, match=re.escape(message)) as caught:
        read_pairs(written(tmp_path, name, content))
    assert "; " in str(caught.value) and "\n" not in str(caught.value)


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        read_pairs(tmp_path / "none.tmx")


@pytest.mark.parametrize(
    ("heading", "halves"),
    [
        ("总则 / General provisions", ("总则", "General provisions")),
        ("总则\tGeneral provisions", ("总则", "General provisions")),
        ("A / B 测试 / A / B test", ("A / B 测试", "A / B test")),
        ("总则 / 昆明 provisions", ("总则", "昆明 provisions")),
        ("部署 Kubernetes", None),
        ("General / 总则", None),
    ],
)
def test_headings_in_both_languages(heading: str, halves: tuple[str, str] | None) -> None:
    assert split_heading(heading) == halves


def test_what_is_chinese() -> None:
    for text in ("会议", "部署 Kubernetes 集群", "iPhone 手机"):
        assert is_chinese(text), text
    for text in ("the city of 昆明", "2024", "", "Kunming"):
        assert not is_chinese(text), text


PIECES = (
    *("会议", "meeting", "3", "\t", "\n", '"', ",", "|", "| --- | --- |\n", " / ", "# ", "⚠"),
    *("&amp;", "<tu>", "<tuv xml:lang='zh'>", "<seg>", "</seg></tuv>"),
    *("<table><tr><td>", "</td></tr></table>"),
)


@pytest.mark.parametrize("suffix", [".tsv", ".csv", ".md", ".html", ".tmx", ".xlf"])
@given(content=st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_file_holds_it_is_read_or_refused(
    tmp_path: Path, suffix: str, content: str
) -> None:
    shapes = {".tmx": "<tmx>{}</tmx>", ".xlf": "<xliff>{}</xliff>"}
    path = written(tmp_path, f"a{suffix}", shapes.get(suffix, "{}").format(content))
    try:
        read = read_pairs(path)
    except ReadError as error:
        assert "\n" not in str(error)
    else:
        assert read.pairs


def test_every_format_has_its_reader() -> None:
    assert {".docx", ".md", ".html", ".tsv", ".csv", ".tmx", ".xlf"} <= set(PAIR_FORMATS)
