"""A model behind a server: a scripted one on loopback, good and bad, through the real command."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bilingual.engines import EngineOptions, choose_engine
from bilingual.engines.llm.addresses import checked_address
from bilingual.errors import UsageError
from tests.conftest import LOOPBACK, OFFLINE, Run, guarded
from tests.llm_server import MODEL, LlmServer, serving_llm

FIRST, SECOND, THIRD = "今年投资3亿元。", "会议在北京举行。", "双方签署协议。"
SAID = {
    FIRST: "This year, 300 million yuan was invested.",
    SECOND: "The meeting was held in Beijing.",
    THIRD: "Both sides signed an agreement.",
    "新闻": "News",
}


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlmServer]:
    with serving_llm(tmp_path_factory.mktemp("llm"), OFFLINE) as server:
        server.script("good", translations=SAID)
        yield server


@pytest.fixture
def translate(process: Run, server: LlmServer, tmp_path: Path) -> Run:
    """``bilingual translate a.txt`` with that server."""
    (tmp_path / "a.txt").write_text(f"新闻\n\n{FIRST}{SECOND}\n\n{THIRD}\n", "utf-8")
    words = ("translate", "a.txt", "--engine", "llm", "--llm-url", server.url, "--to", "md")
    return partial(process, *words, **LOOPBACK)


def rows(tmp_path: Path, name: str = "a") -> list[str]:
    """The English column."""
    lines = (tmp_path / "out" / f"{name}.txt.md").read_text("utf-8").splitlines()
    return [line.split(" | ")[1].removesuffix(" |") for line in lines if line.startswith("| ")][2:]


def test_paragraphs_go_out_and_sentences_come_back(
    translate: Run, server: LlmServer, tmp_path: Path
) -> None:
    done = translate()
    assert (done.returncode, done.stderr) == (0, "bilingual: 1 written\n")
    assert rows(tmp_path) == ["News", f"{SAID[FIRST]} {SAID[SECOND]}", SAID[THIRD]]
    asked = [one["body"] for one in server.asked]
    assert len(asked) == 3
    assert all(one["temperature"] == 0 and one["model"] == MODEL for one in asked)
    prompts = [one["messages"][-1]["content"] for one in asked]
    assert f"1. {FIRST}\n2. {SECOND}" in prompts[1]
    assert f"Before it, translated already:\n新闻\nNews\n{FIRST}\n{SAID[FIRST]}" in prompts[2]
    schema = asked[1]["response_format"]["json_schema"]["schema"]
    assert schema["required"] == ["1", "2"]


def test_documents_name_the_model_and_are_fresh_the_second_time(
    translate: Run, server: LlmServer, tmp_path: Path
) -> None:
    assert translate("--json").returncode == 0
    text = (tmp_path / "out" / "a.txt.md").read_text("utf-8")
    assert f"package: {MODEL}" in text
    server.script("500")
    assert "1 fresh" in translate().stderr


def test_terms_and_keys_are_sent(translate: Run, server: LlmServer, tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text("协议,accord\n", "utf-8")
    said = SAID | {THIRD: "Both sides signed an accord."}
    server.script("good", translations=said)
    assert translate("--glossary", "terms.csv", BILINGUAL_LLM_KEY="secret").returncode == 0
    assert rows(tmp_path)[2] == said[THIRD]
    assert "协议 = accord" in server.asked[2]["body"]["messages"][-1]["content"]
    assert {one["key"] for one in server.asked} == {"Bearer secret"}


@pytest.mark.parametrize("behaviour", ["good", "thinking", "strict", "thoughtless"])
def test_good_answers_in_any_dress(
    translate: Run, server: LlmServer, tmp_path: Path, behaviour: str
) -> None:
    server.script(behaviour, translations=SAID)
    assert translate().returncode == 0
    assert rows(tmp_path)[1] == f"{SAID[FIRST]} {SAID[SECOND]}"


@pytest.mark.parametrize(
    "behaviour", ["broken", "few", "chatter", "loop", "echo", "long", "numbers"]
)
def test_a_bad_answer_is_asked_for_again_sentence_by_sentence(
    translate: Run, server: LlmServer, tmp_path: Path, behaviour: str
) -> None:
    server.script("good", behaviour, "good", translations=SAID)
    assert translate().returncode == 0
    assert rows(tmp_path)[1] == f"{SAID[FIRST]} {SAID[SECOND]}"
    again = [one["body"]["messages"][-1]["content"] for one in server.asked[2:]]
    assert "Translate this sentence of a paragraph into English:" in again[0]


def test_figures_that_stay_wrong_are_put_right(
    translate: Run, server: LlmServer, tmp_path: Path
) -> None:
    server.script("numbers", translations=SAID)
    assert translate().returncode == 0
    assert rows(tmp_path)[1] == f"{SAID[FIRST]} {SAID[SECOND]}"


@pytest.mark.parametrize("behaviour", ["broken", "loop", "echo", "context"])
def test_what_stays_bad_argos_translates_and_the_document_says_so(
    translate: Run, server: LlmServer, tmp_path: Path, behaviour: str
) -> None:
    server.script(behaviour, translations=SAID)
    done = translate()
    assert done.returncode == 0
    row = rows(tmp_path)[1]
    assert "translated by argos, translate-zh_en-" in row
    assert "300 million" in row and "and so on" not in row


@pytest.mark.parametrize(
    ("behaviours", "said"),
    [
        (["500"], "the server says error 500: no luck 500; see its own log"),
        (["404"], "the server says error 404: no luck 404; see its own log"),
        (["moved"], "the server says error 307"),
        (["page"], "what the server answers is no completion; see that --llm-url leads to an API"),
        (["cut"], "the server is gone or does not answer (the connection broke off); start it"),
        (["exit"], "the server is gone or does not answer ("),
    ],
)
def test_a_server_that_fails_is_one_clear_line(
    translate: Run, server: LlmServer, tmp_path: Path, behaviours: list[str], said: str
) -> None:
    server.script(*behaviours)
    done = translate()
    assert done.returncode == 1
    assert f"{server.url}: {said}" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out" / "a.txt.md").exists()


def test_an_error_that_passes_is_waited_for(translate: Run, server: LlmServer) -> None:
    server.script("503", "cut", "good", translations=SAID)
    assert translate().returncode == 0


def test_only_the_file_whose_answers_fail_has_failed(
    translate: Run, server: LlmServer, tmp_path: Path
) -> None:
    for name in "bcd":
        (tmp_path / f"{name}.txt").write_text(f"{THIRD}\n", "utf-8")
    server.script("good", "good", "good", "404", "404", "good", translations=SAID)
    done = translate("b.txt", "c.txt", "d.txt")
    assert done.returncode == 1
    assert "3 written" in done.stderr and "1 failed" in done.stderr


def test_a_server_that_says_nothing_ends_the_file_not_the_patience(
    translate: Run, server: LlmServer, tmp_path: Path
) -> None:
    for name in "bcd":
        (tmp_path / f"{name}.txt").write_text(f"{THIRD}\n", "utf-8")
    server.script("slow")
    started = time.monotonic()
    done = translate("b.txt", "c.txt", "d.txt", "--llm-timeout", "1")
    assert time.monotonic() - started < 60
    assert done.returncode == 1
    assert done.stderr.count("the server gave no answer within 1 seconds; see whether") == 4


@pytest.mark.parametrize("parallel", [1, 3])
def test_questions_of_several_documents_go_out_together(
    translate: Run, server: LlmServer, tmp_path: Path, parallel: int
) -> None:
    long = "会议在北京举行，" * 40 + "。"
    names = [f"b{number}.txt" for number in range(7)]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(f"第{number}年。{long}\n", "utf-8")
    server.script("good", translations=SAID, delay=0.3)
    assert translate(*names, "--llm-parallel", parallel, "--no-repair").returncode == 0
    assert max(one["at_once"] for one in server.asked) == parallel


@pytest.mark.skipif(os.name == "nt", reason="no signals to processes")
def test_ctrl_c_does_not_wait_for_the_server(server: LlmServer, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{FIRST}\n", "utf-8")
    server.script("slow")
    words = ["translate", "a.txt", "--engine", "llm", "--llm-url", server.url]
    process = subprocess.Popen(
        [sys.executable, "-m", "bilingual", *words],
        cwd=tmp_path,
        env=guarded(**LOOPBACK),
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    started = time.monotonic()
    while not (server.folder / "asked.jsonl").exists():
        assert time.monotonic() < started + 60 and process.poll() is None
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=200)
    assert process.returncode == 130, said


def test_the_model_must_be_one_of_the_servers(translate: Run, server: LlmServer) -> None:
    server.script("good", models=["a", "b", "nomic-embed-text"])
    for words, said in [
        ([], "has several models; choose with --llm-model from a, b\n"),
        (["--llm-model", "c"], "has no model c; it has a, b; see --llm-model\n"),
    ]:
        done = translate(*words)
        assert (done.returncode, done.stderr) == (2, f"bilingual: {server.url}: {said}")
    assert translate("--llm-model", "b").returncode == 0


def test_nobody_there_is_one_clear_line(translate: Run, tmp_path: Path) -> None:
    done = translate("--llm-url", "http://127.0.0.1:9/v1")
    assert done.returncode == 2
    assert "http://127.0.0.1:9/v1: no server answers there (Connection refused); start it" in (
        done.stderr
    )


def test_proxies_are_not_asked(translate: Run) -> None:
    """The guard would fail on 192.0.2.1."""
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        assert translate("--force", **{name: "http://192.0.2.1:3128"}).returncode == 0


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://127.0.0.1:11434/v1/", "http://127.0.0.1:11434/v1"),
        ("http://localhost:1234/v1", "http://127.0.0.1:1234/v1"),
        ("http://127.8.0.1/v1", "http://127.8.0.1/v1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
    ],
)
def test_addresses_on_this_machine(url: str, address: str) -> None:
    assert checked_address(url, may_leave=False) == address


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/v1", "https://10.0.0.5:8000/v1", "http://127.0.0.1.example.org/v1",
        "http://0.0.0.0:11434/v1", "http://[::ffff:8.8.8.8]/v1", "http://localhost.example.org/v1",
    ],
)  # fmt: skip
def test_other_machines_need_a_yes(url: str) -> None:
    with pytest.raises(UsageError, match="would be sent there; if you want that, add --allow-net"):
        checked_address(url, may_leave=False)
    assert checked_address(url, may_leave=True) == url


@pytest.mark.parametrize(
    "url", ["", "127.0.0.1:11434", "ftp://127.0.0.1/", "http://", "http://127.0.0.1:x/v1",
            "http://me:secret@127.0.0.1/v1", "http://127.0.0.1/v1?x=1"]
)  # fmt: skip
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(UsageError, match="give an address such as"):
        checked_address(url, may_leave=True)


def test_leaving_this_machine_is_said_and_can_be_forbidden(
    translate: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = ("--llm-url", "http://192.0.2.1/v1", "--allow-network")
    for done in (translate(*away, "--offline"), translate(*away, BILINGUAL_OFFLINE=1)):
        assert done.returncode == 2
        assert "the documents' text would be sent there" in done.stderr
    monkeypatch.setattr("bilingual.engines.llm.server.ServerModel.find_model", lambda self: "m")
    monkeypatch.setattr("bilingual.engines.llm.server.ServerModel.find_checksum", lambda self: "")
    options = EngineOptions(llm_url="https://192.0.2.1/v1", allow_network=True)
    choice = choose_engine("llm", options)
    assert choice.remark == (
        "the text of these documents is sent to another machine: https://192.0.2.1/v1"
    )


def test_json_has_the_origin_of_each_finding(translate: Run, server: LlmServer) -> None:
    server.script("echo")
    done = translate("--json")
    report = json.loads(done.stdout)
    codes = {finding["code"] for finding in report["results"][0]["findings"]}
    assert "fallback" in codes
