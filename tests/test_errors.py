"""Errors: one line for people, fields for programs."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from bilingual.errors import (
    BilingualError,
    FaultError,
    PackageError,
    ReadError,
    UsageError,
    WriteError,
)
from tests.conftest import Run

KINDS = {
    UsageError: "usage",
    ReadError: "read",
    PackageError: "package",
    WriteError: "write",
    FaultError: "fault",
}


def test_an_error_is_a_line_and_fields() -> None:
    error = ReadError(Path("a/b.txt"), "has no text", "check that it is the right file")
    assert str(error) == "a/b.txt: has no text; check that it is the right file"
    assert error.fields() == {
        "code": "read",
        "path": "a/b.txt",
        "problem": "has no text",
        "remedy": "check that it is the right file",
    }


def test_an_error_about_no_file_names_none() -> None:
    assert str(UsageError("", "no command given", "see --help")) == "no command given; see --help"


def test_the_same_error_can_be_said_of_another_name() -> None:
    error = PackageError("/staging/x", "has no model", "install it again").at("x.argosmodel")
    assert type(error) is PackageError
    assert str(error) == "x.argosmodel: has no model; install it again"


def test_every_kind_has_a_code_of_its_own() -> None:
    assert {kind: kind.code for kind in BilingualError.__subclasses__()} == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_errors_survive_the_way_between_processes(kind: type[BilingualError]) -> None:
    error = kind("a", "b", "c")
    assert pickle.loads(pickle.dumps(error)).fields() == error.fields()


def test_json_tells_what_went_wrong(bilingual: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    expected = {
        "code": "read",
        "path": str(tmp_path / "empty.txt"),
        "problem": "has no text",
        "remedy": "check that it is the right file",
    }
    seed, out = str(tmp_path / "empty.txt"), str(tmp_path / "out")
    done = bilingual("translate", seed, "-o", out, "--engine", "identity", "--json")
    (result,) = json.loads(done.stdout)["results"]
    assert (done.returncode, result["error"]) == (1, expected)
    assert result["message"] in done.stderr
    done = bilingual("normalize", seed, "--json")
    assert (done.returncode, json.loads(done.stdout)["error"]) == (1, expected)


@pytest.mark.parametrize(
    ("words", "code", "path"),
    [
        (("translate", "x", "--to", "doc"), "usage", "--to doc"),
        (("models", "install", "none.argosmodel"), "package", "none.argosmodel"),
        (("models", "remove", "none"), "usage", "none"),
    ],
)
def test_json_tells_why_a_command_did_not_start(
    bilingual: Run, words: tuple[str, ...], code: str, path: str
) -> None:
    done = bilingual(*words, "--json")
    error = json.loads(done.stdout)["error"]
    assert (done.returncode, error["code"], error["path"]) == (2, code, path)
    assert done.stderr == f"bilingual: {path}: {error['problem']}; {error['remedy']}\n"
