"""Firefox's engine, real, with models made on the spot; and what is kept from it, by itself."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.engines import EngineOptions, Translator, choose_engine
from bilingual.engines.base import requests_for
from bilingual.engines.firefox.guard import guarded_ranges, translate_guarded
from bilingual.engines.firefox.model import Model, split_text
from bilingual.errors import PackageError, UsageError
from bilingual.packages.folders import firefox_models_folder
from tests.conftest import Run, guarded
from tests.tiny_firefox import write_model

WORDS = ("Plain", "words", "here.")


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The processes that the engine starts."""
    started = list[subprocess.Popen[bytes]]()
    real = subprocess.Popen

    def start(*arguments: Any, **keywords: Any) -> subprocess.Popen[bytes]:
        started.append(real(*arguments, **keywords))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    yield started
    for process in started:
        process.kill()


def load(model: Path, threads: int = 1) -> Translator:
    return choose_engine("firefox", EngineOptions(package=model, threads=threads)).load()


def translate(engine: Translator, sentences: Sequence[str]) -> list[str]:
    told = list[int]()
    hypotheses = engine.translate(requests_for(sentences), advance=told.extend)
    assert sorted(told) == list(range(len(sentences)))
    return [hypothesis.text for hypothesis in hypotheses]


def test_a_sentence_goes_through_the_real_engine(tmp_path: Path) -> None:
    engine = load(write_model(tmp_path, *WORDS))
    assert translate(engine, ["会议在北京举行。"]) == ["Plain words here."]
    assert engine.align([("会议。", "Plain words here.")]) == [None]
    assert (engine.info.name, engine.info.package) == ("firefox", "firefox-zh_en-3_0")
    assert (engine.info.version, engine.info.target_name) == ("3.0", "English")


def test_the_installed_model_is_used_and_named(bilingual: Run, tmp_path: Path) -> None:
    write_model(firefox_models_folder(), *WORDS)
    (tmp_path / "a.md").write_text(
        "# 会议\n\n**会议**在北京举行，参见 https://example.org 。\n", "utf-8"
    )
    run = bilingual("translate", "a.md", "--engine", "firefox", "--to", "md", "--json")
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["engine"]["package"] == "firefox-zh_en-3_0"
    text = (tmp_path / "out" / "a.md.md").read_text("utf-8")
    assert "firefox, firefox-zh_en-3_0" in text
    assert "https://example.org" in text and "Plain words here." in text
    again = bilingual("translate", "a.md", "--engine", "firefox", "--to", "md")
    assert "fresh" in again.stdout + again.stderr


def test_two_at_once_say_what_one_says_in_order(
    tmp_path: Path, running: list[subprocess.Popen[bytes]]
) -> None:
    model = write_model(tmp_path, *WORDS)
    sentences = [f"第{number}次会议☎{number}在北京举行。" for number in range(30)]
    one, two = (translate(load(model, threads), sentences) for threads in (1, 2))
    assert len(running) == 3
    assert one == two
    assert [text.split("☎")[1].split()[0] for text in one] == ["Plain"] * 30


def test_few_sentences_need_one_process(
    tmp_path: Path, running: list[subprocess.Popen[bytes]]
) -> None:
    engine = load(write_model(tmp_path, *WORDS), threads=8)
    translate(engine, ["会议。"] * 3)
    assert len(running) == 1
    translate(engine, ["会议。"] * 13)
    assert len(running) == 3


def test_a_long_text_goes_in_parts(tmp_path: Path) -> None:
    engine = load(write_model(tmp_path, *WORDS))
    (text,) = translate(engine, ["会议在北京举行，双方签署协议，" * 40])
    assert set(text.split()) == set(WORDS)
    assert text.count("Plain words here.") >= 5


def test_an_answer_that_was_cut_off_is_asked_for_in_halves(tmp_path: Path) -> None:
    model = Model(write_model(tmp_path, "Plain", "again", is_endless=True))
    assert len(model.translate("会" * 5).split()) == 2 * 6 + 6  # six pieces: too few to be halved
    assert len(model.translate("会" * 10).split()) == 2 * (2 * 6 + 6)
    assert len(model.translate("会" * 119).split()) > 256


def test_nothing_goes_in_where_there_is_nothing(tmp_path: Path) -> None:
    engine = load(write_model(tmp_path, *WORDS))
    assert translate(engine, ["", " ", "☎", "——", "https://example.org/a"]) == [
        "", " ", "☎", "——", "https://example.org/a",
    ]  # fmt: skip


def test_a_placeholder_that_comes_back_is_filled(tmp_path: Path) -> None:
    engine = load(write_model(tmp_path, "Plain", "X1X", "here."))
    assert translate(engine, ["打开☎设置。", "打开 https://example.org/a 设置。"]) == [
        "Plain ☎ here.", "Plain https://example.org/a here.",
    ]  # fmt: skip


