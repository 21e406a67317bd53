"""OpenDocument texts: structure, notes, headers, and what is refused."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest

from bilingual.errors import ReadError
from bilingual.model import Document, Mark, Part, SpanKind
from bilingual.readers.odt import read_odt
from tests.conftest import Run, no_hang

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
        "meta": "meta",
        "form": "form",
    }.items()
)
NAMES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
AUTOMATIC = (
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2" style:family="text" style:parent-style-name="T1">'
    '<style:text-properties fo:font-style="italic" style:text-position="super 58%"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Title"/>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"'
    ' style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2"'
    ' style:num-format="一, 二, 三, ..." style:num-prefix="（" style:num-suffix="）"/>'
    '</text:list-style><text:list-style style:name="L2"><text:list-level-style-bullet'
    ' text:level="1" text:bullet-char="•"/></text:list-style>'
)
STYLES = (
    '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1"'
    ' style:num-format="1"/><text:outline-level-style text:level="2" style:num-format="1"'
    ' text:display-levels="2"/></text:outline-style><style:master-page style:name="Standard">'
    "<style:header><text:p>页眉</text:p></style:header><style:footer><text:p>"
    "<text:page-number>1</text:page-number></text:p></style:footer></style:master-page>"
)
META = (
    "<dc:title>报告</dc:title><meta:initial-creator>张三</meta:initial-creator>"
    "<meta:creation-date>2024-10-28T09:00:00</meta:creation-date>"
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def odt(body: str, files: dict[str, str | bytes] | None = None, *, styles: str = "") -> bytes:
    content = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {NAMES}><office:automatic-styles>{AUTOMATIC}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {NAMES}>{styles}</office:document-styles>",
        "meta.xml": f"<office:document-meta {NAMES}>{META}</office:document-meta>",
        **(files or {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in content.items():
            target.writestr(name, text)
    return file.getvalue()


def read(body: str, files: dict[str, str | bytes] | None = None, *, styles: str = "") -> Document:
    return read_odt(Path("a.odt"), odt(body, files, styles=styles))


def test_paragraphs_headings_and_properties() -> None:
    document = read(
        '<text:p text:style-name="P2">题目</text:p><text:h text:outline-level="1">甲</text:h>'
        '<text:h text:outline-level="2">乙</text:h><text:h text:outline-level="2">丙</text:h>'
        '<text:h text:outline-level="1">丁</text:h><text:section><text:p>文<text:s text:c="3"/>'
        "字<text:tab/>符<text:line-break/>行</text:p></text:section><text:p/>"
        '<text:p text:style-name="P1">引文</text:p><text:p text:style-name="Caption">图一</text:p>'
        '<text:p text:style-name="Preformatted_20_Text">x<text:s text:c="2"/>= 1</text:p>',
        styles=STYLES,
    )
    body = [block for block in document.blocks if block.part is Part.BODY]
    assert [(one.kind.value, one.level, one.marker, one.text) for one in body] == [
        ("heading", 1, "", "题目"),
        ("heading", 1, "1", "甲"),
        ("heading", 2, "1.1", "乙"),
        ("heading", 2, "1.2", "丙"),
        ("heading", 1, "2", "丁"),
        ("paragraph", 0, "", "文 字\t符\n行"),
        ("paragraph", 0, "", "引文"),
        ("paragraph", 0, "", "图一"),
        ("code", 0, "", "x  = 1"),
    ]
    assert (body[6].quote_depth, body[7].is_caption) == (1, True)
    assert [(one.text, one.part) for one in document.blocks[9:]] == [("页眉", Part.HEADER)]
    assert (document.title, document.author, document.date, document.format) == (
        "报告",
        "张三",
        dt.date(2024, 10, 28),
        "odt",
    )


def item(content: str, attributes: str = "") -> str:
    return f"<text:list-item {attributes}>{content}</text:list-item>"


def listing(content: str, style: str = "", attributes: str = "") -> str:
    named = f'text:style-name="{style}"' if style else ""
    return f"<text:list {named} {attributes}>{content}</text:list>"


def test_lists() -> None:
    inner = listing(item("<text:p>丙</text:p>") + item("<text:p>丁</text:p>"))
    document = read(
        listing(
            item("<text:p>甲</text:p><text:p>续</text:p>")
            + item(f"<text:p>乙</text:p>{inner}")
            + item(listing(item("<text:p>戊</text:p>")))
            + item("<text:p>己</text:p>", 'text:start-value="7"'),
            "L1",
        )
        + listing(item("<text:p>庚</text:p>"), "L1", 'text:continue-numbering="true"')
        + listing(item("<text:p>辛</text:p>"), "L1")
        + listing(item("<text:p>壬</text:p>"), "L2")
    )
    assert [(one.text, one.level, one.marker) for one in document.blocks] == [
        ("甲", 1, "1."),
        ("续", 1, ""),
        ("乙", 1, "2."),
        ("丙", 2, "（一）"),
        ("丁", 2, "（二）"),
        ("戊", 2, "（三）"),
        ("己", 1, "7."),
        ("庚", 1, "8."),
        ("辛", 1, "1."),
        ("壬", 1, "•"),
    ]


def test_formatting_links_notes_and_pictures() -> None:
    document = read(
        '<text:p>一<text:span text:style-name="T1">二</text:span><text:a xlink:href="http://a.cn/">三'
        '</text:a><text:span text:style-name="T2">四</text:span><text:note text:id="n1"'
        ' text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>注文</text:p></text:note-body></text:note><office:annotation><dc:creator>李"
        "</dc:creator><dc:date>2024</dc:date><text:p>批注</text:p></office:annotation><text:ruby>"
        "<text:ruby-base>漢</text:ruby-base><text:ruby-text>hàn</text:ruby-text></text:ruby>"
        '<draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>图</svg:desc></draw:frame>'
        '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'
        "<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame></text:p>"
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>删</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>",
        {
            "Pictures/a.png": PNG,
            "Object 1/content.xml": "<math><mi>x</mi><annotation>x^2</annotation></math>",
        },
    )
    assert [(one.text, one.part, one.note) for one in document.blocks] == [
        ("一二三四[1]漢图x^2", Part.BODY, ""),
        ("框", Part.BODY, ""),
        ("注文", Part.BODY, "n1"),
        ("批注", Part.COMMENT, ""),
    ]
    spans = document.blocks[0].spans
    assert spans[1].marks == {Mark.BOLD} and spans[2].href == "http://a.cn/"
    assert spans[3].marks == {Mark.BOLD, Mark.ITALIC, Mark.SUPERSCRIPT}
    assert [span.kind for span in spans if span.is_opaque] == [
        SpanKind.NOTE,
        SpanKind.IMAGE,
        SpanKind.RAW,
    ]
    assert [media.name for media in document.media] == ["Pictures/a.png"]
    assert document.blocks[3].locator == "comment by 李"


def test_tables() -> None:
    inner = "<table:table><table:table-row><table:table-cell><text:p>内</text:p></table:table-cell>"
    document = read(
        "<table:table><table:table-header-rows><table:table-row><table:table-cell"
        ' table:number-columns-spanned="2"><text:p>头</text:p></table:table-cell>'
        "<table:covered-table-cell/></table:table-row></table:table-header-rows><table:table-row>"
        '<table:table-cell table:number-rows-spanned="9"><text:p>甲</text:p><text:p>乙</text:p>'
        f"</table:table-cell><table:table-cell>{inner}</table:table-row></table:table>"
        '</table:table-cell></table:table-row><table:table-row table:number-rows-repeated="2">'
        "<table:covered-table-cell/><table:table-cell/></table:table-row></table:table>"
    )
    assert [
        (one.text, at.row, at.column, at.row_span, at.column_span, at.is_header)
        for one in document.blocks
        if (at := one.cell)
    ] == [
        ("头", 0, 0, 1, 2, True),
        ("甲", 1, 0, 3, 1, False),
        ("乙", 1, 0, 3, 1, False),
        ("内", 1, 1, 1, 1, False),
        ("", 2, 1, 1, 1, False),
        ("", 3, 1, 1, 1, False),
    ]


def test_the_table_of_contents_is_known_as_such() -> None:
    document = read(
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>源"
        "</text:index-title-template></text:table-of-content-source><text:index-body><text:p>目录"
        "</text:p></text:index-body></text:table-of-content><text:p>文</text:p>"
    )
    assert [(one.text, one.is_contents) for one in document.blocks] == [
        ("目录", True),
        ("文", False),
    ]


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM '
    '"file:///etc/passwd">]>'
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK", "no zip file"),
        (odt("")[:200], "no zip file"),
        (odt("<text:p>"), "content.xml: "),
        (odt("", {"content.xml": "<x/>"}), "holds no text document"),
        (odt("<text:section>" * 300), "nested deeper"),
        (odt("<text:section>" * 240 + "<text:p>深</text:p>" + "</text:section>" * 240), ""),
        (odt("", {"bomb": b"0" * 60_000_000}), "unpacks to 60 MB"),
        (
            odt("", {"META-INF/manifest.xml": "<m><file><encryption-data/></file></m>"}),
            "protected with a password",
        ),
    ],
)
def test_refusals_say_what_to_do(data: bytes, message: str) -> None:
    try:
        assert not message, read_odt(Path("a.odt"), data)
        read_odt(Path("a.odt"), data)
    except ReadError as error:
        assert message in str(error) and str(error).startswith("a.odt: ")
        assert "; " in str(error) and "\n" not in str(error)


def test_entities_lead_nowhere() -> None:
    content = odt("<text:p>甲&b;&c;乙</text:p>")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = ENTITIES + archive.read("content.xml").decode()
    with pytest.raises(ReadError, match=r"content\.xml declares entities"):
        read("", {"content.xml": xml})


def test_repeated_cells_take_bounded_time() -> None:
    with no_hang():
        cell = '<table:table-cell table:number-columns-repeated="999999"><text:p>甲</text:p>'
        row = f'<table:table-row table:number-rows-repeated="999999">{cell}</table:table-cell>'
        document = read(f"<table:table>{row}</table:table-row></table:table>" * 20)
        assert len(document.blocks) == 20 * 10 * 10


def test_odt_through_the_command(tmp_path: Path, bilingual: Run) -> None:
    (tmp_path / "a.odt").write_bytes(odt("<text:p>正文。</text:p>"))
    done = bilingual("translate", "a.odt", "-o", "out", "--engine", "identity", "--to", "md")
    assert done.returncode == 0, done.stderr
    assert "正文。" in (tmp_path / "out" / "a.odt.md").read_text(encoding="utf-8")


_HIDING = (
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/>'
    '</style:style><style:style style:name="HP" style:family="paragraph">'
    '<style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="S" style:family="text"><style:text-properties text:display="true"/>'
    "</style:style>"
)


@pytest.mark.parametrize(
    ("body", "shown", "hidden"),
    [
        ('<text:p>甲<text:span text:style-name="H">底 价</text:span>乙</text:p>', "甲乙", "底价"),
        (
            '<text:p text:style-name="HP">底<text:span text:style-name="S">明</text:span></text:p>',
            "明",
            "底",
        ),
        (
            '<text:p>甲<text:span text:style-name="H">底<text:note><text:note-citation>1'
            "</text:note-citation><text:note-body><text:p>注</text:p></text:note-body></text:note>"
            "</text:span></text:p>",
            "甲",
            "底1注",
        ),
        (
            '<text:p>甲<text:hidden-text text:is-hidden="true" text:string-value="底价"/></text:p>',
            "甲",
            "底价",
        ),
        (
            '<text:p>甲<text:hidden-text text:is-hidden="false">乙</text:hidden-text></text:p>',
            "甲乙",
            "",
        ),
        (
            '<text:p>底<text:hidden-paragraph text:is-hidden="true"/></text:p><text:p>甲</text:p>',
            "甲",
            "底",
        ),
        (
            '<text:section text:display="none"><text:p>底价</text:p></text:section>'
            "<text:p>甲</text:p>",
            "甲",
            "底价",
        ),
        (
            '<text:section text:display="condition" text:is-hidden="true"><text:p>底</text:p>'
            "</text:section><text:p>甲</text:p>",
            "甲",
            "底",
        ),
    ],
)
def test_hidden_text_is_left_out_and_counted(body: str, shown: str, hidden: str) -> None:
    data = odt(body, styles=_HIDING)
    left, kept = (read_odt(Path("a.odt"), data, keeps_hidden=one) for one in (False, True))
    assert "".join(one.text for one in left.blocks) == shown
    assert set(hidden) <= set("".join(one.text for one in kept.blocks) + "1")
    assert [one.split(" in ")[0] for one in left.remarks] == (
        [f"Hidden text is left out: {len(hidden)} character{'s' * (len(hidden) > 1)}"]
        * bool(hidden)
    )
    assert kept.remarks == ()


def test_controls_and_fields_of_forms_say_what_is_filled_in() -> None:
    controls = {
        "a": '<form:checkbox xml:id="a" form:current-state="checked" form:label="参加"/>',
        "b": '<form:checkbox xml:id="b" form:state="unchecked" form:label="不参加"/>',
        "c": '<form:text xml:id="c" form:value="旧" form:current-value="张三"/>',
        "d": '<form:listbox xml:id="d"><form:option form:label="高中"/>'
        '<form:option form:label="本科" form:current-selected="true"/></form:listbox>',
        "e": '<form:button xml:id="e" form:label="提交"/>',
    }
    places = "".join(f'<text:p><draw:control draw:control="{one}"/></text:p>' for one in controls)
    word = (
        '<text:p><text:fieldmark text:type="a.FORMCHECKBOX"><text:param text:name='
        '"Checkbox_Checked" text:value="true"/></text:fieldmark><text:fieldmark'
        ' text:type="a.FORMDROPDOWN"><text:param text:name="Dropdown_ListEntry" text:value="男"/>'
        '<text:param text:name="Dropdown_ListEntry" text:value="女"/><text:param'
        ' text:name="Dropdown_Selected" text:value="1"/></text:fieldmark></text:p>'
    )
    forms = f"<office:forms><form:form>{''.join(controls.values())}</form:form></office:forms>"
    document = read(forms + places + word)
    assert [one.text for one in document.blocks] == ["☒参加", "☐不参加", "张三", "本科", "☒女"]
