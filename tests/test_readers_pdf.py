"""PDF: lines into paragraphs, pages' own lines, headings, and what is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bilingual.errors import ReadError
from bilingual.model import Document, SpanKind
from bilingual.readers.pdf import read_pdf
from bilingual.readers.pdf import reader as pdf
from tests.conftest import Run, no_hang
from tests.pdf_builder import column, make_pdf

FULL = (
    "国产大型客机今天完成了首次跨洋飞行，全程约一万公里，历时十二小时"  # 33 characters: the width
)
SHORT = "飞行平稳。"
PROSE = [f"\u3000\u3000{FULL[:-2]}", FULL, SHORT]
PROSE_TEXT = FULL[:-2] + FULL + SHORT


@pytest.fixture(autouse=True)
def _no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether or not it is installed; ``test_pdf_recognition`` has the other case."""
    monkeypatch.setattr(pdf, "recognition_version", lambda: "")


def read(data: bytes) -> Document:
    return read_pdf(Path("a.pdf"), data)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def test_lines_become_paragraphs_and_headings() -> None:
    document = read(
        make_pdf(
            [
                [
                    (150, 800, 22, "大飞机报告"),
                    (90, 780, 16, "一、背景"),
                    *column([*PROSE, *PROSE, "• 第一项", "• 第二项", "（一）甲", "（二）乙"]),
                ]
            ],
            info="/Author (Zhang) /Title (report.doc) /CreationDate (D:20241028093000+08'00')",
        )
    )
    assert [(block.kind.value, block.level, block.text) for block in document.blocks] == [
        ("heading", 1, "大飞机报告"),
        ("heading", 2, "一、背景"),
        ("paragraph", 0, PROSE_TEXT),
        ("paragraph", 0, PROSE_TEXT),
        ("list-item", 1, "第一项"),
        ("list-item", 1, "第二项"),
        ("paragraph", 0, "（一）甲"),
        ("paragraph", 0, "（二）乙"),
    ]
    assert (document.title, document.author, document.date, document.format) == (
        "大飞机报告",
        "Zhang",
        dt.date(2024, 10, 28),
        "pdf",
    )
    assert document.blocks[3].locator == "page 1"


def test_words_at_line_ends() -> None:
    lines = [
        "The aeroplane needs international certification by the authority of",
        "several countries, and 认证 is a long process; it takes many years.",
    ]
    (text,) = texts(read(make_pdf([column(lines)])))
    assert text == " ".join(lines)
    hyphens = ["高速 cooperation and high-", "speed rail with co-", "operation."]
    assert "".join(texts(read(make_pdf([column(hyphens)])))) == (
        "高速 cooperation and high-speed rail with cooperation."
    )


def test_paragraphs_go_on_over_pages() -> None:
    document = read(make_pdf([column([FULL, FULL]), column([SHORT, f"\u3000\u3000{SHORT}"])]))
    assert texts(document) == [FULL * 2 + SHORT, SHORT]
    ended = f"{FULL[:-1]}。"
    assert texts(read(make_pdf([column([ended]), column([SHORT])]))) == [ended, SHORT]


def test_what_stands_on_every_page_is_left_out() -> None:
    pages = [
        [
            (90, 810, 9, "内部资料" if number % 2 else "年度报告"),
            *column([FULL, f"第{number}点说明。"], top=700 - 5 * number),
            (290, 30, 9, f"— {number} —"),
        ]
        for number in range(1, 9)
    ]
    text = "".join(texts(read(make_pdf(pages))))
    assert "内部" not in text and "年度" not in text and "—" not in text
    assert all(f"第{number}点说明" in text for number in range(1, 9))


def test_what_stands_on_few_pages_is_kept() -> None:
    pages = [[(90, 810, 12, f"{title}。"), *column([FULL])] for title in ("甲乙", "丙丁", "甲乙")]
    assert "".join(texts(read(make_pdf(pages)))).count("甲乙") == 2
    numbered = [[*column([f"{FULL}{number}"]), (290, 30, 9, str(number))] for number in (1, 2)]
    assert not any(text.isdigit() for text in texts(read(make_pdf(numbered))))


def test_columns_of_a_table_stay_apart() -> None:
    page = [(90, 700, 12, "型号"), (290, 700, 12, "航程"), (90, 682, 12, "甲 一")]
    assert texts(read(make_pdf([[*page, *column([FULL], top=600)]])))[:2] == ["型号 航程", "甲 一"]


def test_a_table_wider_than_its_column_does_not_part_the_text() -> None:
    rows = [(90, 300 - 18 * row, 12, f"{'甲' * 48}{row}") for row in range(2)]
    found = texts(read(make_pdf([[*column(3 * PROSE), *rows]])))
    assert found == [*3 * [PROSE_TEXT], f"{'甲' * 48}0", f"{'甲' * 48}1"]


def test_raised_digits_are_not_of_the_number_before() -> None:
    note = [(90, 700, 12, "增长41%"), (150, 705, 7, "1"), (157, 700, 12, "。")]
    found = texts(read(make_pdf([[*note, *column([FULL], top=600)]])))
    assert found[0].startswith("增长41% ¹")


