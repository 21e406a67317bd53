"""Plain text: encodings, paragraphs, and what is refused."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from bilingual.errors import ReadError
from bilingual.model import BlockKind, Document
from bilingual.readers import SUFFIXES, read_document

SHARED = Path(__file__).parents[2] / "shared"
SIMPLIFIED = "我们在会议上讨论了这个问题，大家都认为应该尽快开始工作。"
TRADITIONAL = "我們在會議上討論了這個問題，大家都認為應該盡快開始工作。"


def read(folder: Path, content: str | bytes, *, encoding: str | None = None) -> Document:
    path = folder / "seed.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_document(path, encoding=encoding)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


@pytest.mark.parametrize(
    ("text", "written", "found"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        (SIMPLIFIED, "utf-32", "utf-32-le"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED + "㐀𠀀", "gb18030", "gb18030"),
        (TRADITIONAL, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL + "碁", "cp950", "cp950"),
        (TRADITIONAL + "啲", "big5hkscs", "big5hkscs"),
    ],
)
def test_encodings_are_detected(tmp_path: Path, text: str, written: str, found: str) -> None:
    document = read(tmp_path, text.encode(written))
    assert texts(document) == [text]
    assert document.encoding == found


def test_big_endian_mark(tmp_path: Path) -> None:
    text = SIMPLIFIED + "各行各业"  # its last byte is DOS's end-of-file mark
    document = read(tmp_path, b"\xfe\xff" + text.encode("utf-16-be"))
    assert (texts(document), document.encoding) == ([text], "utf-16-be")


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_short_pieces_are_right_or_refused_but_never_wrong(tmp_path: Path, encoding: str) -> None:
    source = SHARED / "eval" / "ntrex-zhtw.zh"
    if not source.exists():
        pytest.skip("no evaluation texts beside the checkout")
    right = refused = 0
    for line in source.read_text(encoding="utf-8").splitlines()[:300]:
        data = line[:20].strip().encode(encoding, errors="ignore")
        if data.isascii():
            continue
        try:
            assert texts(read(tmp_path, data)) == [data.decode(encoding)]
            right += 1
        except ReadError as error:
            assert "ambiguous" in str(error)
            refused += 1
    assert right > 8 * refused


def test_whole_texts_in_every_encoding(tmp_path: Path) -> None:
    seeds = sorted((SHARED / "seeds").glob("*.txt"))
    if not seeds:
        pytest.skip("no seeds beside the checkout")
    for seed in seeds:
        expected = texts(read_document(seed))
        for encoding in ("utf-8-sig", "utf-16", "gb18030"):
            data = seed.read_text(encoding="utf-8").encode(encoding)
            assert texts(read(tmp_path, data)) == expected


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "has no text"),
        (" \n\u3000\n".encode(), "has no text"),
        (b"\xef\xbb\xbf", "has no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "looks like a binary file"),
        (b"PK\x03\x04\x14\x00", "looks like a binary file"),
        (b"\x7fELF\x02\x01\x01\x00", "looks like a binary file"),
        (SIMPLIFIED.encode("utf-16-le"), "looks like a binary file"),
        (b"\xff\xff\xff\xff", "tried utf-8, gb18030, big5"),
        (b"\xff\xfeabc", "not valid utf-16-le"),
        ("一丁".encode("gbk"), "--encoding"),
        ("联通".encode("gbk"), "ambiguous"),
        ("naïve café – déjà vu".encode("cp1252"), "--encoding"),
        (SIMPLIFIED.encode()[:-1], "--replace-errors"),
    ],
)
def test_refusals_say_what_to_do(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path, data)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path / 'seed.txt'}: ")
    assert "; " in str(caught.value) and "\n" not in str(caught.value)


def test_named_encoding_is_obeyed(tmp_path: Path) -> None:
    data = "一丁".encode("gbk")
    assert texts(read(tmp_path, data, encoding="gbk")) == ["一丁"]
    for encoding in ("utf-8", "no-such", "rot13", "nul\0"):
        with pytest.raises(ReadError, match="encoding"):
            read(tmp_path, data, encoding=encoding)


def test_the_euro_sign_of_windows_in_gbk(tmp_path: Path) -> None:
    data = f"{SIMPLIFIED}价格为".encode("gbk") + b"\x80100" + "。".encode("gbk")
    for encoding in (None, "gbk", "gb18030"):
        document = read(tmp_path, data, encoding=encoding)
        assert texts(document) == [f"{SIMPLIFIED}价格为€100。"]
        assert document.remarks == ()


@pytest.mark.parametrize(
    ("written", "bad", "shown"),
    [
        ("utf-8", b"\xff", "is utf-8, but 1 place is not (line 2, column 4: FF)"),
        ("utf-8", b"\xe6\xad", "is utf-8, but 1 place is not (line 2, column 4: E6 AD)"),
        ("utf-8-sig", b"\xff", "is utf-8, but 1 place is not (line 2, column 4: FF)"),
        ("gbk", b"\xff", "is gb18030, but 1 place is not (line 2, column 4: FF)"),
        ("big5", b"\xff", "is big5, but 1 place is not (line 2, column 4: FF)"),
    ],
)
def test_bad_bytes_are_told_and_marked_on_request(
    tmp_path: Path, written: str, bad: bytes, shown: str
) -> None:
    line = TRADITIONAL if written == "big5" else SIMPLIFIED
    codec = written.removesuffix("-sig")
    data = f"{line}\n好好好".encode(written) + bad + f"。{line}\n".encode(codec)
    path = tmp_path / "seed.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_document(path)
    assert shown in caught.value.problem
    assert "--replace-errors" in caught.value.remedy
    document = read_document(path, replaces_errors=True)
    assert texts(document) == [line, f"好好好\ufffd。{line}"]
    name = document.encoding
    where = shown.partition("(")[2]
    assert document.remarks == (f"1 place is not {name}: \ufffd stands for the bytes ({where}.",)


def test_no_advice_leads_in_a_circle(tmp_path: Path) -> None:
    damaged = SIMPLIFIED.encode() + b"\xff" + SIMPLIFIED.encode()
    for encoding in (None, "utf-8"):
        with pytest.raises(ReadError, match="--replace-errors"):
            read(tmp_path, damaged, encoding=encoding)
    with pytest.raises(ReadError, match="leave out --encoding: it reads as big5"):
        read(tmp_path, TRADITIONAL.encode("big5"), encoding="utf-8")
    with pytest.raises(ReadError, match="add --replace-errors: it is utf-8, damaged"):
        read(tmp_path, damaged, encoding="big5")


def test_large_files_mark_places_too(tmp_path: Path) -> None:
    path = tmp_path / "large.md"
    path.write_bytes(f"{SIMPLIFIED}\n".encode() * 4000 + b"\xff\xfe" + SIMPLIFIED.encode())
    document = read_document(path, replaces_errors=True)
    assert "line 4001, column 1: FF FE" in document.remarks[0]


def test_latin_and_greek_utf8_is_not_taken_for_chinese(tmp_path: Path) -> None:
    for text in ("café · crème", "Ελληνικά κείμενα", "Привет, мир"):
        assert texts(read(tmp_path, text)) == [text]


def test_every_line_end_separates_paragraphs(tmp_path: Path) -> None:
    document = read(tmp_path, "一\r\n二\r三\n四\u2028五\f六\x1a")
    assert texts(document) == list("一二三四五六")
    assert document.blocks[1].locator == "line 2"


def test_blank_lines_and_indentation_are_layout(tmp_path: Path) -> None:
    document = read(tmp_path, "\n\u3000\u3000第一段。 \n\n\n\t第二段。\n第三段。\n")
    assert texts(document) == ["第一段。", "第二段。", "第三段。"]
    assert [block.blank_before for block in document.blocks] == [1, 2, 0]
    assert {block.kind for block in document.blocks} == {BlockKind.PARAGRAPH}
    assert len({block.id for block in document.blocks}) == 3


WRAPPED = """\
关于开展工作的通知

