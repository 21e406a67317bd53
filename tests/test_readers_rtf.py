"""RTF: encodings, structure, and what is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bilingual.errors import ReadError
from bilingual.model import Document, Mark, Part, Span, SpanKind
from bilingual.readers.rtf import read_rtf
from tests.conftest import Run, no_hang

CASES = Path(__file__).parent / "cases"

HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}"
    r"{\f1\froman\fcharset0 Times;}{\f2\fnil\fcharset136 PMingLiU;}{\f3\ftech\fcharset2 Symbol;}}"
    r"{\colortbl ;\red255\green0\blue0;}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}"
    r"{\s2 heading 2;}{\*\cs9 heading 9 Char;}}{\*\generator X;}"
    r"{\info{\title \u26631 ?\u39064 ?}{\author Zhang}{\creatim\yr2024\mo10\dy28\hr9}"
    r"{\operator Li}}"
)


def chinese(text: str) -> str:
    return "".join(f"\\u{ord(one)}?" for one in text)


def read(body: str | bytes, *, encoding: str | None = None) -> Document:
    content = body if isinstance(body, bytes) else body.encode("ascii")
    return read_rtf(Path("a.rtf"), HEAD.encode("ascii") + content + b"}", encoding=encoding)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def escaped(text: str, encoding: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rf"\f0 {escaped('中文编码', 'gbk')}", "中文编码"),
        (rf"\f2 {escaped('中文編碼', 'big5')}", "中文編碼"),
        (r"\f1 caf\'e9", "café"),
        (rf"\f1 {escaped('中', 'gbk')}", "中"),
        (rf"\f9 {escaped('默认', 'gbk')}", "默认"),
        (r"\u20013?\u25991\'ce\'c4", "中文Ä"),
        (r"\uc2\u20013\'d6\'d0\u25991 ab", "中文"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"\u-3?", "\ufffd"),
        (r"\{a\}\\ \emdash  b\~c\-d\line e", "{a}\\ — b\xa0cd\ne"),
        (r"\f0 \'88z", "坺"),
    ],
)
def test_characters(body: str, text: str) -> None:
    assert texts(read(body)) == [text]


def test_raw_bytes_and_named_encodings() -> None:
    assert texts(read("\\f0 中文\\par ".encode("gbk"))) == ["中文"]
    assert texts(read("\\f0 中文\\par ".encode(), encoding="utf-8")) == ["中文"]
    with pytest.raises(ReadError, match="--encoding"):
        read(b"\\f0 \xff\xff\xff")
    with pytest.raises(ReadError, match="not a text encoding"):
        read(r"\'d6\'d0", encoding="no-such")


def test_paragraphs_headings_and_lists() -> None:
    document = read(
        rf"\pard\s1\b {chinese('题')}\par\pard\plain\s2 {chinese('节')}\par"
        r"\pard\outlinelevel2 c\par"
        rf"\pard\s0 {chinese('文')}{{\b {chinese('粗')}}}{{\i\ul x\ulnone y}}H{{\sub 2}}\par"
        r"\pard{\listtext\pard\plain\f3 \u61623\'3f\tab}\ilvl0\ls1 a\par"
        r"\pard{\listtext 2.\tab}\ilvl1\ls1 b\par\pard{\pntext\f3\'B7\tab}c\par\pard last"
    )
    assert [(one.kind.value, one.level, one.marker, one.text) for one in document.blocks] == [
        ("heading", 1, "", "题"),
        ("heading", 2, "", "节"),
        ("heading", 3, "", "c"),
        ("paragraph", 0, "", "文粗xyH2"),
        ("list-item", 1, "•", "a"),
        ("list-item", 2, "2.", "b"),
        ("list-item", 1, "•", "c"),
        ("paragraph", 0, "", "last"),
    ]
    assert document.blocks[0].spans[0].marks == frozenset()
    assert [sorted(span.marks) for span in document.blocks[3].spans] == [
        [],
        [Mark.BOLD],
        [Mark.ITALIC, Mark.UNDERLINE],
        [Mark.ITALIC],
        [],
        [Mark.SUBSCRIPT],
    ]
    assert (document.title, document.author, document.date, document.format) == (
        "标题",
        "Zhang",
        dt.date(2024, 10, 28),
        "rtf",
    )


def test_text_before_the_number_of_whose_style_stands_a_star_is_read() -> None:
    document = read_rtf(CASES / "rtf_star_cs.rtf", (CASES / "rtf_star_cs.rtf").read_bytes())
    assert texts(document) == [
        "第一段是普通文字。这些字带有字符样式， 后面还有字。",
        "第二段整段带有字符样式。",
        "第三段。",
    ]


@pytest.mark.parametrize("name", ["rtf_bullet_wingdings_aspose.rtf", "rtf_bullet_nolisttext.rtf"])
def test_bullets_of_every_program(name: str) -> None:
    """One writes a zero byte into the sign, another leaves the sign to the list's definition."""
    document = read_rtf(CASES / name, (CASES / name).read_bytes())
    assert [(block.marker, block.text) for block in document.blocks] == [
        ("•", "需要管理员权限"),
        ("•", "不读内存"),
        ("", "正文段落。"),
    ]


