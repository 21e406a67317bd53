"""Memories go out and come back equal; other programs' files come in as they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bilingual.errors import ReadError, UsageError
from bilingual.memory import Entry, EntryKind, EntryOrigin, Memory
from bilingual.memory.exchange import read_entries, write_entries
from bilingual.normalize import NormalizeOptions

FULL = Entry(
    source="第一段：会议￼在北京举行。\n第二行\t完\\n。",
    target="First: the meeting￼ was <held> & closed.\nLine two\tend\\n.",
    kind=EntryKind.SENTENCE,
    source_language="zh-Hant",
    target_language="en-GB",
    normaliser="simplified, bilingual 0.1.0",
    origin=EntryOrigin.ALIGNED,
    author='Li "Ming"',
    date="2026-11-27T10:15:00Z",
    note="see\nabove",
    document="a.docx",
    before="0123456789ab",
    after="ba9876543210",
    created="2026-11-27T11:00:00Z",
    formatting='{"source":[],"target":[[0,5,"bold"],[7,10,["https://a.org/?b&c","“t”"]]]}',
)
PLAIN = Entry(source="好。", target="Good.", normaliser="x", created="2026-11-27T11:00:00Z")


def read(path: Path) -> list[Entry]:
    return list(read_entries(path, NormalizeOptions(), "zh-Hans"))


@pytest.mark.parametrize("suffix", ["tmx", "tsv"])
def test_what_goes_out_comes_back_equal(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"memory.{suffix}"
    assert write_entries(path, [FULL, PLAIN]) == 2
    assert read(path) == [FULL, PLAIN]
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1).filter(
    lambda text: text.strip() == text and "\ufffe" not in text
)


@given(_TEXT, _TEXT)
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, one: str, two: str) -> None:
    path = tmp_path_factory.mktemp("any") / "memory.tsv"
    entry = replace(PLAIN, source=one, target=two)
    for suffix in (".tsv", ".tmx"):
        write_entries(path.with_suffix(suffix), [entry])
        assert read(path.with_suffix(suffix)) == [entry]


def test_tmx_of_ours_is_sound_xml_with_the_places_of_the_specification(tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    write_entries(path, [FULL])
    root = etree.parse(path).getroot()
    assert root.get("version") == "1.4"
    (unit,) = root.iter("tu")
    assert [one.tag for one in unit] == ["note", *["prop"] * 9, "tuv", "tuv"]
    target = unit[-1]
    assert target.get("changeid") == 'Li "Ming"'
    assert target.get("changedate") == "20261127T101500Z"


OTHERS = """
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="zh-CN" datatype="xml"/><body>
<tu tuid="1" changedate="20240131T120000Z" changeid="WANG">
  <note>checked</note>
  <tuv xml:lang="EN-US">
    <seg>Press <bpt i="1">&lt;b&gt;</bpt>OK<ept i="1">&lt;/b&gt;</ept>.</seg></tuv>
  <tuv><seg>按下「確定」,繼續.</seg></tuv>
</tu>
<tu><tuv xml:lang="de"><seg>Gut</seg></tuv><tuv xml:lang="en"><seg>Good</seg></tuv></tu>
<tu><tuv xml:lang="zh"><seg>好</seg></tuv><tuv xml:lang="en"><seg></seg></tuv></tu>
<tu><tuv xml:lang="zh"><seg>好</seg></tuv><tuv xml:lang="en"><seg>Good</seg></tuv>
    <tuv xml:lang="fr"><seg>Bon</seg></tuv></tu>
</body></tmx>
"""


def test_tmx_of_others_is_normalised_and_says_who_and_when(tmp_path: Path) -> None:
    path = tmp_path / "others.tmx"
    path.write_text(OTHERS, "utf-8")
    first, *more = read(path)
    assert (first.source, first.target) == ("按下「确定」，继续。", "Press OK.")
    assert (first.source_language, first.target_language) == ("zh-Hans", "EN-US")
    assert (first.author, first.date, first.note) == ("WANG", "2024-01-31T12:00:00Z", "checked")
    assert first.origin is EntryOrigin.IMPORTED
    assert first.normaliser.startswith("simplified, ")
    assert [(one.source, one.target, one.target_language) for one in more] == [
        ("好", "Good", "en"),
        ("好", "Bon", "fr"),
    ]


def test_tables_of_others_have_chinese_first(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_bytes("\ufeff算力\tcomputing power\tmore\n\n只有一列\n會議\tmeeting\r\n".encode())
    assert [(one.source, one.target) for one in read(path)] == [
        ("算力", "computing power"),
        ("会议", "meeting"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.tmx", b"<tmx version='1.4'><body><tu>", "is not a sound TMX file"),
        ("a.tmx", b"<xliff/>", "is no TMX file"),
        ("a.tmx", b"", "is not a sound TMX file"),
        (
            "a.tmx",
            b'<!DOCTYPE tmx [<!ENTITY a "b">]><tmx><body>&a;</body></tmx>',
            "declares entities",
        ),
        ("a.tmx", b"<a>" * 400, "TMX"),
        ("a.tsv", "好\tgood\n\xff\tbad\n".encode("latin-1", "ignore") + b"\xff\t\n", "not UTF-8"),
        ("a.tsv", b"source\ttarget\torigin\n\xe5\xa5\xbd\tgood\tdog\n", "line 2 has 'dog'"),
    ],
)
def test_unsound_files_are_one_clear_line(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError, match=said):
        read(tmp_path / name)


def test_files_of_other_kinds_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"give a file in \.tmx or \.tsv"):
        write_entries(tmp_path / "a.docx", [])
    with pytest.raises(ReadError, match="cannot be read"):
        read(tmp_path / "none.tmx")


def test_a_memory_comes_back_from_its_export(tmp_path: Path) -> None:
    with Memory(tmp_path / "one.sqlite", is_created=True) as one:
        one.add([FULL, PLAIN])
        write_entries(tmp_path / "all.tmx", one.entries())
        with Memory(tmp_path / "two.sqlite", is_created=True) as two:
            assert two.add(read(tmp_path / "all.tmx")) == 2
            assert list(two.entries()) == list(one.entries())
