"""Goldens: what is made, kept in files that a reader of Chinese can review.

``pytest --update-goldens`` rewrites them; what it changed is for a person to read. Without it a
golden that is missing, or that nothing is like any more, fails.

Tables of cases are Markdown with the columns *text* and *result* (and a third for remarks):
``\\n`` stands for a line break, ``\\|`` for a bar. Whole results are files of their own.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

_FOLDER = Path(__file__).parent / "goldens"
_HEADER = re.compile(r"\| (text|---) ")


def check_goldens(
    request: pytest.FixtureRequest, name: str, function: Callable[[str], str]
) -> None:
    """Every row's result is what ``function`` makes of its text."""
    path = _FOLDER / name
    before = path.read_text("utf-8")
    after = "\n".join(_fill_in(line, function) for line in before.split("\n"))
    if request.config.getoption("--update-goldens"):
        path.write_text(after, "utf-8", newline="\n")
        before = after
    assert "| text |" in before
    assert after == before


def check_golden(request: pytest.FixtureRequest, name: str, made: str) -> None:
    """The file of this name holds what is made."""
    path = _FOLDER / name
    if request.config.getoption("--update-goldens"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(made, "utf-8", newline="\n")
    assert path.is_file(), f"no golden {name}: run with --update-goldens, then read it"
    assert made.splitlines() == path.read_text("utf-8").splitlines()


def _fill_in(line: str, function: Callable[[str], str]) -> str:
    if not line.startswith("| ") or _HEADER.match(line):
        return line
    text, _, *rest = (cell.strip(" ") for cell in re.split(r"(?<!\\)\|", line)[1:-1])
    return "| " + " | ".join([text, _escape(function(_unescape(text))), *rest]) + " |"


def _unescape(cell: str) -> str:
    return cell.replace("\\|", "|").replace("\\n", "\n").replace("␠", " ")


def _escape(text: str) -> str:
    text = text.replace("|", "\\|").replace("\n", "\\n")
    return re.sub("^ | $", "␠", text)
