"""Translating reaches for no network: under the guard, and where there is no network at all."""

import itertools
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from bilingual.packages import argos_packages_folder
from bilingual.packages.folders import firefox_models_folder
from tests.conftest import guarded
from tests.tiny_firefox import write_model
from tests.tiny_gguf import tiny_gguf
from tests.tiny_packages import pack, tiny_package

LAYOUTS = ("side-by-side", "interleaved", "target-only")


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A document of each format."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text("中國(guó)聯(lián)通,算力。\n\n会议举行。\n", "utf-8")
    (folder / "a.md").write_text(
        "# 标题\n\n见 https://example.org/ 和 ![图](https://example.org/a.png)。\n", "utf-8"
    )
    word = docx.Document()
    word.add_paragraph("会议举行。")
    word.save(str(folder / "a.docx"))
    return folder


def commands(seeds: Path) -> list[list[str]]:
    """Every way to translate: all engines and packages, all layouts."""
    root = argos_packages_folder()
    tiny_package(root, "Traditional", from_code="zt")
    tiny_package(root, "German", from_code="en", to_code="de")
    write_model(firefox_models_folder(), "Newer", "words", "here.")
    archive = pack(tiny_package(seeds.parent / "made"), seeds.parent / "plain.argosmodel")
    ways = {
        "identity": ["--engine", "identity"],
        "embedded": [],
        "installed": ["--script", "traditional"],
        "zipped": ["--package", str(archive)],
        "folder": ["--package", str(root / "translate-zt_en-1_0")],
        "pivot": ["--target", "de"],
        "firefox": ["--engine", "firefox"],
    }
    return [
        ["translate", str(seeds), "-o", f"out-{name}-{layout}", "--layout", layout, *options]
        for (name, options), layout in zip([*ways.items()], itertools.cycle(LAYOUTS), strict=False)
    ]


def succeed(command: list[str], folder: Path) -> None:
    """Run a command in ``folder`` under the guard."""
    run = subprocess.run(
        command,
        cwd=folder,
        env=guarded(),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr


def check_all_is_written(folder: Path) -> None:
    names = [f"a.{kind}.{to}" for kind in ("docx", "md", "txt") for to in ("docx", "md")]
    outputs = sorted(folder.glob("out-*"))
    assert len(outputs) == 7
    for output in outputs:
        assert sorted(p.name for p in output.iterdir() if p.name[0] != ".") == sorted(names)
    said = [(output / "a.txt.md").read_text("utf-8") for output in outputs]
    assert sum("Traditional words here." in text for text in said) == 2
    assert sum("Plain words here." in text for text in said) == 1
    assert sum("Newer words here." in text for text in said) == 1
    assert sum("German words here." in text for text in said) == 1


def test_the_guard_is_up() -> None:
    with socket.socket() as ours:
        for reach in (
            lambda: ours.connect(("127.0.0.1", 9)),
            lambda: ours.bind(("127.0.0.1", 0)),
            lambda: socket.getaddrinfo("example.org", 80),
        ):
            with pytest.raises(RuntimeError, match="a test reached for the network"):
                reach()


def in_one_process(commands: list[list[str]], first: str = "") -> list[str]:
    """A Python process that runs the commands one after the other."""
    return [
        *(sys.executable, "-c"),
        f"{first}from bilingual.cli import app\n"
        f"codes = [app(words, standalone_mode=False) for words in {commands!r}]\n"
        "assert not any(codes), codes",
    ]


def test_every_way_to_translate_under_the_guard(seeds: Path) -> None:
    succeed(in_one_process(commands(seeds)), seeds.parent)
    check_all_is_written(seeds.parent)


def test_every_way_to_translate_without_any_network_interface(seeds: Path) -> None:
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], check=False).returncode:
        pytest.skip("no network namespace can be made here")
    alone = "import socket\nassert [name for _, name in socket.if_nameindex()] in ([], ['lo'])\n"
    succeed([unshare, "-rn", *in_one_process(commands(seeds), alone)], seeds.parent)
    check_all_is_written(seeds.parent)


@pytest.mark.skipif(os.name == "nt", reason="there is no strace")
def test_translating_makes_no_socket_at_all(seeds: Path) -> None:
    strace = shutil.which("strace")
    traced = ["-f", "-qq", "-e", "trace=socket,connect,bind,sendto", "-o", "calls"]
    if strace is None or subprocess.run([strace, "-qq", "true"], check=False).returncode:
        pytest.skip("system calls cannot be traced here")
    command = [sys.executable, "-m", "bilingual", "translate", str(seeds)]
    succeed([strace, *traced, *command], seeds.parent)
    assert (seeds.parent / "calls").read_text("utf-8") == ""


@pytest.fixture
def with_a_language_model(seeds: Path) -> list[str]:
    model = tiny_gguf(seeds.parent / "tiny.gguf")
    return ["translate", str(seeds), "--engine", "llm", "--model", str(model), "--threads", "1"]


def test_a_language_model_needs_no_network_interface(
    seeds: Path, with_a_language_model: list[str]
) -> None:
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], check=False).returncode:
        pytest.skip("no network namespace can be made here")
    succeed(
        [unshare, "-rn", sys.executable, "-m", "bilingual", *with_a_language_model], seeds.parent
    )
    assert len(list((seeds.parent / "out").glob("a.*"))) == 6


@pytest.mark.skipif(os.name == "nt", reason="there is no strace")
def test_a_language_model_makes_a_socket_that_nobody_else_can_reach(
    seeds: Path, with_a_language_model: list[str]
) -> None:
    """Its library insists on one."""
    strace = shutil.which("strace")
    traced = ["-f", "-qq", "-e", "trace=socket,connect,bind,sendto", "-o", "calls"]
    if strace is None or subprocess.run([strace, "-qq", "true"], check=False).returncode:
        pytest.skip("system calls cannot be traced here")
    command = [sys.executable, "-m", "bilingual", *with_a_language_model]
    succeed([strace, *traced, *command], seeds.parent)
    calls = (seeds.parent / "calls").read_text("utf-8").splitlines()
    made = [line.split(None, 1)[1] for line in calls]
    assert [line.partition("(")[0] for line in made] == ["socket", "bind"]
    assert "AF_UNIX" in made[0] and "AF_INET" not in "".join(made)
    assert re.search(r'sun_path="[^"]*/bilingual-[^"]*/model.sock"', made[1])
