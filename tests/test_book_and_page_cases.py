"""E-books, web pages and Markdown that went wrong, in every format that is written."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from bilingual.model import Layout
from bilingual.writers import WriteOptions, render
from tests.spelling import squeezed, translated
from tests.test_fidelity import shown_docx, shown_epub, shown_html, shown_markdown

CASES = Path(__file__).parent / "cases"
SHOWN = {"docx": shown_docx, "html": shown_html, "md": shown_markdown, "epub": shown_epub}
TEXTS = {
    "duokan.epub": (
        "酒馆：指村口王家的小店。",
        "半斤约合三百克。",
        "花生是本地产的。",
        "这里的雪指春雪。",
    ),
    "vertical_ruby.epub": ("饕餮之宴", "“今天的天气真好。”", "《红楼梦》", "第三条注释。"),
    "gov.html": (
        "某政办发〔2024〕35号",
        "000014349/2024-00123",
        "来源：市住建局",
        "2.供暖企业名单.xls",
    ),
    "short_news.html": ("明年计划新建公路两百公里，总投资三亿元。", "（责任编辑：某某）"),
    "gov_table.html": (
        "11330000/2025-01234",
        "某政发〔2025〕8号",
        "生成日期：",
        "来源：市民政局",
        "某市养老服务办法.pdf",
    ),
    "gov_list.html": (
        "004455667/2025-00088",
        "某省应急管理厅",
        "某应急〔2025〕21号",
        "2025年5月6日",
        "电话：0123-4567890。",
    ),
    "gov_brief.html": (
        "我市召开防汛工作会议",
        "发布日期：2025-06-18",
        "信息来源：市水利局",
        "12345。",
    ),
    "lazy.html": ("我的第一幅作品", "不要贪多"),
    "html_data_uri_nonascii.html": ("第一段文字，说明下面的图片。", "最后一段文字。"),
    "md_container.md": (":::tip提示", ":::danger", "第二条警告。", "乙说：再见。"),
    "md_em_single.md": ("斜体，后面接着字。", "删除，后面接着字。", "他说“好”吗？"),
    "rtf_star_cs.rtf": ("这些字带有字符样式，", "第二段整段带有字符样式。"),
    "rtf_bullet_nolisttext.rtf": ("需要管理员权限", "不读内存"),
}
"""What each shows of its Chinese, without white space."""
ABSENT = {
    "duokan.epub": ("◎",),
    "vertical_ruby.epub": (*"﹁﹂﹃﹄︵︶︽︾", "ㄊㄠ", "lǎo"),
    "gov.html": ("扫一扫", "分享到", "打印", "大中小"),
    "gov_table.html": ("扫一扫", "分享到", "打印", "浏览次数", "备案号", "互动交流"),
    "gov_list.html": ("扫一扫", "新浪微博", "收藏", "登录", "相关文件", "版权所有"),
    "gov_brief.html": ("首页", "图片新闻", "字号", "阅读", "上一篇", "更多", "主办单位"),
    "short_news.html": ("首页", "登录", "写评论", "你可能会喜欢", "排行榜", "免责声明"),
    "md_em_single.md": ("*", "~~"),
    "rtf_bullet_wingdings_aspose.rtf": ("\x00", "\uf06c", "\\x00"),
}
"""What none may show."""


@pytest.mark.parametrize("layout", [Layout.SIDE_BY_SIDE, Layout.INTERLEAVED])
@pytest.mark.parametrize("format_", SHOWN)
@pytest.mark.parametrize("name", sorted(TEXTS.keys() | ABSENT.keys()))
def test_every_format_shows_what_it_should(name: str, format_: str, layout: Layout) -> None:
    made = translated(CASES / name)
    shown = SHOWN[format_](render(made, format_, WriteOptions(layout=layout, has_cover=False)))
    missing = [text for text in TEXTS.get(name, ()) if squeezed(text) not in shown]
    assert missing == []
    assert [text for text in ABSENT.get(name, ()) if text in shown] == []


@pytest.mark.parametrize("name", ["gov_table.html", "gov_list.html"])
def test_a_short_document_and_its_form_are_read_once(name: str) -> None:
    texts = [block.text for block in translated(CASES / name).document.blocks if block.text]
    doubled = {text for text in texts if texts.count(text) > 1 and len(text) > 20}
    assert doubled <= {"某市人民政府关于印发养老服务办法的通知"}


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize(
    ("format_", "note"),
    [
        ("docx", rb'<w:footnote w:id="[1-9]'),
        ("md", rb"(?m)^\[\^[^\]]+\]: "),
        ("html", rb'id="note-\d'),
        ("epub", rb'<aside id="note-\d'),
    ],
)
def test_notes_of_a_book_are_real_notes(format_: str, note: bytes, layout: Layout) -> None:
    content = render(translated(CASES / "duokan.epub"), format_, WriteOptions(layout=layout))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(map(archive.read, archive.namelist()))
    assert len(re.findall(note, content)) == 4