\u3000\u3000今年以来各部门认真贯彻落实会议精神，积极推动各项工
作取得新的进展，为全年目标任务的完成打下了坚实的基础，
同时也还存在一些需要解决的问题。

\u3000\u3000The second paragraph has English words and it is broken
across several lines of text, as mail programs used to do,
然后又回到中文。
"""


def test_wrapped_lines_are_joined(tmp_path: Path) -> None:
    document = read(tmp_path, WRAPPED)
    assert texts(document) == [
        "关于开展工作的通知",
        "今年以来各部门认真贯彻落实会议精神，积极推动各项工作取得新的进展，"
        "为全年目标任务的完成打下了坚实的基础，同时也还存在一些需要解决的问题。",
        "The second paragraph has English words and it is broken across several lines of text, "
        "as mail programs used to do, 然后又回到中文。",
    ]
    assert [block.blank_before for block in document.blocks] == [0, 1, 1]
    assert document.title == "关于开展工作的通知"


def test_verse_and_lists_are_not_joined(tmp_path: Path) -> None:
    verse = "静夜思\n\n床前明月光\n疑是地上霜\n举头望明月\n低头思故乡\n\n李白\n唐代诗人"
    assert len(texts(read(tmp_path, verse))) == 7


def test_lines_that_are_sentences_are_not_joined(tmp_path: Path) -> None:
    sentence = "这是一个很长的句子，它自己就是一个段落，所以不应该和下一行连在一起。\n"
    assert len(texts(read(tmp_path, sentence * 3 + "\n" + sentence * 3))) == 6


@pytest.mark.parametrize(
    ("first", "date"),
    [
        ("10/28/2024,光纖在線訊,10月24日,会议举行。", dt.date(2024, 10, 28)),
        ("2024-10-28 10:30", dt.date(2024, 10, 28)),
        ("发布时间：2024/1/2", dt.date(2024, 1, 2)),
        ("2024.10.28", dt.date(2024, 10, 28)),
        ("2024年10月28日", dt.date(2024, 10, 28)),
        ("2024年10月28日，新华社北京电：" + SIMPLIFIED * 2, dt.date(2024, 10, 28)),
        ("28/10/2024", dt.date(2024, 10, 28)),
        ("05/05/2024", dt.date(2024, 5, 5)),
        ("03/04/2024", None),
        ("2024-13-45", None),
        ("1949年10月1日，" + SIMPLIFIED * 2, None),
        ("3.14.15926", None),
    ],
)
def test_dates(tmp_path: Path, first: str, date: dt.date | None) -> None:
    assert read(tmp_path, f"标题\n{first}\n正文。").date == date


def test_titles(tmp_path: Path) -> None:
    assert read(tmp_path, "会议纪要\n正文。").title == "会议纪要"
    for text in ("会议纪要", "这是正文。\n正文。", "2024-10-28\n正文。", "长" * 41 + "\n正文。"):
        assert read(tmp_path, text).title == ""


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    for name in ("missing.txt", "folder.txt", "a.xyz", "README"):
        with pytest.raises(ReadError, match=name):
            read_document(tmp_path / name)


def test_suffixes_are_matched_without_case(tmp_path: Path) -> None:
    assert " ".join(SUFFIXES) == (
        ".txt .md .markdown .docx .docm .dotx .dotm .html .htm .xhtml"
        " .pdf .epub .odt .rtf .pptx .pptm .ppsx .ppsm .potx .potm .xlsx .xlsm .xltx .xltm"
        " .srt .vtt .ass .ssa"
    )
    path = tmp_path / "A.TXT"
    path.write_text("你好", encoding="utf-8")
    document = read_document(path)
    assert (document.name, document.format) == ("A.TXT", "txt")


def test_large_files_are_read(tmp_path: Path) -> None:
    document = read(tmp_path, ((SIMPLIFIED + "\n") * 20_000).encode("gb18030"))
    assert len(document.blocks) == 20_000
    assert document.blocks[-1].id.endswith("-20000")


def test_importing_readers_loads_nothing_heavy() -> None:
    heavy = "docx lxml markdown_it charset_normalizer yaml"
    code = (
        f"import sys, bilingual.readers; print(*[m for m in {heavy!r}.split() if m in sys.modules])"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout.split() == []


def headings(document: Document) -> list[tuple[int, str]]:
    return [
        (block.level, block.text) for block in document.blocks if block.kind is BlockKind.HEADING
    ]


NOVEL = """\
《雪夜》
作者：某人

