"""Pinyin above the source: how characters are read, where readings stand, and that they are no
text to whoever reads a document back."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from bilingual.chinese.readings import readings_of
from bilingual.chinese.words_read import WORDS
from bilingual.model import Layout
from bilingual.readers import read_document
from bilingual.readers.pairs import read_pairs
from bilingual.writers import WriteOptions, render
from tests.conftest import Run
from tests.rich_document import rich_document
from tests.word_schema import problems

DOCUMENT = rich_document()
READ = {
    "银行在行走的人": "yín háng zài xíng zǒu de rén",
    "行长说行业": "háng zhǎng shuō háng yè",
    "重庆很重要": "chóng qìng hěn zhòng yào",
    "长大以后去长城": "zhǎng dà yǐ hòu qù cháng chéng",
    "首都都要了解，走了": "shǒu dū dōu yào liǎo jiě zǒu le",
    "音乐与快乐": "yīn yuè yǔ kuài lè",
    "单于和单独": "chán yú hé dān dú",
    "参加人参参差": "cān jiā rén shēn cēn cī",
    "还有还款": "hái yǒu huán kuǎn",
    "高兴地说，跑得快，土地": "gāo xìng de shuō pǎo de kuài tǔ dì",
    "不是一个": "bù shì yī gè",
    "董事长任正非出席": "dǒng shì zhǎng rén zhèng fēi chū xí",
    "長城與銀行": "cháng chéng yǔ yín háng",
    "还有还款，分行全长，称之为": "hái yǒu huán kuǎn fēn háng quán cháng chēng zhī wéi",
    "锂离子与电子，长时间成为": "lǐ lí zǐ yǔ diàn zǐ cháng shí jiān chéng wéi",
    "校长时常说长时储能": "xiào zhǎng shí cháng shuō cháng shí chǔ néng",
    "2010年ABC": "nián",
    "": "",
}


@pytest.mark.parametrize("text", READ)
def test_characters_are_read_by_words(text: str) -> None:
    assert " ".join(said for _, said in readings_of(text)) == READ[text]


def test_words_have_a_reading_for_each_character() -> None:
    assert all(len(word) == len(readings) for word, readings in WORDS.items())


def test_readings_know_their_places() -> None:
    assert list(readings_of("A股，〇x好")) == [(1, "gǔ"), (3, "líng"), (5, "hǎo")]


@pytest.mark.parametrize("format_", ["docx", "md", "html", "epub"])
@pytest.mark.parametrize("layout", Layout)
def test_readings_are_no_text_when_read_back(tmp_path: Path, format_: str, layout: Layout) -> None:
    texts = []
    for has_pinyin in (False, True):
        options = WriteOptions(layout=layout, has_pinyin=has_pinyin)
        path = tmp_path / f"{has_pinyin}.{format_}"
        path.write_bytes(render(DOCUMENT, format_, options))
        texts.append([block.text for block in read_document(path).blocks])
    assert texts[0] == texts[1]


@pytest.mark.parametrize("format_", ["md", "html", "docx"])
def test_pairs_are_the_same(tmp_path: Path, format_: str) -> None:
    read = []
    for has_pinyin in (False, True):
        path = tmp_path / f"{has_pinyin}.{format_}"
        path.write_bytes(render(DOCUMENT, format_, WriteOptions(has_pinyin=has_pinyin)))
        read.append([(pair.source, pair.target) for pair in read_pairs(path).pairs])
    assert read[0] == read[1]


def test_word_has_its_own_phonetic_guide() -> None:
    content = render(DOCUMENT, "docx", WriteOptions(has_pinyin=True))
    assert problems(content) == []
    with zipfile.ZipFile(BytesIO(content)) as package:
        text = package.read("word/document.xml").decode()
    assert text.count("<w:ruby>") > 20
    assert content == render(DOCUMENT, "docx", WriteOptions(has_pinyin=True))


def test_code_and_addresses_have_none(tmp_path: Path, bilingual: Run) -> None:
    (tmp_path / "a.md").write_text(
        "银行见 https://a.cn/银行x 和`代码`。\n\n```\n代码\n```\n", "utf-8"
    )
    run = bilingual("translate", "a.md", "--pinyin", "--to", "md", "--engine", "identity")
    assert run.returncode == 0, run.stderr
    shown = (tmp_path / "out" / "a.md.md").read_text("utf-8")
    assert "<ruby>银<rt>yín</rt>行<rt>háng</rt>" in shown
    assert "`代码`" in shown and "\n代码\n" in shown


@pytest.mark.parametrize("format_", ["docx", "md", "html"])
def test_learning_finds_the_rows(tmp_path: Path, bilingual: Run, format_: str) -> None:
    (tmp_path / "a.txt").write_text("银行行长在首都说话。\n\n长大以后去长城。\n", "utf-8")
    bilingual("translate", "a.txt", "--pinyin", "--to", format_)
    run = bilingual("learn", f"out/a.txt.{format_}")
    assert run.returncode == 0, run.stdout
    assert "0 changed rows of 2" in run.stderr


def test_it_makes_documents_stale_and_goes_with_no_copy(tmp_path: Path, bilingual: Run) -> None:
    (tmp_path / "a.txt").write_text("天气好。\n", "utf-8")
    bilingual("translate", "a.txt", "--to", "md", "--engine", "identity")
    run = bilingual("translate", "a.txt", "--to", "md", "--engine", "identity", "--pinyin")
    assert "1 written" in run.stderr
    run = bilingual("translate", "a.txt", "--pinyin", "--copy", "--layout", "interleaved")
    assert run.returncode == 2 and "--copy: does not go with --pinyin" in run.stderr
