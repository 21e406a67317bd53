"""Web pages: structure, what is text and what is site, encodings, hostile input."""

from __future__ import annotations

import base64
import datetime as dt
from pathlib import Path

import pytest

from bilingual.errors import ReadError
from bilingual.model import Block, BlockKind, Document, Mark, Span, SpanKind
from bilingual.readers import read_document
from bilingual.readers.html import read_html
from tests.conftest import Run, no_hang

CASES = Path(__file__).parent / "cases"
SENTENCE = "国产大型客机今天完成了首次跨洋飞行，全程约一万公里，历时十二小时。"
PARAGRAPHS = "".join(f"<p>第{number}段：{SENTENCE}</p>" for number in "一二三四")


def read(content: str | bytes, *, encoding: str | None = None) -> Document:
    data = content.encode() if isinstance(content, str) else content
    return read_html(Path("page.html"), data, encoding=encoding)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def shape(document: Document) -> list[tuple[str, int, str, str]]:
    return [(block.kind.value, block.level, block.marker, block.text) for block in document.blocks]


def spans(content: str) -> tuple[Span, ...]:
    (block,) = read(content).blocks
    return block.spans


NEWS = f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>大飞机跨洋首飞_新闻中心_某某网</title>
<meta name="author" content="李四"><script>var a = "脚本";</script><style>p {{color: red}}</style>
<meta property="article:published_time" content="2024-10-28T10:00:00+08:00"></head><body>
<div class="topbar"><a href="/">首页</a> <a href="/n">新闻</a> <a href="/m">军事</a></div>
<nav><ul><li><a href="/1">国内</a></li><li><a href="/2">国际</a></li></ul></nav>
<div><div class="left"><h1>大飞机跨洋首飞</h1><div>来源：<a href="http://x.cn">某某日报</a></div>
<div class="content">{PARAGRAPHS}
<ul><li>航程一万公里</li></ul><table><tr><td>甲</td><td>乙</td></tr>
<tr><td>丙</td><td>丁</td></tr></table></div>
<div class="share">分享到：<a>微信</a></div></div>
<div class="right"><h3>热点</h3><ul><li><a href="/a">今日热点新闻第一条</a></li>
<li><a href="/b">今日热点新闻第二条</a></li><li><a href="/c">第三条</a></li></ul></div></div>
<footer>版权所有 某某网</footer></body></html>"""


def test_an_article_is_found_in_its_site() -> None:
    document = read(NEWS)
    assert texts(document)[:2] == ["大飞机跨洋首飞", "来源：某某日报"]
    assert texts(document)[-5:] == ["航程一万公里", *"甲乙丙丁"]
    assert len(document.blocks) == 2 + 4 + 5
    assert (document.title, document.author, document.date, document.format) == (
        "大飞机跨洋首飞",
        "李四",
        dt.date(2024, 10, 28),
        "html",
    )


@pytest.mark.parametrize(
    ("head", "before", "kept"),
    [
        (
            "<title>大飞机跨洋首飞 - 某网</title>",
            "<div class=t>大飞机跨洋首飞</div>",
            "大飞机跨洋首飞",
        ),
        ("<title>某网</title>", "<h1>另一题</h1>", "另一题"),
        ("<title>某网</title>", "<header id=nav><h1>某某新闻网站</h1></header>", ""),
    ],
)
def test_the_heading_outside_of_the_text_comes_along(head: str, before: str, kept: str) -> None:
    document = read(f"<head>{head}</head><body>{before}<div><div>{PARAGRAPHS}</div></div></body>")
    assert texts(document)[:-4] == ([kept] if kept else [])


def test_a_name_that_begins_the_title_is_no_heading() -> None:
    document = read(
        "<head><title>教育部关于加强学校安全工作的通知_某网</title></head><body><table><tr>"
        "<td>教育部关于加强学校安全工作的通知</td></tr><tr><td>来源：某网</td></tr>"
        f"<tr><td><div>{PARAGRAPHS}<p>教育部</p></div></td></tr></table></body>"
    )
    assert texts(document)[0] == document.title == "教育部关于加强学校安全工作的通知"
    assert texts(document)[-1] == "教育部"


def test_official_documents_keep_their_form_and_lose_the_tools_of_the_site() -> None:
    document = read((CASES / "gov.html").read_bytes())
    assert [block.text for block in document.blocks if block.cell] == [
        *("索引号：", "000014349/2024-00123", "主题分类：", "城乡建设"),
        *("发文机关：", "某市人民政府办公室", "成文日期：", "2024年10月8日"),
        *("发文字号：", "某政办发〔2024〕35号", "标　　题：", "关于做好2024年冬季供暖工作的通知"),
    ]
    assert shape(document)[12:15] == [
        ("heading", 1, "", "关于做好2024年冬季供暖工作的通知"),
        ("paragraph", 0, "", "发布时间：2024-10-08 09:30\u3000来源：市住建局"),
        ("paragraph", 0, "", "某政办发〔2024〕35号"),
    ]
    assert texts(document)[-2:] == [
        "（此件公开发布）",
        "附件：1.供暖设备检修记录表.docx\n2.供暖企业名单.xls",
    ]
    assert (document.title, document.date) == (texts(document)[12], dt.date(2024, 10, 8))


def test_forms_that_are_lists_are_kept_too() -> None:
    form = "<ul><li>索引号：1</li><li>发布机构：某局</li><li>公开日期：2024年10月8日</li></ul>"
    document = read(
        f"<title>关于安全的通知_某网</title>{form}<div><p>关于安全的通知</p>{PARAGRAPHS}</div>"
    )
    assert texts(document)[:4] == [
        "索引号：1",
        "发布机构：某局",
        "公开日期：2024年10月8日",
        "关于安全的通知",
    ]
    assert document.blocks[3].kind is BlockKind.HEADING


def test_short_news_is_its_title_and_its_text() -> None:
    document = read((CASES / "short_news.html").read_bytes())
    assert texts(document) == [
        "交通部门：明年新建公路两百公里",
        "2023-09-26 10:56:28 某报",
        "据报道，交通部门今日表示，明年计划新建公路两百公里，总投资三亿元。",
        "（责任编辑：某某）",
    ]


def test_lines_of_many_tools_take_bounded_time() -> None:
    lines = (
        f"分享到{'|' * 100}x",
        f"字{'|' * 100}号",
        "字号：" + "大 " * 50,
        "分享到" * 50,
        "|" * 90_000,
    )
    with no_hang():
        assert len(read("".join(f"<p>{line}</p>" for line in lines * 20)).blocks) > 20


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("字号：大 中 小", ""),
        ("【字体：大 中 小】 【打印】 【关闭】", ""),
        ("来源：某网 | 字体：[大][中][小]", "来源：某网"),
        ("分享到：微信微博QQ空间", ""),
        ("扫一扫在手机打开当前页", ""),
        ("打印 关闭窗口", ""),
        ("打印", "打印"),
        ("请先打印", "请先打印"),
        ("扫一扫付款码即可支付。", "扫一扫付款码即可支付。"),
        ("分享到朋友圈的文章很多。", "分享到朋友圈的文章很多。"),
        ("按字号大小排列", "按字号大小排列"),
    ],
)
def test_tools_of_the_site_are_no_text(line: str, kept: str) -> None:
    assert texts(read(f"<p>{SENTENCE}</p><p>{line}</p>")) == [SENTENCE, *([kept] if kept else [])]


def test_a_short_page_may_say_which_part_is_its_text() -> None:
    document = read(
        "<head><title>短文 | 某博客</title></head><body><header><h1>某博客</h1></header>"
        "<nav><a href=/>首页</a></nav><main><h1>短文</h1><p>只有一句话。</p></main></body>"
    )
    assert texts(document) == ["短文", "只有一句话。"]


def test_comments_in_code_are_no_comments_of_readers() -> None:
    code = "<pre><span class='line'>f(x) <span class='hljs-comment'># 平方</span></span></pre>"
    assert "f(x) # 平方" in texts(read(f"<article>{PARAGRAPHS}{code}</article>"))


def test_numbers_of_lines_are_no_code() -> None:
    table = "<table><tr><td class='gutter'><pre>1<br>2</pre></td><td><pre>a<br>b</pre></td></tr>"
    assert texts(read(f"{PARAGRAPHS}{table}</table>"))[4:] == ["a\nb"]


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<title>长文章 | 某博客</title><h1>某博客</h1><h1>长文章</h1>", "长文章"),
        ("<title>某部-新聞稿</title><h2>經濟成長率</h2><p>文</p>", "經濟成長率"),
        ("<title>关于安全的通知_某网</title><p>文</p>", "关于安全的通知"),
    ],
)
def test_titles(page: str, title: str) -> None:
    assert read(page).title == title


def test_all_of_a_page_can_be_kept() -> None:
    whole = "".join(texts(read_html(Path("a.html"), NEWS.encode(), keeps_all=True)))
    assert "首页 新闻 军事" in whole and "热点" in whole and "版权所有" in whole
    assert "脚本" not in whole and "color" not in whole


@pytest.mark.parametrize(
    "page",
    [
        "<ul>" + "".join(f"<li><a href='/{n}'>新闻标题之{n}</a></li>" for n in range(9)) + "</ul>",
        "<h2>目录</h2><nav><a href='a'>甲</a> <a href='b'>乙</a></nav>",
        "只有一行字",
        f"<form>{PARAGRAPHS}</form>",
        f"<div style='visibility: hidden; opacity: 0' id='js_content'>{PARAGRAPHS}</div>",
        "".join(f"<div class='card'><p>{SENTENCE}</p></div>" for _ in range(9)),
        f"<div class='comment'>{PARAGRAPHS}</div>",
    ],
)
def test_where_there_is_no_article_all_is_kept(page: str) -> None:
    document = read(page)
    kept = "".join("".join(texts(document)).split())
    everything = "".join(
        "".join(texts(read_html(Path("a"), page.encode(), keeps_all=True))).split()
    )
    assert kept == everything != ""


def test_headings_paragraphs_lists_and_quotations() -> None:
    document = read(
        "<h2>一、<b>背景</b></h2><p>正文。</p><ul><li>甲<ul><li>子</li></ul></li><li><p>乙</p><p>续</p>"
        "<pre>x = 1</pre></li></ul><ol start=3><li>三</li><li value=7>七</li></ol><hr>"
        "<blockquote><p>引文</p></blockquote><dl><dt>词</dt><dd>义</dd></dl>"
    )
    assert shape(document) == [
        ("heading", 2, "", "一、背景"),
        ("paragraph", 0, "", "正文。"),
        ("list-item", 1, "•", "甲"),
        ("list-item", 2, "•", "子"),
        ("list-item", 1, "•", "乙"),
        ("list-item", 1, "", "续"),
        ("code", 0, "", "x = 1"),
        ("list-item", 1, "3.", "三"),
        ("list-item", 1, "7.", "七"),
        ("rule", 0, "", ""),
        ("paragraph", 0, "", "引文"),
        ("paragraph", 0, "", "词"),
        ("list-item", 1, ":", "义"),
    ]
    assert [block.quote_depth for block in document.blocks if block.text == "引文"] == [1]
    assert document.blocks[6].list_depth == 1
    assert document.blocks[1].locator == "paragraph 2"


def test_quotations_that_follow_each_other_stay_apart() -> None:
    quotations = "<blockquote><p>甲</p><blockquote>乙</blockquote></blockquote>" * 2
    assert [(one.quote_depth, one.quote_start) for one in read(quotations).blocks] == [
        *((1, 1), (2, 2)),
        *((1, 1), (2, 2)),
    ]


def test_pictures_in_headings_stand_before_them() -> None:
    picture, heading = read("<h1><img src='logo.png'><br>工具箱</h1>").blocks
    assert (picture.kind, picture.spans[0].href) == (BlockKind.PARAGRAPH, "logo.png")
    assert (heading.kind, heading.spans) == (BlockKind.HEADING, (Span(text="工具箱"),))


def test_inline_formatting() -> None:
    assert spans("<p>这<b>是</b><a href='http://a.cn/' title='T'>链<em>接</em></a>。</p>") == (
        Span(text="这"),
        Span(text="是", marks=frozenset({Mark.BOLD})),
        Span(text="链", href="http://a.cn/", title="T"),
        Span(text="接", href="http://a.cn/", title="T", marks=frozenset({Mark.ITALIC})),
        Span(text="。"),
    )
    assert spans("<p><span style='FONT-WEIGHT: 700'>粗</span></p>")[0].marks == {Mark.BOLD}
    assert spans("<b style='font-weight:normal'>不粗</b>")[0].marks == frozenset()
    assert spans("<p>水H<sub>2</sub>O</p>")[1].marks == {Mark.SUBSCRIPT}
    assert spans("<p>用<code>a  = 1</code></p>")[1] == Span(text="a = 1", kind=SpanKind.CODE)
    math = "<math><mi>x</mi><annotation encoding='application/x-tex'>x^2</annotation></math>"
    assert spans(f"<p>设{math}为</p>")[1] == Span(text="$x^2$", kind=SpanKind.RAW)


def test_ruby_gives_its_base_text() -> None:
    assert spans("<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</rt></ruby>")[0].text == "漢字"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>中文\n  换行 English\nwords\n中文</p>", ["中文换行 English words 中文"]),
        ("<p>\u3000\u3000缩进<br>第二行</p>", ["缩进\n第二行"]),
        (
            "<div>一段<br><br>二段<br>\u3000\u3000三段<br>&nbsp;&nbsp;四段</div>",
            "一段 二段 三段 四段",
        ),
        ("一<div>二</div>三<p>四", ["一", "二", "三", "四"]),
        ("<p>中\u200b文&shy;字<wbr>符</p>", ["中文字符"]),
        ("<p><b>粗 </b><i> 斜</i></p>", ["粗 斜"]),
        ("<p>引<q>话</q></p>", ["引“话”"]),
        ("<p>甲<p>乙</b></i></div>丙", ["甲", "乙丙"]),
        ("<details><summary>题</summary>文</details>", ["题", "文"]),
    ],
)
def test_white_space_and_paragraphs(markup: str, expected: list[str] | str) -> None:
    assert texts(read(markup)) == (expected.split() if isinstance(expected, str) else expected)


def cells(document: Document) -> list[tuple[str, int, int, int, int, bool]]:
    return [
        (block.text, cell.row, cell.column, cell.row_span, cell.column_span, cell.is_header)
        for block in document.blocks
        if (cell := block.cell)
    ]


def test_tables() -> None:
    document = read(
        "<table><caption>表一</caption><thead><tr><th>型号<th colspan=9>数据</tr></thead><tbody>"
        "<tr><th rowspan=0>甲<td>一<td align=right>二<tr><td>三<td></table>"
    )
    assert document.blocks[0].is_caption and document.blocks[0].cell is None
    assert cells(document) == [
        ("型号", 0, 0, 1, 1, True),
        ("数据", 0, 1, 1, 2, True),
        ("甲", 1, 0, 2, 1, False),
        ("一", 1, 1, 1, 1, False),
        ("二", 1, 2, 1, 1, False),
        ("三", 2, 1, 1, 1, False),
        ("", 2, 2, 1, 1, False),
    ]
    assert document.blocks[3].spans[0].marks == {Mark.BOLD}
    assert document.blocks[5].cell and document.blocks[5].cell.align == "right"
    assert document.blocks[5].locator == "table 1, row 2"


def test_tables_that_lay_out_a_page_are_no_tables() -> None:
    page = (
        f"<table><tr><td><h1>标题</h1>{PARAGRAPHS}</td><td>旁<td></tr><tr><td>尾</td></tr></table>"
    )
    assert cells(read(page)) == []
    inner = "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
    nested = read(f"<table><tr><td>{inner}</td><td>外</td></tr><tr><td>下</td></tr></table>")
    assert [text for text, *_ in cells(nested)] == list("甲乙丙丁")
    assert texts(nested) == [*"甲乙丙丁", "外", "下"]
    strays = read(
        "<table>甲<tr>乙<td>丙</td>丁<td>戊</td></tr><p>己</p><tr><td>庚<td>辛</tr></table>"
    )
    assert sorted("".join(texts(strays))) == sorted("甲乙丙丁戊己庚辛")


def test_code_and_prose_in_pre() -> None:
    document = read(
        "<pre><code class='hljs language-python'>print(1)\n  x</code></pre>"
        "<pre>第一行。\n\n第二行。</pre>"
    )
    assert [(block.kind, block.info, block.text) for block in document.blocks] == [
        (BlockKind.CODE, "python", "print(1)\n  x"),
        (BlockKind.PARAGRAPH, "", "第一行。"),
        (BlockKind.PARAGRAPH, "", "第二行。"),
    ]


def test_images() -> None:
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(300)).decode()
    document = read(
        "<a href='big.html'><img src='a.jpg' alt='飞机' width=640 height='480px'></a>"
        "<img src='dot.gif' width=1 height=1>"
        "<img src='data:image/gif;base64,R0lGODlh' data-src='b.jpg'>"
        f"<figure><img src='data:image/png;base64,{picture}'><figcaption>图一</figcaption></figure>"
    )
    images = [span for block in document.blocks for span in block.spans if span.is_opaque]
    assert [(image.text, image.href) for image in images] == [
        ("飞机", "a.jpg"),
        ("", "b.jpg"),
        ("", "data:image-1.png"),
    ]
    assert (images[0].link, images[0].extent) == ("big.html", (640 * 9525, 480 * 9525))
    (media,) = document.media
    assert (media.name, len(media.content)) == ("data:image-1.png", 308)
    assert document.blocks[-1].is_caption


def test_pictures_that_scripts_would_fetch_come_once() -> None:
    document = read((CASES / "lazy.html").read_bytes())
    images = [span for block in document.blocks for span in block.spans if span.is_opaque]
    assert [image.href for image in images] == [
        "https://pic1.example.cn/v2-1_r.jpg",
        "https://www.zhihu.com/equation?tex=E%3Dmc%5E2",
    ]
    spinning = read("<p>图<img src='spin.gif' data-original='a.jpg'></p>")
    assert spinning.blocks[0].spans[1].href == "a.jpg"


def test_addresses_that_hold_no_picture_keep_their_texts() -> None:
    document = read((CASES / "html_data_uri_nonascii.html").read_bytes())
    assert texts(document) == ["第一段文字，说明下面的图片。", "图", "最后一段文字。"]


def test_footnotes() -> None:
    document = read(
        "<p>正文<sup><a href='#fn1' id='r1'>[1]</a></sup>，"
        "又<a role='doc-noteref' href='#n'>*</a>。"
        "见<a href='#later'>下文</a>。</p><h2 id=later>下文</h2>"
        "<ol><li id=fn1><p>注文一。<a href='#r1'>↩</a></p></li></ol><p id=n>注文二。</p>"
    )
    first = document.blocks[0]
    assert [(span.text, span.href) for span in first.spans if span.kind is SpanKind.NOTE] == [
        ("[1]", "fn1"),
        ("*", "n"),
    ]
    notes: list[Block] = [block for block in document.blocks if block.note]
    assert [(note.note, note.kind.value, note.text) for note in notes] == [
        ("fn1", "paragraph", "注文一。"),
        ("n", "paragraph", "注文二。"),
    ]
    assert not any(span.href for span in first.spans if span.kind is SpanKind.TEXT)


def test_footnotes_outside_of_the_article_are_not_lost() -> None:
    links = "".join(f"<li id=n{n}><a href=http://a.cn/{n}>出处之{n}</a></li>" for n in range(1, 5))
    document = read(
        f"<body><article>{PARAGRAPHS}<p>据载<sup><a href='#n2'>[2]</a></sup>。</p></article>"
        f"<ul>{links}</ul></body>"
    )
    assert [block.text for block in document.blocks if block.note] == ["出处之2"]


def test_headings_in_lists_keep_their_numbers() -> None:
    document = read("<ol><li><h3>甲</h3><p>文</p></li></ol><ul><li><h3>乙</h3></li></ul>")
    assert shape(document) == [
        ("heading", 3, "1.", "甲"),
        ("list-item", 1, "", "文"),
        ("heading", 3, "", "乙"),
    ]


def test_addresses() -> None:
    document = read(
        "<base href='https://a.cn/x/'><p><a href='b.html'>甲</a><a href='javascript:f()'>乙</a>"
        "<a href='javascript:;'>丙</a><a href='#z'>丙</a><a href='mailto:a@b.cn'>丁</a>"
        "<a href='http://['>戊</a></p>"
    )
    assert [(span.text, span.href) for span in document.blocks[0].spans] == [
        ("甲", "https://a.cn/x/b.html"),
        ("乙", "javascript:f()"),
        ("丙丙", ""),
        ("丁", "mailto:a@b.cn"),
        ("戊", "http://["),
    ]


@pytest.mark.parametrize(
    ("head", "title", "author", "date"),
    [
        ("<title>甲的新闻_某网</title>", "甲的新闻", "", None),
        ("<title>某网</title><meta property='og:title' content='另一标题'>", "另一标题", "", None),
        ("<meta name=Author content=' 张 三 '>", "甲的新闻", "张 三", None),
        ("<meta name='PubDate' content='2024-10-28 10:00'>", "甲的新闻", "", dt.date(2024, 10, 28)),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "author": '
            '[{"name": "李四"}], "datePublished": "2023-02-01T00:00"}]}</script>',
            "甲的新闻",
            "李四",
            dt.date(2023, 2, 1),
        ),
        ('<script type="application/ld+json">[[</script>', "甲的新闻", "", None),
        ("<meta name=date content=tomorrow>", "甲的新闻", "", None),
    ],
)
def test_metadata(head: str, title: str, author: str, date: dt.date | None) -> None:
    document = read(f"<head>{head}</head><body><h1>甲的新闻</h1><p>正文。</p></body>")
    assert (document.title, document.author, document.date) == (title, author, date)


def test_date_of_the_text() -> None:
    document = read(f"<p>张三 <em id='publish_time'>2024-03-10 08:30</em> 北京</p>{PARAGRAPHS}")
    assert document.date == dt.date(2024, 3, 10)
    document = read(f"<h1>题</h1><p>发布时间：2024-10-28 来源：某</p>{PARAGRAPHS}")
    assert document.date == dt.date(2024, 10, 28)


@pytest.mark.parametrize(
    ("declaration", "written", "found"),
    [
        ("<meta charset=gb2312>", "gb18030", "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gbk">', "gbk", "gb18030"),
        ("", "gb18030", "gb18030"),
        ("<meta charset='big5'>", "big5", "big5"),
        ("", "utf-8", "utf-8"),
        ("<meta charset=gb2312>", "utf-8", "utf-8"),
        ("<meta charset=utf-8>", "utf-8-sig", "utf-8"),
        ("<meta charset=utf-8>", "gb18030", "gb18030"),
        ("<meta charset=utf-16>", "utf-8", "utf-8"),
        ("<meta charset=no-such>", "utf-8", "utf-8"),
        ("<?xml version='1.0' encoding='gbk'?>", "gbk", "gb18030"),
        ("", "utf-16", "utf-16-le"),
    ],
)
def test_encodings(declaration: str, written: str, found: str) -> None:
    text = "我們在會議上討論了這個問題，大家都認為應該盡快開始工作。"
    document = read(f"{declaration}<title>題</title><p>{text}</p>".encode(written))
    assert (texts(document), document.encoding) == ([text], found)


def test_contradicting_encodings_are_refused() -> None:
    data = f"<meta charset=big5><p>{SENTENCE}{SENTENCE}</p>".encode("gb18030")
    try:
        assert texts(read(data)) == [SENTENCE * 2]
    except ReadError as error:
        assert "--encoding" in str(error)
    assert texts(read(data, encoding="gb18030")) == [SENTENCE * 2]
    short = "<meta charset=gb2312><p>一丁</p>".encode("gbk")
    assert texts(read(short)) == ["一丁"]
    with pytest.raises(ReadError, match="--encoding"):
        read(b"<meta charset=utf-8><p>\xff\xff\xff</p>")


@pytest.mark.parametrize(
    "page",
    [
        "<p>甲<script>乙</script><style>丙</style><!--丁--><noscript>戊</noscript><?己?></p>",
        "<p>甲</p><template>乙</template><div hidden>丙</div><p style='display:none'>丁</p>",
        "<p>甲</p><form><input value=乙><button>丙</button></form><svg><text>丁</text></svg>",
        "<p>甲</p><iframe src='http://x.cn/'>乙</iframe><img src='http://x.cn/a.png' width=1>",
    ],
)
def test_only_what_shows_is_text(page: str) -> None:
    text = "".join(texts(read(page)))
    assert text.startswith("甲") and not set(text) & set("乙丙丁戊己") and "root" not in text


def test_entities_lead_nowhere() -> None:
    page = "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>甲&x;乙&amp;</p>"
    assert texts(read(page))[-1] == "甲&x;乙&"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "深",
        "<table><tr><td>" * 84 + "深",
        "<font>" * 3000 + "深",
        f"<p>{'长' * 4_000_000}</p>",
    ],
)
def test_what_no_page_needs_is_refused(page: str) -> None:
    with pytest.raises(ReadError, match=r"page\.html: is nested deeper, or has longer parts"):
        read(page)


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + ("<tr>" + "<td colspan=1000 rowspan=9999>甲" * 5) * 500 + "</table>",
        "<table>" + "<tr><td>甲<td>乙<td>丙" * 2000 + "</table>",
        "<table><tr><td>" * 40 + SENTENCE * 100,
        "<p>" + "\xa0\n" * 30_000 + SENTENCE + "<br>\xa0" * 10_000,
        "<p>" + "<sup><a href='#n'>[1]</a></sup>" * 5000 + "<p id=n>注",
        "<script>x</script>文" * 10_000,
        "<p " + "on" * 20_000 + "style='" + "display" * 20_000 + "'>" + SENTENCE,
        "<div style='display:none'>" * 200 + SENTENCE * 500,
        "<![CDATA[" * 5000 + "&" * 50_000 + "<" * 50_000 + SENTENCE,
        "<b><p>" * 100 + SENTENCE + "</i></table></li>" * 1000 + ("<p>" + SENTENCE) * 500,
    ],
)
def test_hostile_pages_take_bounded_time(page: str) -> None:
    with no_hang():
        read(page)


def test_pages_through_the_command(tmp_path: Path, bilingual: Run) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.html").write_text(NEWS, encoding="utf-8")
    (folder / "sub" / "b.HTM").write_bytes(NEWS.replace("utf-8", "gbk").encode("gbk"))
    arguments = ("translate", folder, "-o", folder / "out", "--engine", "identity", "--to", "md")
    done = bilingual(*arguments)
    assert (done.returncode, done.stderr) == (0, "bilingual: 2 written\n")
    for name in ("a.html.md", "sub/b.HTM.md"):
        assert SENTENCE in (folder / "out" / name).read_text(encoding="utf-8")
    (folder / "out" / "own.html").write_text("<p>输出</p>", encoding="utf-8")
    again = bilingual(*arguments, "--check")
    assert (again.returncode, again.stdout.count("own.html")) == (0, 0)


def test_empty_pages_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    for content in ("<html></html>", "<p> </p><script>甲</script>"):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(ReadError, match="has no text"):
            read_document(path)


@pytest.mark.parametrize(
    ("page", "marks"),
    [
        ("<p><span style='vertical-align:super'>上</span></p>", {Mark.SUPERSCRIPT}),
        ("<p><span style='VERTICAL-ALIGN : sub'>下</span></p>", {Mark.SUBSCRIPT}),
        ("<p><span style='background-color:#ff0'>黄</span></p>", {Mark.HIGHLIGHT}),
        ("<p><span style='background: rgba(255, 200, 0, .5)'>黄</span></p>", {Mark.HIGHLIGHT}),
        ("<p><span style='background-color: rgb(255, 255, 255)'>白</span></p>", set()),
        ("<p><span style='background:transparent'>无</span></p>", set()),
        ("<p><span style='background: url(a.png)'>图</span></p>", set()),
        ("<p><span style='background: rgba(0,0,0,0)'>无</span></p>", set()),
        ("<p style='background:yellow; vertical-align:super'>段</p>", set()),
        (
            "<style>.up {vertical-align:super} b.x, .y{}</style><p><i class=up>上</i></p>",
            {Mark.ITALIC, Mark.SUPERSCRIPT},
        ),
        (
            "<style>/* .b{} */ span.b.c { font-weight : bold !important }</style>"
            "<p><span class='c a b'>粗</span></p>",
            {Mark.BOLD},
        ),
        (
            "<style>em.b{font-weight:bold} .b .c{font-weight:bold} .c:hover{font-weight:bold}"
            "@media print{.c{font-weight:bold}} .c::before{content:'}'}</style>"
            "<p class=b><span class='b c'>常</span></p>",
            set(),
        ),
        (
            "<style>.b{font-weight:bold}.n{font-weight:normal}</style>"
            "<p><span class='n b'>常</span></p>",
            set(),
        ),
        (
            "<style>.b{font-weight:bold}</style>"
            "<p><span class=b style='font-weight:400'>常</span></p>",
            set(),
        ),
        ("<style>.broken{font-weight:bold</style><p><span class=broken>常</span></p>", set()),
    ],
)
def test_styles_are_marks_where_they_say_something_of_letters(page: str, marks: set[Mark]) -> None:
    assert spans(page)[0].marks == marks


def test_what_a_class_hides_is_hidden() -> None:
    page = "<style>.pop{display:none}</style><p>正文在这里，写得很长。</p><p class=pop>弹窗</p>"
    assert texts(read(page)) == ["正文在这里，写得很长。"]


def test_a_sheet_of_many_rules_takes_bounded_time() -> None:
    rules = ".a.b{font-weight:bold}" * 30_000 + ".a{" * 100_000
    with no_hang():
        read(f"<style>{rules}</style>" + "<p class='a b'>文</p>" * 3_000)


def test_what_is_filled_in_ticked_or_chosen_is_read() -> None:
    fields = (
        "<p>姓名：<input value='张三'>，电话：<input type=tel value='13800000000'></p>"
        "<p><input type=checkbox checked>参加 <input type=checkbox>不参加</p>"
        "<p>学历：<select><option>高中<option selected>本科</select></p>"
        "<p>备注：<textarea>无</textarea><input type=hidden value=x>"
        "<input type=submit value=提交></p>"
    )
    assert texts(read(fields)) == [
        "姓名：张三，电话：13800000000",
        "☒参加 ☐不参加",
        "学历：本科",
        "备注：无",
    ]