def test_one_that_does_not_is_between_texts_translated_apart(tmp_path: Path) -> None:
    engine = load(write_model(tmp_path, *WORDS))
    assert translate(engine, ["★打开☎设置，见 https://example.org/a 。"]) == [
        "★Plain words here. ☎ Plain words here. https://example.org/a 。"
    ]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("会议在北京举行。", "会议在北京举行。"),
        ("打开☎→设置。", "打开X1X设置。"),
        ("☆ 会议 ☆", "会议"),
        ("见www.example.org和a@example.org。", "见X1X和X2X。"),
        ("点X1X和☎，再点X2X。", "点X1X和X3X，再点X2X。"),
        ("气温25℃，面积5㎡。", "气温25℃，面积5㎡。"),
        ("👨‍👩‍👧一家", "一家"),
        ("价格↑5%", "价格X1X 5%"),
    ],
)
def test_what_the_model_gets(text: str, asked: str) -> None:
    got = list[str]()

    def remember(one: str) -> str:
        got.append(one)
        return one

    assert translate_guarded(text, remember).replace(" ", "") == text.replace(" ", "")
    assert got == [asked]


@given(st.text(alphabet="会议。， \nX1☎→★a.@:/中", max_size=40))
def test_what_comes_back_as_it_went_is_the_text(text: str) -> None:
    answer = translate_guarded(text, lambda one: one)
    assert "".join(answer.split()) == "".join(text.split())


@given(st.text(alphabet="会议。， X1☎→★中", max_size=40))
def test_whatever_comes_back_no_symbol_is_lost(text: str) -> None:
    answer = translate_guarded(text, lambda one: "lost")
    assert [c for c in answer if c in "☎→★"] == [c for c in text if c in "☎→★"]


@given(st.text(max_size=60))
def test_what_is_guarded_stands_in_order(text: str) -> None:
    edges = [edge for place in guarded_ranges(text) for edge in place]
    assert edges == sorted(set(edges))


@given(st.text(alphabet="会议，。 X1a.", max_size=80), st.integers(1, 30))
def test_parts_joined_are_the_text(text: str, most: int) -> None:
    parts = split_text(text, len, most)
    assert "".join(parts) == text
    assert all(len(part) <= most or part.isascii() for part in parts)


def test_it_is_cut_where_a_clause_ends() -> None:
    assert split_text("会议在北京举行，双方签署协议。省长出席会议。", len, 16) == [
        "会议在北京举行，双方签署协议。", "省长出席会议。",
    ]  # fmt: skip
    assert split_text("他们买了12345个X12X零件和货物", len, 12) == [
        "他们买了12345", "个X12X零件和货物",
    ]  # fmt: skip


def test_a_model_that_cannot_be_loaded_is_one_line(tmp_path: Path) -> None:
    model = write_model(tmp_path, *WORDS)
    content = (model / "model.bin").read_bytes()
    (model / "model.bin").write_bytes(content[:5000])
    with pytest.raises(PackageError, match=r"firefox-zh_en-3_0: cannot be loaded \(.+\); install"):
        load(model)
    (model / "vocab.spm").unlink()
    with pytest.raises(PackageError, match=r"firefox-zh_en-3_0: has no vocab\.spm; "):
        load(model)


def test_a_process_that_ends_is_told_and_replaced(
    tmp_path: Path, running: list[subprocess.Popen[bytes]]
) -> None:
    engine = load(write_model(tmp_path, *WORDS))
    running[0].kill()
    with pytest.raises(PackageError, match="the process that translates with it has ended"):
        translate(engine, ["会议。"] * 9)
    assert translate(engine, ["会议。"]) == ["Plain words here."]


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    code = (
        "import sys, time, subprocess\n"
        "from pathlib import Path\n"
        "from tests.test_engines_firefox import load, translate\n"
        "real = subprocess.Popen.__init__\n"
        "def start(self, *a, **k):\n"
        "    real(self, *a, **k)\n"
        "    print(self.pid, flush=True)\n"
        "subprocess.Popen.__init__ = start\n"
        "engine = load(Path(sys.argv[1]), 2)\n"
        "translate(engine, ['会议。'] * 20)\n"
        "print('done', flush=True)\n"
        "time.sleep(600)\n"
    )
    model = write_model(tmp_path, *WORDS)
    parent = subprocess.Popen(
        [sys.executable, "-c", code, model],
        env=guarded(),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert parent.stdout
    with parent.stdout as lines:
        workers = [int(line) for line in iter(lambda: lines.readline().strip(), "done")]
    assert len(workers) == 2 and all(map(is_alive, workers))
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    until = time.monotonic() + 30
    while any(map(is_alive, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(is_alive, workers))


def is_alive(number: int) -> bool:
    try:
        status = Path(f"/proc/{number}/stat").read_text("utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def test_options_that_make_no_difference_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--beam: does not go with --engine firefox"):
        choose_engine("firefox", EngineOptions(beam=2))
    model = write_model(tmp_path, *WORDS)
    signatures = {
        choose_engine("firefox", EngineOptions(package=model, threads=threads)).signature
        for threads in (0, 1, 2)
    }
    assert len(signatures) == 1
