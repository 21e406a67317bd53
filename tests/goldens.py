"""Golden cases as Markdown tables that a reader of Chinese can review.

A golden file has tables with the columns *text* and *result* (and a third for remarks).
``pytest --update-goldens`` fills in the results; what it changed is for a person to read.
``\\n`` stands for a line break, ``\\|`` for a bar.
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
        path.write_text(after, "utf-8")
    assert "| text |" in before
    assert after == before


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