def test_pictures_of_pages() -> None:
    document = read(make_pdf([None, column([FULL]), None]))
    assert [block.spans[0].kind for block in document.blocks] == [
        SpanKind.IMAGE,
        SpanKind.TEXT,
        SpanKind.IMAGE,
    ]
    assert texts(document)[2] == "page 3, without text"
    assert document.remarks == (
        "Pages 1 and 3 are pictures, and text in them is not read: "
        "pip install 'bilingual-zh[ocr]', then run it again.",
    )


def test_a_scan_with_the_name_of_its_scanner_is_a_picture() -> None:
    stamped = [(60, 30, 9, "扫描全能王。")]
    document = read(make_pdf([column([f"{FULL}。"]), stamped, column(["附录"])], scans=(2,)))
    assert texts(document) == [f"{FULL}。", "扫描全能王。", "附录"]
    (remark,) = document.remarks
    assert remark.startswith("Page 2 is a picture, and text in it is not read")


ENCRYPTED = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> >>"
    " /ID [<41> <41>]"
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (make_pdf([None, None]), r"only pictures .*: pip install 'bilingual-zh\[ocr\]'"),
        (make_pdf([[]]), r"pip install 'bilingual-zh\[ocr\]'"),
        (make_pdf([column([FULL])], trailer=ENCRYPTED), "protected with a password"),
        (make_pdf([column(["\ue000\ue001\ue002" * 9])]), "do not say which characters"),
        (b"%PDF-1.5\n%%EOF", "not a sound PDF"),
        (b"\x00\x01\x02", "not a sound PDF"),
        ("这不是".encode(), "not a sound PDF"),
        (make_pdf([column([FULL])] * 2001), "split it"),
    ],
)
def test_refusals_say_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        read(data)
    assert str(caught.value).startswith("a.pdf: ") and "; " in str(caught.value)
    assert "\n" not in str(caught.value)


def test_damage_and_loops_are_bounded() -> None:
    whole = make_pdf([column([FULL] * 30)] * 3)
    with no_hang():
        loop = whole.replace(b"/Kids [6 0 R", b"/Kids [2 0 R")
        damaged = [loop, *(whole[:length] for length in range(0, len(whole), len(whole) // 6))]
        for data in damaged:
            try:
                assert read(data).format == "pdf"
            except ReadError as error:
                assert "; " in str(error)


def test_crowded_pages_take_bounded_time() -> None:
    with no_hang():
        read(make_pdf([[(number % 500, 800 - number / 9, 5, "甲乙丙") for number in range(6000)]]))


def test_endless_files_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "patience_for", lambda size: 0.01)
    with pytest.raises(ReadError, match="more time or memory"):
        read(make_pdf([column([FULL])]))


def test_pdf_through_the_command(tmp_path: Path, bilingual: Run) -> None:
    (tmp_path / "a.pdf").write_bytes(make_pdf([column(PROSE)]))
    done = bilingual("translate", "a.pdf", "-o", "out", "--engine", "identity", "--to", "md")
    assert done.returncode == 0, done.stderr
    assert PROSE_TEXT[:20] in (tmp_path / "out" / "a.pdf.md").read_text(encoding="utf-8")


def _shows(document: Document) -> list[str]:
    return [block.text or block.spans[0].href for block in document.blocks]


def test_pictures_stand_where_they_are_among_the_text() -> None:
    text = [(90, 760, 12, "第一段文字在图片的上面。"), (90, 500, 12, "第二段文字在图片的下面。")]
    document = read_pdf(Path("a.pdf"), make_pdf([text], squares=[(1, 90, 550, 100)]))
    assert _shows(document) == [text[0][3], "page-1-1.png", text[1][3]]
    (picture,) = document.media
    assert picture.content.startswith(b"\x89PNG") and picture.name == "page-1-1.png"
    assert document.blocks[1].spans[0].extent == (1_270_000, 1_270_000)


def test_a_picture_of_a_column_stands_in_its_column() -> None:
    left = column([f"左边的文字一共有十二个{n}" for n in range(12)], left=60, top=760)
    right = column([f"右边的文字一共有十二个{n}" for n in range(5)], left=330, top=760)
    right += column([f"图下的文字一共有十二个{n}" for n in range(4)], left=330, top=600)
    document = read_pdf(Path("a.pdf"), make_pdf([[*left, *right]], squares=[(1, 330, 625, 50)]))
    shown = _shows(document)
    at = shown.index("page-1-1.png")
    assert "右边" in shown[at - 1] and "图下" in shown[at + 1]


def test_logos_backgrounds_and_bullets_are_no_pictures() -> None:
    pages = [column([f"{FULL}{n}", f"{n}、飞行平稳，机组和地面人员配合顺利。"]) for n in "一二三"]
    squares = [(n, 20, 780, 40) for n in (1, 2, 3)] + [(1, 0, 0, 840), (2, 80, 700, 8)]
    document = read_pdf(Path("a.pdf"), make_pdf(pages, squares=squares))
    assert all(block.text for block in document.blocks)
    assert not document.media
