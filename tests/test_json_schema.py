"""What programs are told is what docs/json-schema says, to the last field."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from bilingual.errors import BilingualError
from bilingual.run.tasks import Status
from tests.conftest import ROOT, Archive, Run

SCHEMA: dict[str, Any] = json.loads((ROOT / "docs/json-schema/bilingual.json").read_text("utf-8"))
_IDENTITY = ("--engine", "identity")


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text("會議(huì yì)于2010年举行。\n\n第二段，很长。\n", "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "pairs.tsv").write_text("会议于2010年举行。\tThe meeting was in 2011.\n", "utf-8")
    return folder


def strict(part: Any) -> Any:
    """The same schema without room for fields that it does not describe."""
    if isinstance(part, list):
        return [strict(one) for one in part]
    if not isinstance(part, dict):
        return part
    inner = {name: strict(one) for name, one in part.items()}
    if isinstance(part.get("properties"), dict) and "required" in part:
        inner.setdefault("additionalProperties", False)
    return inner


def check(name: str) -> Callable[[Any], Any]:
    """What raises an error unless it is given what the schema says of ``name``."""
    whole = strict(SCHEMA)
    one = {"$schema": whole["$schema"], "definitions": whole["definitions"]}
    compiled: Callable[[Any], Any] = fastjsonschema.compile(
        {**one, "$ref": f"#/definitions/{name}"}
    )
    return compiled


def told(run: Any, name: str) -> Any:
    report = json.loads(run.stdout)
    check(name)(report)
    return report


def lines(run: Any, name: str) -> Iterator[Any]:
    checked = check(name)
    for line in run.stdout.splitlines():
        event = json.loads(line)
        checked(event)
        yield event


def test_translating(process: Run, seeds: Path) -> None:
    report = told(process("translate", seeds, "-o", "out", "--json"), "translate")
    written, failed = sorted(report["results"], key=lambda one: str(one["source"]))
    assert failed["error"]["code"] == "read" and written["status"] == "written"
    assert written["characters"] == len("会议于2010年举行。第二段，很长。")
    assert 0 < written["seconds"] <= report["summary"]["seconds"]
    assert report["summary"]["findings"]["error"] == sum(
        one["severity"] == "error" for one in written["findings"]
    )
    counted = {one.value: report["summary"][one] for one in Status}
    assert {status: number for status, number in counted.items() if number} == {
        "written": 1, "failed": 1,
    }  # fmt: skip
    assert report["engine"]["quality"] == "draft"
    again = told(process("translate", seeds, "-o", "out", "--json"), "translate")
    assert (again["summary"]["fresh"], again["summary"]["characters"]) == (1, 0)


def test_translating_line_by_line(bilingual: Run, seeds: Path) -> None:
    run = bilingual("translate", seeds, "-o", "out", "--json-lines", *_IDENTITY)
    events = list(lines(run, "translate-line"))
    assert [one["event"] for one in events if one["event"] != "advance"] == [
        "start", "begin", "result", "result", "summary",
    ]  # fmt: skip
    assert events[-1]["summary"]["written"] == 1 and events[0]["seeds"] == 2
    dry = bilingual("translate", seeds, "-o", "two", "--json-lines", "--dry-run", *_IDENTITY)
    assert [one["event"] for one in lines(dry, "translate-line")][-1] == "summary"


def test_checking(bilingual: Run, seeds: Path) -> None:
    paths = (seeds / "pairs.tsv", seeds / "none.tsv")
    report = told(bilingual("check", *paths, "--json"), "check")
    assert report["summary"]["findings"]["error"] == len(report["results"][0]["findings"]) > 0
    assert report["summary"]["unread"] == 1
    events = list(lines(bilingual("check", *paths, "--json-lines"), "check-line"))
    assert [one["event"] for one in events] == ["result", "result", "summary"]
    assert events[0]["findings"] == report["results"][0]["findings"]


@pytest.mark.parametrize("options", [(), ("--changes",)])
def test_normalizing(bilingual: Run, seeds: Path, options: tuple[str, ...]) -> None:
    report = told(bilingual("normalize", seeds / "a.txt", "--json", *options), "normalize")
    assert report["results"][0]["language"] == "zh-Hans"


def test_comparing(bilingual: Run, seeds: Path) -> None:
    engines = ("--engine", "argos", *_IDENTITY)
    run = bilingual("compare", seeds / "a.txt", *engines, "-o", "c.md", "--json")
    report = told(run, "compare")
    assert [one["engine"]["name"] for one in report["results"]] == ["argos", "identity"]
    assert report["results"][1]["rows"][0]["target"] == "会议于2010年举行。"


def test_remembering(bilingual: Run, seeds: Path) -> None:
    assert bilingual("memory", "import", seeds / "pairs.tsv").returncode == 0
    for command in (("stats",), ("search", "2011"), ("search", "会议于2012年举行。", "--similar")):
        assert told(bilingual("memory", *command, "--json"), "memory")["results"]
    run = bilingual("translate", seeds / "a.txt", "-o", "out", "--json", *_IDENTITY)
    (recalled,) = told(run, "translate")["results"][0]["recalled"]
    assert (recalled["row"], recalled["is_taken"]) == (1, True)


def test_all_else(bilingual: Run, archive: Archive) -> None:
    for command in (("install", archive()), ("list",), ("verify",), ("path",)):
        assert told(bilingual("models", *command, "--json"), "models")["results"]
    assert told(bilingual("doctor", "--json"), "doctor")["summary"]["bad"] == 0
    assert told(bilingual("config", "show", "--json"), "config")["results"]


def test_errors(bilingual: Run, seeds: Path) -> None:
    for option in ("--json", "--json-lines"):
        run = bilingual("translate", seeds / "none.txt", option)
        failure = told(run, "failure")
        assert (run.returncode, failure["error"]["code"]) == (2, "usage")
    codes = {kind.code for kind in _kinds(BilingualError)} - {"error"}
    assert codes <= set(SCHEMA["definitions"]["error"]["properties"]["code"]["enum"])


def _kinds(error: type[BilingualError]) -> Iterator[type[BilingualError]]:
    yield error
    for kind in error.__subclasses__():
        yield from _kinds(kind)


def test_a_run_that_finds_all_fresh_names_the_documents(bilingual: Run, seeds: Path) -> None:
    command = ("translate", seeds / "a.txt", "-o", "out", "--to", "md,html", *_IDENTITY)
    bilingual(*command)
    said = bilingual(*command).stderr.splitlines()
    documents = f"{Path('out', 'a.txt.md')}, {Path('out', 'a.txt.html')}"
    assert said == [
        "bilingual: 1 fresh",
        f"bilingual: nothing to do for {documents}; -v lists all, --force writes them anew",
    ]
    assert "nothing to do" not in bilingual(*command, "-v").stderr
    assert bilingual(*command, "-q").stderr == ""
