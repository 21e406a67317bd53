"""Subtitles: each kind in, each kind out, times and all that is around the texts kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.engines.identity import IdentityTranslator
from bilingual.errors import ReadError, WriteError
from bilingual.formats.seals import Seal, read_seal, seal_document
from bilingual.formats.subtitles.cues import Cue, Subtitles, read_time, write_time
from bilingual.formats.subtitles.files import KINDS
from bilingual.formats.subtitles.markup import read_cue, write_cue
from bilingual.model import BilingualDocument, Document, Layout, Mark, SourceText, Span
from bilingual.normalize import NormalizeOptions, normalize_document
from bilingual.readers import read_document
from bilingual.translate import translate_documents
from bilingual.writers import WriteOptions, render
from tests.builders import DRAFT, document, pair
from tests.conftest import Run
from tests.spelling import spelled, translated

FILM = """\
1
00:00:04,000 --> 00:00:06,500
今天的天气真好，

2
00:00:06,600 --> 00:00:09,200
我们一起去公园
看樱花吧。

3
00:00:10,000 --> 00:00:12,000
<i>（远处传来钟声）</i>
"""
PAGE = """\
WEBVTT - 片名
Kind: captions

STYLE
::cue { color: red }

NOTE 给译者

开场
00:01.000 --> 00:04.000 align:start line:0
<v 张三>甲 &amp; 乙<c.loud>来</c>了。

01:00:05.000 --> 01:00:06.000
<b>再见</b>。

NOTE 完
"""
STYLED = """\
[Script Info]
; 说明
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: 对白,Arial,20

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:01.00,对白,,0,0,0,,不显示
Dialogue: 0,0:00:05.00,0:00:07.50,对白,张三,0,0,0,,{\\an8\\i1}你好，{\\i0}天气{\\c&HFF&}好。
Dialogue: 0,0:00:01.00,0:00:03.20,对白,,0,0,0,,开会，好。\\N{\\b1}再见{\\b0}。
Dialogue: 0,0:00:02.00,0:00:03.20,对白,,0,0,0,,{\\p1}m 0 0 l 100 0