def test_what_libreoffice_writes() -> None:
    title = rf"{{\upr{{\title 2025??}}{{\*\ud{{\title 2025{chinese('报告')}}}}}}}"
    document = read(
        rf"{{\info{title}}}\pard\rtlch\ab\ltrch\loch\dbch\af1{{\dbch {chinese('不粗')}}}"
        rf"{{\dbch\ab\dbch {chinese('粗')}}}{{\loch\b 5}}{{\dbch\ai {chinese('斜')}}}\par"
    )
    assert document.title == "2025报告"
    assert document.blocks[0].spans == (
        Span(text="不粗"),
        Span(text="粗5", marks=frozenset({Mark.BOLD})),
        Span(text="斜", marks=frozenset({Mark.ITALIC})),
    )


def test_pictures() -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    head = rb"\pict{\*\picprop{\sp{\sn wzName}{\sv x}}}\picwgoal200\pichgoal100\picscalex50\pngblip"
    digits = png.hex().encode()
    document = read(
        rb"{\*\shppict{" + head + b"\n" + digits[:99] + b"\n" + digits[99:] + b"}}"
        rb"{\nonshppict{\pict\wmetafile8 0102}}\par{" + head + b"\\bin%d " % len(png) + png + b"}"
        rb"\par{\pict\wmetafile8 0102}\par after"
    )
    images = [span for block in document.blocks[:3] for span in block.spans]
    assert [(one.kind, one.href) for one in images] == [
        (SpanKind.IMAGE, "image-1.png"),
        (SpanKind.IMAGE, "image-2.png"),
        (SpanKind.IMAGE, ""),
    ]
    assert [one.content for one in document.media] == [png, png]
    assert images[0].extent == (100 * 635, 100 * 635)
    assert texts(document)[3] == "after"


def test_tables() -> None:
    rows = (
        r"\trowd\trhdr\cellx2000\cellx6000\pard\intbl A\cell B\cell\row"
        r"\trowd\clvmgf\cellx2000\cellx4000\cellx6000\pard\intbl C\cell D\par d\cell\cell\row"
        r"\trowd\clvmrg\cellx2010\cellx4000\cellx6000\pard\intbl\cell E\cell F\cell\row"
    )
    document = read(rf"before\par {rows}\pard after\par\intbl G\cell H\cell\row")
    cells = [
        (one.text, at.table, at.row, at.column, at.row_span, at.column_span, at.is_header)
        for one in document.blocks
        if (at := one.cell)
    ]
    assert cells == [
        ("A", 0, 0, 0, 1, 1, True),
        ("B", 0, 0, 1, 1, 2, True),
        ("C", 0, 1, 0, 2, 1, False),
        ("D", 0, 1, 1, 1, 1, False),
        ("d", 0, 1, 1, 1, 1, False),
        ("", 0, 1, 2, 1, 1, False),
        ("E", 0, 2, 1, 1, 1, False),
        ("F", 0, 2, 2, 1, 1, False),
        ("G", 1, 0, 0, 1, 1, False),
        ("H", 1, 0, 1, 1, 1, False),
    ]
    assert texts(document)[0] == "before" and "after" in texts(document)


