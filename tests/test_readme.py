"""The README is true: it names every option, and its example runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bilingual.cli.options import listed
from bilingual.engines import ENGINES
from bilingual.readers import INPUT_FORMATS
from bilingual.writers import DEFAULT_FORMATS, FORMATS, OUTPUT_FORMATS
from tests.conftest import ROOT, Run

BAR = r"\|"
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    "command",
    [
        "translate",
        "watch",
        "serve",
        "check",
        "compare",
        "normalize",
        "models list",
        "models install",
        "memory search",
    ],
)
def test_every_option_is_in_the_readme(bilingual: Run, command: str) -> None:
    shown = bilingual(*command.split(), "--help").stdout
    options = set(re.findall(r"--[a-z][a-z-]+", shown)) - {"--help"}
    assert len(options) > 3
    assert {option for option in options if option not in README} == set()


def test_every_command_is_in_the_readme(bilingual: Run) -> None:
    for group in ((), ("models",), ("memory",)):
        shown = bilingual(*group, "--help").stdout.partition("Commands:")[2].partition("\n\n")[0]
        names = re.findall(r"^  ([a-z]+) ", shown, re.MULTILINE)
        assert len(names) >= 4
        for name in names:
            assert " ".join([*group, name]) in README


def test_formats_and_engines_in_the_readme_are_those_there_are() -> None:
    prose = " ".join(README.split())
    assert f"translates every {listed([one.name for one in INPUT_FORMATS], 'and')} file" in prose
    for one in INPUT_FORMATS:
        assert f"- **{one.name[0].upper()}{one.name[1:]}**" in README
    encoded = [one.name for one in INPUT_FORMATS if one.has_encodings]
    assert f"| `--encoding NAME` | encoding of {listed(encoded, 'and')} files" in README
    assert f"{listed([one.name for one in OUTPUT_FORMATS], 'and')} files" in prose
    assert f"| `--to {BAR.join(FORMATS)}` |" in README
    assert f"(`{'` and `'.join(DEFAULT_FORMATS)}`)" in README
    assert f"| `--engine {BAR.join(kind.name for kind in ENGINES)}` |" in README


def test_the_library_example_runs(tmp_path: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    example = example.replace('Path("seeds/', f'Path("{ROOT.as_posix()}/seeds/')
    run = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{example}"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert len(run.stdout.splitlines()) == 9
    assert (tmp_path / "one.docx").stat().st_size > 5000


def test_the_action_of_the_example_runs(process: Run, tmp_path: Path) -> None:
    """Its commands, all but those that need a network."""
    path = ROOT / "docs" / "examples" / "github-action.yml"
    steps = yaml.safe_load(path.read_text("utf-8"))["jobs"]["translate"]["steps"]
    commands = [step["run"] for step in steps if step.get("run", "").startswith("bilingual ")]
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("会议在昆明举行。\n", "utf-8")
    ended = [process(*command.split()[1:]) for command in commands if "||" not in command]
    assert [(run.returncode, run.stdout[:8]) for run in ended] == [(0, "written "), (0, "")]
    assert (tmp_path / "out" / "a.txt.docx").exists()


def test_links_of_the_documentation_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_documentation_names_files_that_are_there() -> None:
    named = re.compile(r"`((?:bilingual|tests|benchmarks)/[\w/.-]+)`")
    for page in (ROOT / "docs" / "adding.md", ROOT / "docs" / "architecture.md"):
        names = named.findall(page.read_text("utf-8"))
        assert names and [name for name in names if not (ROOT / name).exists()] == [], page.name
