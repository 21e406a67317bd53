"""Errors: one line for people, fields for programs."""

from __future__ import annotations

import ast
import json
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bilingual.errors import (
    BilingualError,
    EngineError,
    FaultError,
    PackageError,
    ReadError,
    UsageError,
    WriteError,
)
from bilingual.serve.limits import RefusedError
from tests.conftest import ROOT, Run

KINDS = {
    UsageError: "usage",
    ReadError: "read",
    PackageError: "package",
    EngineError: "engine",
    WriteError: "write",
    FaultError: "fault",
    RefusedError: "refused",
}
COMMANDS = set(
    re.findall(r"app\.command\(.*\)\((\w+)\)", (ROOT / "bilingual/cli/main.py").read_text("utf-8"))
)


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


@pytest.mark.parametrize(
    "kind", sorted(KINDS.keys() - {RefusedError}, key=str)
)  # that one stays in its server
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
        (("translate", ".", "--to", "doc"), "usage", "--to doc"),
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


def test_public_functions_that_raise_say_so() -> None:
    """Commands are the exception: their docstrings are what ``--help`` shows."""
    silent = [
        f"{path.name}: {function.name} raises {kind}"
        for path in sorted((ROOT / "bilingual").rglob("*.py"))
        for function in public_functions(ast.parse(path.read_text("utf-8")))
        for kind in raised_by(function)
        if kind not in (ast.get_docstring(function) or "")
    ]
    assert silent == []


def public_functions(module: ast.Module) -> Iterator[ast.FunctionDef]:
    """Functions and methods with public names, but for commands."""
    classes = [one for one in module.body if isinstance(one, ast.ClassDef)]
    for one in [*module.body, *(member for owner in classes for member in owner.body)]:
        if isinstance(one, ast.FunctionDef) and not one.name.startswith("_"):
            decorators = " ".join(map(ast.unparse, one.decorator_list))
            if not (COMMANDS & {one.name} or "command" in decorators or "callback" in decorators):
                yield one


def raised_by(function: ast.FunctionDef) -> set[str]:
    """The errors of ours that a function itself makes and raises."""
    raised = (one.exc for one in ast.walk(function) if isinstance(one, ast.Raise))
    calls = (one.func for one in raised if isinstance(one, ast.Call))
    return {ast.unparse(one) for one in calls} & {kind.__name__ for kind in KINDS}