def test_notes_links_boxes_headers_and_comments() -> None:
    document = read(
        r"{\header\pard Head\par}{\footer\pard {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}"
        r"a{\super\chftn}{\footnote\pard\plain {\super\chftn} note\par}b"
        r'{\field{\*\fldinst{HYPERLINK "http://a.cn/"}}{\fldrslt{\ul link}}}'
        r"{\*\atnauthor Li}\chatn{\*\annotation\pard remark\par}"
        r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt box\par}}{\shprslt box}}{\v hidden}"
        r"{\deleted gone}{\*\unknown secret}{\pict\pngblip 89504e47}c\par"
    )
    assert [(block.text, block.part, bool(block.note)) for block in document.blocks] == [
        ("a[1]blinkc", Part.BODY, False),
        ("box", Part.BODY, False),
        ("note", Part.BODY, True),
        ("Head", Part.HEADER, False),
        ("remark", Part.COMMENT, False),
    ]
    spans = document.blocks[0].spans
    assert Span(text="link", href="http://a.cn/") in spans
    note = next(span for span in spans if span.kind is SpanKind.NOTE)
    assert note.href == document.blocks[2].note
    assert any(span.kind is SpanKind.IMAGE for span in spans)
    assert document.blocks[4].locator == "comment by Li"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"plain text", "is not an RTF file"),
        (b"{\\rtf1" + b"{" * 5000, "nested deeper"),
    ],
)
def test_refusals_say_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        read_rtf(Path("a.rtf"), data)
    assert str(caught.value).startswith("a.rtf: ") and "; " in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        r"{\field{\*\fldinst{ HYPERLINK " * 100,
        r"{\field{\*\fldinst{ HYPERLINK }}}" * 5000,
        chinese("字") * 50_000,
        r"\trowd" + r"\cellx1\intbl a\cell" * 5000 + r"\row",
        r"\trowd\cellx1\intbl a\cell\row" * 5000,
        r"\bin999999999 x",
        r"}}}{{{\u\u-99999\'zz\*\*",
        r"{\footnote " * 200 + "a",
        r"{\info{\title " + "a" * 100_000 + "}}",
    ],
)
def test_hostile_files_take_bounded_time(body: str) -> None:
    with no_hang():
        read(body)


def test_rtf_through_the_command(tmp_path: Path, bilingual: Run) -> None:
    (tmp_path / "a.rtf").write_text(HEAD + chinese("正文。") + r"\par}", encoding="ascii")
    done = bilingual("translate", "a.rtf", "-o", "out", "--engine", "identity", "--to", "md")
    assert done.returncode == 0, done.stderr
    assert "正文。" in (tmp_path / "out" / "a.rtf.md").read_text(encoding="utf-8")


def test_signs_of_symbol_fonts_are_characters() -> None:
    fonts = r"{\fonttbl{\f5\fnil\fcharset2 Symbol;}{\f6\fnil\fcharset2 Wingdings;}{\f7 Arial;}}"
    document = read(rf"{fonts}\pard{{\f5 m\'b3\u-3919?}}{{\f6\'fe\u-3928?}} {{\f7 m}}\par")
    assert texts(document) == ["μ≥±☑☐ m"]


