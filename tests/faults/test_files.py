"""Each file alone: whatever is wrong with one, the others are written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bilingual.writers import markdown
from tests.conftest import Run, guarded

pytestmark = pytest.mark.skipif(os.name == "nt", reason="names and links of POSIX")
TEXT = "标题\n第一段的内容在这里。\n"


def _closed(folder: Path) -> None:
    (folder / "closed").mkdir()
    (folder / "closed" / "a.txt").write_text(TEXT, "utf-8")
    (folder / "closed").chmod(0)


def _named(name: bytes) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        with open(os.fsencode(folder) + b"/" + name, "wb") as file:  # noqa: PTH123
            file.write(TEXT.encode())

    return make


def _sparse(folder: Path) -> None:
    with (folder / "sparse.txt").open("wb") as file:
        file.truncate(5 << 30)


ODD: dict[str, tuple[Callable[[Path], None], str]] = {
    "252 bytes": (_named("长".encode() * 82 + b"ab.txt"), "give its source a shorter name"),
    "not UTF-8": (_named(b"\xce\xc4.txt"), ""),
    "escape codes": (_named(b"\x1b[31mred\n.txt"), ""),
    "link to itself": (lambda at: (at / "l.txt").symlink_to("l.txt"), "cannot be opened"),
    "link to nowhere": (lambda at: (at / "l.txt").symlink_to("nowhere"), "cannot be opened"),
    "link to a device": (lambda at: (at / "z.txt").symlink_to("/dev/zero"), "is no regular file"),
    "pipe": (lambda at: os.mkfifo(at / "p.txt"), "is no regular file"),
    "sparse file of 5 GB": (_sparse, "has more than 20 MB"),
    "folder without rights": (_closed, "" if os.geteuid() == 0 else "cannot be listed"),
    "folder with a name of a text": (lambda at: (at / "f.txt").mkdir(), ""),
}


@pytest.mark.parametrize("case", ODD)
def test_odd_files(tmp_path: Path, bilingual: Run, case: str) -> None:
    folder, (make, said) = tmp_path / "in", ODD[case]
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT, "utf-8")
    (folder / "zz.txt").write_text(TEXT, "utf-8")
    try:
        make(folder)
    except OSError as error:
        pytest.skip(f"cannot be made here: {error}")
    words = ["translate", folder, "-o", tmp_path / "out", "--engine", "identity"]
    run = bilingual(*words)
    assert run.returncode == bool(said)
    lines = run.stderr.splitlines()
    assert len(lines) == 1 + bool(said)
    assert said in lines[0]
    for name in ("good", "zz"):
        assert (tmp_path / "out" / f"{name}.txt.docx").exists()
    assert "\x1b" not in run.stdout + run.stderr
    again = bilingual(*words, "--json")
    assert again.returncode == bool(said)
    assert json.loads(again.stdout)["results"]
    if (folder / "closed").exists():
        (folder / "closed").chmod(0o700)


def test_a_fault_of_ours_is_one_line_and_a_trace_on_demand(
    tmp_path: Path, bilingual: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = markdown.write

    def fail(document: object, *rest: object) -> object:
        if "bad.txt" in repr(document):
            raise ZeroDivisionError("by chance")
        return write(document, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(markdown, "write", fail)
    for name in ("bad", "good"):
        (tmp_path / f"{name}.txt").write_text(TEXT, "utf-8")
    words = ["translate", tmp_path / "bad.txt", tmp_path / "good.txt", "--engine", "identity"]
    run = bilingual(*words, "-o", tmp_path / "out")
    line, count = run.stderr.splitlines()
    assert "bad.txt: brought up a fault of bilingual (ZeroDivisionError: by chance); please" in line
    assert count == "bilingual: 1 written, 1 failed"
    traced = bilingual(*words, "-o", tmp_path / "out", "--debug")
    assert 'raise ZeroDivisionError("by chance")' in traced.stderr


def test_a_folder_or_a_file_in_the_way(tmp_path: Path, bilingual: Run) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    (folder / "news").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "news/c.txt"):
        (folder / name).write_text(TEXT, "utf-8")
    (out / "a.txt.docx" / "mine").mkdir(parents=True)
    (out / "news").write_text("mine", "utf-8")
    run = bilingual("translate", folder, "-o", out, "--engine", "identity")
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == "bilingual: 1 written, 2 failed"
    assert "move away the folder of that name" in run.stderr
    assert "move away the file that is where its folder goes" in run.stderr
    assert (out / "b.txt.docx").exists() and (out / "news").read_text("utf-8") == "mine"


def _in_shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = f"{sys.executable} -m bilingual translate in --engine identity -o out"
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line.format(command)}"],
        cwd=folder,
        env=guarded(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.skipif(not shutil.which("bash"), reason="no shell")
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{} | head -1", 0),
        ("{} > /dev/full", 1),
        ("{} 2> /dev/full", 0),
        ("{} >&-", 0),
        ("{} 2>&-", 0),
        ("PYTHONIOENCODING=cp1252 {}", 0),
        ("LC_ALL=C PYTHONCOERCECLOCALE=0 PYTHONUTF8=0 {}", 0),
    ],
)
def test_streams_cost_no_documents(tmp_path: Path, line: str, code: int) -> None:
    (tmp_path / "in").mkdir()
    for number in range(5):
        (tmp_path / "in" / f"文{number}.txt").write_text(TEXT, "utf-8")
    run = _in_shell(line, tmp_path)
    assert run.returncode == code, run.stderr
    assert "Traceback" not in run.stderr and "Exception" not in run.stderr
    assert len(list((tmp_path / "out").iterdir())) == 11


@pytest.mark.parametrize("moment", ["1979-12-31", "2050-01-01"])
def test_clocks_do_not_matter(tmp_path: Path, moment: str) -> None:
    faketime = shutil.which("faketime")
    if not faketime:
        pytest.skip("no faketime here")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, "utf-8")
    _in_shell("{}", tmp_path)
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    shutil.rmtree(tmp_path / "out")
    assert _in_shell(f"{faketime} '{moment} 12:00' {{}}", tmp_path).returncode == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
