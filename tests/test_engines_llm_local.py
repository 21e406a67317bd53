"""A real model with random weights, through the real library."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bilingual.engines import EngineOptions, choose_engine
from bilingual.engines.base import FALLBACK, Paragraph, Request, Translator
from bilingual.engines.llm.checksums import checksum_of
from bilingual.engines.llm.clients import Question
from bilingual.engines.llm.gguf import read_gguf
from bilingual.engines.llm.local import LocalModel
from bilingual.engines.llm.prompts import Prompt
from bilingual.errors import PackageError, UsageError
from bilingual.model import BlockKind
from tests.conftest import Run, guarded
from tests.tiny_gguf import tiny_gguf

SENTENCES = ("会议在北京举行。", "双方签署协议。")
PARAGRAPH = Paragraph(kind=BlockKind.PARAGRAPH, sentences=SENTENCES, before=("新闻",))
REQUESTS = [Request(text=text, paragraph=PARAGRAPH) for text in SENTENCES]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_gguf(tmp_path_factory.mktemp("model") / "tiny.gguf")


@pytest.fixture(scope="module")
def model(path: Path) -> LocalModel:
    return LocalModel(read_gguf(path), threads=1)


@pytest.fixture(scope="module")
def engine(path: Path) -> Translator:
    return choose_engine("llm", EngineOptions(model=path, threads=1)).load()


def question(prompt: Prompt, **changes: object) -> Question:
    shape: dict[str, object] = {"count": 2, "has_json": True, "longest": 400, **changes}
    return Question(prompt=prompt, **shape)  # type: ignore[arg-type]


def ignore(_: object) -> None:
    """Progress that nobody looks at."""


def test_answers_have_the_shape_asked_for(model: LocalModel) -> None:
    reply = model.ask(question(Prompt(system="s", user="你好")))
    assert reply.is_whole
    assert reply.text.startswith('{"1": "') and '", "2": "' in reply.text
    assert reply.text.endswith('"}')
    lines = model.ask(question(Prompt(user="你好"), has_json=False))
    assert len(lines.text.split("\n")) == 2
    raw = model.ask(question(Prompt(user="你好 <en>", is_chat=False), has_json=False))
    assert len(raw.text.split("\n")) == 2


def test_what_is_cut_off_says_so(model: LocalModel) -> None:
    assert not model.ask(question(Prompt(user="你好"), longest=3)).is_whole


def test_too_long_a_question_has_no_answer(model: LocalModel) -> None:
    reply = model.ask(question(Prompt(user="你好" * 9000)))
    assert (reply.text, reply.is_whole) == ("", False)


def test_without_chinese_characters_there_are_none(model: LocalModel) -> None:
    for number in range(3):
        asked = question(Prompt(user=f"你好{number}"), has_han=False, is_retry=True)
        assert not any("\u4e00" <= sign <= "\u9fff" for sign in model.ask(asked).text)


def test_the_same_question_has_the_same_answer_whatever_was_asked_before(
    engine: Translator,
) -> None:
    alone = engine.translate(REQUESTS, advance=ignore)
    engine.translate([Request(text="别的。"), Request(text="又一个。")], advance=ignore)
    done: list[int] = []
    again = engine.translate([Request(text="雨。"), *REQUESTS], advance=done.extend)
    assert again[1:] == alone
    assert engine.translate(REQUESTS[1:], advance=ignore) == alone[1:]
    assert sorted(done) == [0, 1, 2]


def test_what_it_gets_wrong_another_engine_translates(engine: Translator) -> None:
    assert engine.abilities.has_fallback
    (answer,) = engine.translate(REQUESTS[:1], attempt=FALLBACK, advance=ignore)
    assert "meeting" in answer.text.lower()
    assert answer.engine == choose_engine("argos").info.label
    assert all(one.engine == answer.engine for one in answer.alternatives)
    (alignment,) = engine.align([(SENTENCES[0], "The meeting was held in Beijing.")])
    assert alignment is not None


def test_documents_name_the_model(path: Path) -> None:
    choice = choose_engine("llm", EngineOptions(model=path))
    assert (choice.info.label, choice.info.licence) == ("llm, tiny.gguf", "MIT")
    assert len(choice.info.checksum) == 64 and choice.info.checksum in choice.signature
    other = choose_engine("llm", EngineOptions(model=path, llm_prompt="tower"))
    assert other.signature != choice.signature
    again = choose_engine("llm", EngineOptions(model=path, threads=1))
    assert again.signature == choice.signature


def test_a_changed_file_has_another_checksum(tmp_path: Path) -> None:
    path = tiny_gguf(tmp_path / "a.gguf")
    before = choose_engine("llm", EngineOptions(model=path)).info.checksum
    tiny_gguf(path, name="Other")
    assert choose_engine("llm", EngineOptions(model=path)).info.checksum != before


def test_all_files_of_a_divided_model_count(tmp_path: Path) -> None:
    first, second = (tmp_path / f"m-0000{number}-of-00002.gguf" for number in (1, 2))
    first.write_bytes(b"one")
    with pytest.raises(PackageError, match=r"m-00002-of-00002\.gguf: cannot be read"):
        checksum_of(first)
    second.write_bytes(b"two")
    before = checksum_of(first)
    second.write_bytes(b"three")
    assert checksum_of(first) != before


def test_what_cannot_be_is_one_clear_line(tmp_path: Path, path: Path) -> None:
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(path.read_bytes()[:-5000])
    with pytest.raises(PackageError, match="cannot be loaded by xllamacpp; fetch it again"):
        choose_engine("llm", EngineOptions(model=cut)).load()
    for options, said in [
        (EngineOptions(), "needs either a model or a server; give --model FILE.gguf, or"),
        (EngineOptions(model=path, llm_url="http://127.0.0.1:1"), "needs either a model or a serv"),
        (EngineOptions(model=path, llm_prompt="x"), "--llm-prompt x: unknown"),
    ]:
        with pytest.raises(UsageError, match=said):
            choose_engine("llm", options)
    with pytest.raises(UsageError, match="--target xx: no language of --engine llm"):
        choose_engine("llm", EngineOptions(model=path), target="xx")


def test_a_missing_library_names_the_command(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bilingual.engines.llm.local.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"not installed here; pip install 'bilingual-zh\[llm\]'"):
        choose_engine("llm", EngineOptions(model=path))


def test_documents_are_whole_and_say_who_translated(
    bilingual: Run, path: Path, tmp_path: Path
) -> None:
    """Random weights translate nothing, so each sentence is Argos's and says so."""
    text = "会议在北京举行。双方签署协议。\n\n云南省昆明市举行会议。\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    words = ["translate", "a.txt", "--engine", "llm", "--model", path, "--to", "md"]
    assert bilingual(*words, "-o", "one").returncode == 0
    one = (tmp_path / "one" / "a.txt.md").read_text("utf-8")
    assert "package: tiny.gguf" in one
    assert one.count("translated by argos, translate-zh_en-") == 2
    assert "meeting" in one.lower()
    (tmp_path / "b.txt").write_text("雨。\n\n" + text, "utf-8")
    assert bilingual(*words, "b.txt", "-o", "two").returncode == 0
    assert (tmp_path / "two" / "a.txt.md").read_text("utf-8") == one
    assert "1 fresh" in bilingual(*words, "-o", "one").stderr


@pytest.mark.skipif(os.name == "nt", reason="no signals to processes")
def test_ctrl_c_ends_a_long_generation(path: Path, tmp_path: Path) -> None:
    """Also with the handlers that the library puts in place of Python's."""
    (tmp_path / "a.txt").write_text("会议。\n", "utf-8")
    lines = (f"第{number}次会议在北京举行，" * 30 + "。\n\n" for number in range(500))
    (tmp_path / "b.txt").write_text("".join(lines), "utf-8")
    command = ["translate", "a.txt", "b.txt", "--engine", "llm", "--model", str(path)]
    process = subprocess.Popen(
        [sys.executable, "-m", "bilingual", *command, "--to", "md"],
        cwd=tmp_path,
        env=guarded(),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        encoding="utf-8",
    )
    try:
        started = time.monotonic()
        while not (tmp_path / "out" / "a.txt.md").exists():
            assert time.monotonic() < started + 120 and process.poll() is None
            time.sleep(0.1)
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=200)
    finally:
        process.kill()
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert not (tmp_path / "out" / "b.txt.md").exists()