def test_hidden_text_is_left_out_and_counted() -> None:
    rtf = rf"{HEAD}\pard open {{\v secret}}\v more\v0  end\par}}".encode("ascii")
    left, kept = (read_rtf(Path("a.rtf"), rtf, keeps_hidden=one) for one in (False, True))
    assert "".join(texts(left)).split() == ["open", "end"]
    assert left.remarks == ("Hidden text is left out: 10 characters (--hidden takes it along).",)
    assert "".join(texts(kept)).split() == ["open", "secretmore", "end"]


def test_formulas_as_word_writes_them_are_read() -> None:
    document = read(r"A {\mmath{\*\moMath{\mr\mscr0\msty2 x=1}}} B\par")
    assert texts(document) == ["A x=1 B"]


def test_phonetic_guides_and_other_equations_keep_their_characters() -> None:
    guide = r"{\field{\*\fldinst {EQ \\* jc2 \\o\\ad(\\s\\up 9(chun),"
    half = r"{\field{\*\fldinst {EQ \\f(3,4)}}{\fldrslt {}}}"
    document = read(guide + chinese("春") + r")}}{\fldrslt {}}}" + chinese("天") + half + r"\par")
    assert texts(document) == ["春天3/4"]


def test_cells_merged_to_the_right_are_one() -> None:
    """``\\clmgf`` begins a merged cell, ``\\clmrg`` goes on with it, with an empty cell of its
    own, here over two lines at once."""
    first = rf"\trowd\clvmgf\clmgf\cellx1000\clvmgf\clmrg\cellx2000\cellx3000 {chinese('大')}"
    second = r"\trowd\clvmrg\clmgf\cellx1000\clvmrg\clmrg\cellx2000\cellx3000 "
    document = read(
        rf"\pard\intbl{first}\cell \cell {chinese('右')}\cell\row"
        rf"{second}\cell \cell {chinese('下')}\cell\row\pard {chinese('完')}\par"
    )
    cells = [(one.text, one.cell) for one in document.blocks if one.cell]
    assert [
        (text, cell.row, cell.column, cell.row_span, cell.column_span) for text, cell in cells
    ] == [("大", 0, 0, 2, 2), ("右", 0, 2, 1, 1), ("下", 1, 2, 1, 1)]


def test_tables_in_boxes_notes_and_cells_are_tables() -> None:
    rows = "".join(
        rf"\trowd\cellx500\cellx900\pard\intbl {chinese(left)}\cell {chinese(right)}\cell\row"
        for left, right in ("甲乙", "丙丁")
    )
    box = rf"{{\shp{{\*\shpinst{{\shptxt {rows}\pard {chinese('框')}\par}}}}}}"
    document = read(rf"\pard {chinese('文')}{box}\par {rows}\pard {chinese('完')}\par")
    places = [
        (b.text, b.cell and (b.cell.table, b.cell.row, b.cell.column)) for b in document.blocks
    ]
    grid = [("甲", 0, 0), ("乙", 0, 1), ("丙", 1, 0), ("丁", 1, 1)]
    assert places == [
        ("文", None),
        *((text, (0, row, column)) for text, row, column in grid),
        ("框", None),
        *((text, (1, row, column)) for text, row, column in grid),
        ("完", None),
    ]


def test_a_row_after_a_nested_table_keeps_the_cells_defined_before_it() -> None:
    """Some programs define a row before its cells only, not again at its end."""
    inner = (
        rf"\pard\intbl\itap2 {chinese('内')}\nestcell {{\*\nesttableprops\trowd\cellx9\nestrow}}"
    )
    document = read(
        rf"\trowd\cellx1000\cellx4000\pard\intbl {inner}{{\nonesttables\par}}\pard\intbl"
        rf" {chinese('后')}\cell {chinese('右')}\cell\row\trowd\cellx1000\cellx2000\cellx4000"
        rf" {chinese('一')}\cell {chinese('二')}\cell {chinese('三')}\cell\row\pard"
    )
    cells = [
        (one.text, one.cell.column, one.cell.column_span) for one in document.blocks if one.cell
    ]
    assert cells == [
        ("内", 0, 1),
        ("后", 0, 1),
        ("右", 1, 2),
        ("一", 0, 1),
        ("二", 1, 1),
        ("三", 2, 1),
    ]