内容简介：
　　一个发生在北方小城的故事。

楔子

　　那年冬天，雪下得特别大。
　　“你来了？”他问。

第一章 小城

　　车站里没有几个人。第一章说的是这些。

第二章 旧友（上）

　　老友见面，格外高兴。

番外 第一章 春天

　　春天终于来了。

全文完
"""


def test_chapters_of_a_book_are_headings(tmp_path: Path) -> None:
    document = read(tmp_path, NOVEL)
    assert document.title == "《雪夜》"
    assert headings(document) == [
        (1, "楔子"),
        (1, "第一章 小城"),
        (1, "第二章 旧友（上）"),
        (1, "番外 第一章 春天"),
    ]


@pytest.mark.parametrize("before", ["", "《雪夜》\n", "《雪夜》\n作者：某人\n\n"])
def test_one_chapter_is_enough_at_the_head_of_a_file(tmp_path: Path, before: str) -> None:
    text = f"{before}第一章 小城\n\n　　车站里没有几个人。\n\n后记\n谢谢。\n"
    assert headings(read(tmp_path, text)) == [(1, "第一章 小城"), (1, "后记")]


def test_volumes_chapters_and_sections(tmp_path: Path) -> None:
    text = "第一卷 少年\n第一章 出门\n第一节\n他走了。\n第二回下山去也\n他来了。\n後記\n謝謝。\n"
    assert headings(read(tmp_path, text)) == [
        (1, "第一卷 少年"),
        (2, "第一章 出门"),
        (3, "第一节"),
        (2, "第二回下山去也"),
        (2, "後記"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "各位来宾：\n大家好。\n今天讲一讲：\n第一章 总则\n它说了什么？\n",  # one, not at the head
        "第一回合\n打平。\n第二回合\n输了。\n",
        "第一节课开始了\n老师来了。\n第二节课开始了\n老师走了。\n",
        "楔子\n木工用。\n后记\n完。\n",
        "第一章，他来了。\n第二章，他走了。\n",
    ],
)
def test_lines_of_other_texts_are_no_headings(tmp_path: Path, text: str) -> None:
    assert headings(read(tmp_path, text)) == []


def test_a_list_of_contents_is_no_list_of_headings(tmp_path: Path) -> None:
    text = "第一章 来\n第二章 去\n第三章 回\n\n第一章 来\n他来了。\n第二章 去\n他走了。\n"
    found = headings(read(tmp_path, text))
    assert [title for _, title in found][-2:] == ["第一章 来", "第二章 去"]
    assert "第一章 来" not in [
        block.text for block in read(tmp_path, text).blocks[:1] if block.level
    ]
