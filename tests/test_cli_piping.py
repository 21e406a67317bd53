"""``-``: standard input and standard output in place of files."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.conftest import Run, guarded

Pipe: TypeAlias = Callable[..., "subprocess.CompletedProcess[bytes]"]
_IDENTITY = ("--engine", "identity")
_TEXT = "會議(huì yì)在昆明舉行,很好。\n".encode()


@pytest.fixture
def pipe(tmp_path: Path) -> Pipe:
    """The command with something on its standard input."""

    def run(given: bytes, *arguments: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "bilingual", *map(str, arguments)],
            input=given,
            cwd=tmp_path,
            env=guarded(),
            capture_output=True,
            check=False,
        )

    return run


def test_a_text_goes_in_and_a_document_comes_out(
    pipe: Pipe, bilingual: Run, tmp_path: Path
) -> None:
    """It is, byte for byte, the document that a file of that name would have in a folder."""
    run = pipe(_TEXT, "translate", "-", "--from", "txt", "--to", "md", *_IDENTITY)
    assert (run.returncode, run.stderr) == (0, b"bilingual: 1 written\n")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "stdin.txt").write_bytes(_TEXT)
    bilingual("translate", "stdin.txt", "-o", "out", "--to", "md", *_IDENTITY)
    assert run.stdout == (tmp_path / "out" / "stdin.txt.md").read_bytes()
    alone = bilingual("translate", "stdin.txt", "-o", "-", "--to", "md", "-q", *_IDENTITY)
    assert (alone.stdout.encode(), alone.stderr) == (run.stdout, "")
    assert not (tmp_path / "-").exists()


def test_binary_documents_can_be_sent_on(pipe: Pipe) -> None:
    word = pipe(_TEXT, "translate", "-", "--to", "docx", "-q", *_IDENTITY).stdout
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(word)).namelist()
    back = pipe(word, "normalize", "-", "--from", "docx").stdout.decode()
    assert "会议在昆明举行，很好。" in back


def test_normalizing_and_checking_read_standard_input(pipe: Pipe) -> None:
    assert pipe(_TEXT, "normalize", "-").stdout.decode() == "会议在昆明举行，很好。\n"
    run = pipe("会议于2010年举行。\tThe meeting was held in 2011.\n".encode(), "check", "-")
    assert run.returncode == 1 and b"stdin.tsv:1: error date" in run.stdout
    assert pipe(b"", "normalize", "-").returncode == 1
    assert pipe(b"", "check", "-").stderr.splitlines()[1:] == [
        b"bilingual: 1 file could not be read"
    ]


@pytest.mark.skipif(os.name == "nt", reason="there are no such shells")
def test_closed_standard_input_is_empty(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "bilingual", "normalize", "-"]
    run = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *words],
        cwd=tmp_path,
        env=guarded(),
        capture_output=True,
        check=False,
    )
    said = b"bilingual: stdin.txt: has no text; check that it is the right file\n"
    assert (run.returncode, run.stderr) == (1, said)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "takes one document, not 2; choose one, such as --to docx"),
        (("--to", "md", "--layout", "interleaved,target-only"), "such as --layout interleaved"),
        (("--to", "md", "-o", "out"), "-o out: does not go with -"),
        (("--to", "md", "--json"), "--json: does not go with standard output"),
        (("--to", "md", "--dry-run"), "--dry-run: does not go with standard output"),
        (("--to", "md", "--from", "markdwon"), "unknown; did you mean markdown?"),
        (("--to", "md", "other.txt"), "-: does not go with other files"),
    ],
)
def test_what_does_not_go_with_it_is_one_line(
    pipe: Pipe, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    run = pipe(_TEXT, "translate", "-", *options, *_IDENTITY)
    assert run.returncode == 2 and (not run.stdout or b'"error"' in run.stdout)
    assert run.stderr.count(b"\n") == 1 and said in run.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_two_is_no_document(bilingual: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(_TEXT)
    run = bilingual("translate", tmp_path, "-o", "-", "--to", "md", *_IDENTITY)
    assert run.returncode == 2 and "-o -: takes one document, not 2" in run.stderr


def test_what_goes_wrong_with_the_input_is_one_line(pipe: Pipe) -> None:
    run = pipe(b"", "translate", "-", "--to", "md", *_IDENTITY)
    assert (run.returncode, run.stdout) == (1, b"")
    assert run.stderr.splitlines()[0] == (
        b"bilingual: stdin.txt: has no text; check that it is the right file"
    )


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
def test_a_terminal_is_spared_binary_documents(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    try:
        run = subprocess.run(
            [sys.executable, "-m", "bilingual", "translate", "-", "--to", "docx", *_IDENTITY],
            input=_TEXT,
            stdout=theirs,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            env=guarded(),
            check=False,
        )
    finally:
        os.close(theirs)
        os.close(ours)
    assert run.returncode == 2
    assert run.stderr == b"bilingual: -: --to docx is no text for a terminal; send it on: > FILE\n"