[Fonts]
"""


def read(folder: Path, name: str, content: str | bytes) -> Document:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_document(path)


def made(folder: Path, name: str, content: str) -> BilingualDocument:
    read(folder, name, content)
    return translated(folder / name)


def written(source: BilingualDocument, suffix: str, layout: Layout = Layout.INTERLEAVED) -> str:
    return render(source, suffix, WriteOptions(layout=layout)).decode()


def shown(read: Document) -> list[tuple[str, str]]:
    return [(block.marker, block.text) for block in read.blocks]


def test_a_cue_is_a_paragraph_and_its_time_code_the_marker(tmp_path: Path) -> None:
    film = read(tmp_path, "film.srt", FILM)
    assert shown(film) == [
        ("00:00:04,000 --> 00:00:06,500", "今天的天气真好，"),
        ("00:00:06,600 --> 00:00:09,200", "我们一起去公园看樱花吧。"),
        ("00:00:10,000 --> 00:00:12,000", "（远处传来钟声）"),
    ]
    assert film.blocks[2].spans[0].marks == {Mark.ITALIC}
    assert (film.format, film.encoding, film.remarks) == ("srt", "utf-8", ())


@pytest.mark.parametrize("suffix", ["md", "html"])
@pytest.mark.parametrize("layout", Layout)
def test_documents_show_the_time_codes(tmp_path: Path, suffix: str, layout: Layout) -> None:
    text = written(made(tmp_path, "film.srt", FILM), suffix, layout)
    for time in ("00:00:04,000", "00:00:09,200", "00:00:12,000"):
        assert time in text


def test_lines_stay_where_nothing_tells_that_a_sentence_goes_on(tmp_path: Path) -> None:
    times = "00:00:0{}.000 --> 00:00:0{}.500\n"
    unmarked = "".join(times.format(n, n) + "我们走吧\n好的\n\n" for n in range(3))
    assert {block.text for block in read(tmp_path, "a.srt", unmarked).blocks} == {"我们走吧\n好的"}
    speakers = times.format(1, 1) + "- 走吧，\n- 好。\n\n" + times.format(2, 2) + "你好。\nHello.\n"
    assert [block.text for block in read(tmp_path, "b.srt", speakers).blocks] == [
        "- 走吧，\n- 好。",
        "你好。\nHello.",
    ]


def test_text_in_braces_is_text_and_codes_in_braces_are_not(tmp_path: Path) -> None:
    one = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}{笑声}你好。{\\fad(1,2)}\n"
    source = made(tmp_path, "a.srt", one)
    assert source.pairs[0].source.text == "{笑声}你好。"
    told = spelled("{笑声}你好。")
    assert written(source, "srt") == one.replace("{\\fad", f"\n{told}{{\\fad")
    assert "\n{笑声}你好。\n" in written(source, "vtt")
    assert ",,｛笑声｝你好。\\N" in written(source, "ass")  # between braces nothing is shown there


def test_files_as_people_have_them(tmp_path: Path) -> None:
    """GBK, no numbers, wrong numbers, stops for commas, blank lines inside, places, no end."""
    text = (
        "7\r\n0:0:1.5 --> 0:0:2,25 X1:1 X2:2\r\n我们的会议在北京举行。\r\n\r\n散会。\r\n"
        "7\r\n00:00:03,000 --> 00:00:04,000\r\n\r\n00:00:05,000-->00:00:06,000\r\n2024\r\n"
    )
    film = read(tmp_path, "a.SRT", text.encode("gbk"))
    assert film.encoding == "gb18030"
    assert shown(film) == [
        ("00:00:01,500 --> 00:00:02,250", "我们的会议在北京举行。\n\n散会。"),
        ("00:00:03,000 --> 00:00:04,000", ""),
        ("00:00:05,000 --> 00:00:06,000", "2024"),
    ]
    assert written(translated(tmp_path / "a.SRT"), "srt", Layout.TARGET_ONLY).startswith(
        f"1\n00:00:01,500 --> 00:00:02,250 X1:1 X2:2\n{spelled('我们的会议')}"[:60]
    )


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.srt", "会议在北京举行。", "is not a sound subtitle file (it has no line with times)"),
        ("a.vtt", "00:01.000 --> 00:02.000\n你好。", "(it does not begin with WEBVTT)"),
        ("a.vtt", "WEBVTT\n\n会议在北京举行。", "(it has no line with times)"),
        ("a.ass", "[Events]\nDialogue: 你好", "(it has no line of dialogue)"),
        ("a.srt", "00:00:01,000 --> 00:00:02,000\n\n", "has no text"),
    ],
)
def test_what_is_no_subtitle_file_is_one_line(
    tmp_path: Path, name: str, content: str, problem: str
) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path, name, content)
    assert problem in str(caught.value)


def test_webvtt_keeps_what_is_around_the_texts(tmp_path: Path) -> None:
    source = made(tmp_path, "a.vtt", PAGE)
    assert [one.source.text for one in source.pairs] == ["甲 & 乙来了。", "再见。"]
    assert source.document.remarks == (
        "Place, colour or speaker of 1 cue kept in subtitles of the same kind only.",
        "Effects in the middle of 1 cue left out.",
    )
    first, second = (one.target_text for one in source.pairs)
    assert written(source, "vtt", Layout.TARGET_ONLY) == (
        PAGE.replace("甲 &amp; 乙<c.loud>来</c>了。", first.replace("&", "&amp;"))
        .replace("<b>再见</b>。", f"<b>{second}</b>")
        .replace("00:01.000 --> 00:04.000", "00:00:01.000 --> 00:00:04.000")
    )


def test_ass_keeps_what_is_around_the_texts(tmp_path: Path) -> None:
    source = made(tmp_path, "a.ass", STYLED)
    assert [one.source.text for one in source.pairs] == ["开会，好。\n再见。", "你好，天气好。"]
    assert source.document.remarks == (
        "1 comment line kept in ASS files only.",
        "1 drawing kept in ASS files only.",
        "Place, colour or speaker of 1 cue kept in subtitles of the same kind only.",
        "Effects in the middle of 1 cue left out.",
    )
    lines, sources = written(source, "ass").splitlines(), STYLED.splitlines()
    changed = [(a, b) for a, b in zip(sources, lines, strict=True) if a != b]
    heads = [",".join(line.split(",")[:9]) for line, _ in changed]
    assert heads == [",".join(line.split(",")[:9]) for _, line in changed]
    assert [b.split(",", 9)[9] for _, b in changed] == [
        f"{{\\an8}}{{\\i1}}你好，{{\\i0}}天气好。\\N{write_cue(source.pairs[1].target, 'ass')}",
        f"开会，好。\\N{{\\b1}}再见{{\\b0}}。\\N{write_cue(source.pairs[0].target, 'ass')}",
    ]


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.parametrize(("name", "content"), [("a.srt", FILM), ("a.vtt", PAGE), ("a.ass", STYLED)])
def test_each_kind_becomes_each_kind(
    tmp_path: Path, name: str, content: str, suffix: str, layout: Layout
) -> None:
    source = made(tmp_path, name, content)
    text = written(source, suffix, layout)
    assert text == written(source, suffix, layout)
    again = read(tmp_path, f"again.{suffix}", text)
    assert [one.marker for one in again.blocks] == [one.source.marker for one in source.pairs]
    for block, one in zip(again.blocks, source.pairs, strict=True):
        halves = [one.target_text]
        if layout is not Layout.TARGET_ONLY:
            halves.insert(0, one.source.text)
        assert " ".join(block.text.split()) == " ".join("\n".join(halves).split())
        marks = {frozenset(span.marks) for span in one.target}
        assert marks <= {frozenset(span.marks) for span in block.spans}


@pytest.mark.parametrize("mark", Mark)
@pytest.mark.parametrize("kind", KINDS)
def test_no_mark_vanishes(kind: str, mark: Mark) -> None:
    if kind == "ass" and mark in (Mark.SUPERSCRIPT, Mark.SUBSCRIPT, Mark.HIGHLIGHT):
        pytest.skip("ASS has none")
    spans = (Span(text="前 "), Span(text="中", marks=frozenset({mark})), Span(text=" 后"))
    assert read_cue(write_cue(spans, kind), kind).spans == spans


def test_english_stands_in_lines_of_equal_length_that_fit_the_screen(tmp_path: Path) -> None:
    text = written(made(tmp_path, "a.srt", FILM), "srt", Layout.TARGET_ONLY)
    lines = [line for line in text.split("\n") if line and "-->" not in line]
    assert max(map(len, lines)) <= 42 and len(lines) > 6


def test_the_form_of_the_source_is_the_one_asked_for(tmp_path: Path) -> None:
    source = made(tmp_path, "a.srt", "1\n00:00:01,000 --> 00:00:02,000\n會議在北京舉行。\n")
    assert "\n会议在北京举行。\n" in written(source, "srt")
    options = WriteOptions(layout=Layout.INTERLEAVED, source_text=SourceText.ORIGINAL)
    assert "\n會議在北京舉行。\n" in render(source, "srt", options).decode()


def test_what_is_not_translated_stands_once(tmp_path: Path) -> None:
    seed = read(tmp_path, "a.srt", FILM)
    normalized = normalize_document(seed, NormalizeOptions())
    (same,) = translate_documents([normalized], IdentityTranslator())
    assert written(same, "srt").count("今天的天气真好") == 1


@pytest.mark.parametrize("suffix", KINDS)
def test_a_draft_says_so_in_its_first_cue(tmp_path: Path, suffix: str) -> None:
    draft = replace(made(tmp_path, "a.srt", FILM), engine=DRAFT)
    first, *others = read(tmp_path, f"again.{suffix}", written(draft, suffix)).blocks
    assert "Draft machine translation" in first.text
    assert first.marker == "00:00:00,000 --> 00:00:03,000"
    assert len(others) == 3


@pytest.mark.parametrize("suffix", ["vtt", "ass"])
def test_seals_stand_in_comments(tmp_path: Path, suffix: str) -> None:
    source = made(tmp_path, f"a.{suffix}", {"vtt": PAGE, "ass": STYLED}[suffix])
    seal = Seal(source="0" * 64, signature="1" * 64)
    content = render(source, suffix, WriteOptions())
    sealed = seal_document(content, suffix, seal)
    assert read_seal(sealed, suffix) == seal
    again = read(tmp_path, f"b.{suffix}", sealed)
    assert shown(again) == shown(read(tmp_path, f"c.{suffix}", content))
    assert again.remarks == source.document.remarks[: len(again.remarks)] or suffix == "vtt"


@pytest.mark.parametrize("suffix", KINDS)
def test_other_documents_have_no_time_codes(suffix: str) -> None:
    with pytest.raises(WriteError, match=rf"新闻\.txt: cannot become \.{suffix}, which is made of"):
        render(document(pair("一", "One")), suffix, WriteOptions())


_TIMES = st.integers(0, 360_000).map(lambda hundredths: hundredths * 10)
_TEXTS = st.text(st.sampled_from("会议好，。 ab<>&{}\\"), min_size=1).map(str.strip).filter(bool)


@given(_TIMES)
def test_times_are_read_as_they_are_written(time: int) -> None:
    assert read_time(write_time(time)) == read_time(write_time(time, ".")) == time


@pytest.mark.parametrize("kind", KINDS)
@given(st.lists(st.tuples(_TIMES, _TIMES, _TEXTS), min_size=1, max_size=5))
def test_whatever_the_texts_are_no_cue_shifts(kind: str, told: list[tuple[int, int, str]]) -> None:
    cues = tuple(
        Cue(start=start, end=end, text=write_cue([Span(text=text)], kind))
        for start, end, text in told
    )
    subtitles = Subtitles(kind=kind, cues=cues, opening=KINDS[kind].opening)
    again = KINDS[kind].read(KINDS[kind].write(subtitles))
    assert [(cue.start, cue.end, cue.text) for cue in again.cues] == [
        (cue.start, cue.end, cue.text) for cue in cues
    ]


@given(_TEXTS)
def test_webvtt_shows_any_text(text: str) -> None:
    assert (
        "".join(s.text for s in read_cue(write_cue([Span(text=text)], "vtt"), "vtt").spans) == text
    )


def test_formats_that_a_seed_cannot_become_are_passed_over(bilingual: Run, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "film.srt").write_text(FILM, "utf-8")
    (seeds / "a.txt").write_text("会议在北京举行。\n", "utf-8")
    command = ("translate", seeds, "-o", "out", "--engine", "identity", "--to", "md", "--to", "srt")
    run = bilingual(*command)
    assert run.returncode == 0, run.stderr
    written = sorted(path.name for path in (tmp_path / "out").iterdir() if path.suffix != ".json")
    assert written == ["a.txt.md", "film.srt.md", "film.srt.srt"]
    assert "2 fresh" in bilingual(*command).stderr
    run = bilingual("translate", seeds, "-o", "out", "--engine", "identity", "--to", "srt")
    assert run.returncode == 1
    assert f"{seeds / 'a.txt'}: cannot become .srt, which is made of .srt, .vtt, .ass" in run.stderr


@pytest.mark.parametrize(
    "ruby",
    [
        "<ruby>饕餮<rt>tāotiè</rt></ruby>",
        "<ruby>饕<rt>tāo</rt>餮<rt>tiè</ruby>",
        "<ruby.big>饕<rt.small>tāo</rt>餮</ruby>",
    ],
)
def test_of_ruby_the_base_is_read(ruby: str) -> None:
    cue = read_cue(f"{ruby}很<i>凶</i>。", "vtt")
    assert "".join(span.text for span in cue.spans) == "饕餮很凶。"
    assert not cue.has_lost