@pytest.mark.parametrize(
    ("words", "mark"),
    [(word, Mark.UNDERLINE) for word in (r"\uld", r"\ulwave", r"\uldb", r"\ulthdash")]
    + [(r"\striked1", Mark.STRIKE), (r"\chcbpat2", Mark.HIGHLIGHT), (r"\cb2", Mark.HIGHLIGHT)],
)
def test_every_kind_of_line_and_colour_is_a_mark(words: str, mark: Mark) -> None:
    colours = r"{\colortbl;\red255\green255\blue255;\red255\green255\blue0;}"
    document = read_rtf(
        Path("a.rtf"), rf"{{\rtf1{colours}\pard a{{{words} b}}c\par}}".encode("ascii")
    )
    (block,) = document.blocks
    assert [(span.text, set(span.marks)) for span in block.spans] == [
        ("a", set()),
        ("b", {mark}),
        ("c", set()),
    ]


@pytest.mark.parametrize(
    "words", [r"\chcbpat1", r"\cb0", r"\striked0", r"\highlight0", r"\chcbpat99"]
)
def test_the_page_s_white_is_no_highlighting(words: str) -> None:
    colours = r"{\colortbl;\red255\green255\blue255;\red255\green255\blue0;}"
    (block,) = read_rtf(
        Path("a.rtf"), rf"{{\rtf1{colours}\pard a{{{words} b}}\par}}".encode()
    ).blocks
    assert [span.marks for span in block.spans] == [frozenset()]


def _form(kind: str, words: str, result: str = "") -> str:
    data = rf"{{\*\formfield{{{words}}}}}"
    return rf"{{\field{{\*\fldinst {kind} {data}}}{{\fldrslt {result}}}}}"


def test_boxes_choices_and_lines_of_forms() -> None:
    choices = "".join(rf"{{\*\ffl {chinese(one)}}}" for one in ("高中", "本科"))
    line = rf"\fftype0{{\*\ffdeftext {chinese('无')}}}"
    boxes = (r"{\*\ffname A}\fftype1\ffres1", r"\fftype1\ffres25", r"\fftype1\ffres25\ffdefres1")
    paragraphs = (
        "".join(_form("FORMCHECKBOX", box) for box in boxes),
        _form("FORMDROPDOWN", r"\fftype2\ffres1" + choices),
        _form("FORMDROPDOWN", r"\fftype2\ffres1" + choices, chinese("本科")),
        _form("FORMTEXT", line, chinese("张三")) + _form("FORMTEXT", line),
    )
    document = read(r"\par".join((r"\pard", *paragraphs)) + r"\par")
    assert texts(document) == ["☒☐☒", "本科", "本科", "张三无"]


def test_hidden_shapes_are_left_out_and_counted() -> None:
    def shape(text: str, hidden: int) -> str:
        says = rf"{{\sp{{\sn shapeType}}{{\sv 202}}}}{{\sp{{\sn fHidden}}{{\sv {hidden}}}}}"
        return rf"{{\shp{{\*\shpinst{says}{{\shptxt\pard\plain {chinese(text)}\par}}}}}}"

    rtf = (HEAD + rf"\pard {chinese('文')}{shape('明', 0)}{shape('暗框', 1)}\par}}").encode("ascii")
    left, kept = (read_rtf(Path("a.rtf"), rtf, keeps_hidden=one) for one in (False, True))
    assert (texts(left), texts(kept)) == (["文", "明"], ["文", "明", "暗框"])
    assert left.remarks == ("Hidden text is left out: 2 characters (--hidden takes it along).",)
