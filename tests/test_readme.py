"""The README is true: it names every option, and its example runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("command", ["translate", "normalize", "models list", "models install"])
def test_every_option_is_in_the_readme(bilingual: Run, command: str) -> None:
    shown = bilingual(*command.split(), "--help").stdout
    options = set(re.findall(r"--[a-z][a-z-]+", shown)) - {"--help"}
    assert len(options) > 3
    assert {option for option in options if option not in README} == set()


def test_every_command_is_in_the_readme(bilingual: Run) -> None:
    for group in ((), ("models",)):
        shown = bilingual(*group, "--help").stdout.partition("Commands:")[2].partition("\n\n")[0]
        names = re.findall(r"^  ([a-z]+) ", shown, re.MULTILINE)
        assert len(names) >= 4
        for name in names:
            assert " ".join([*group, name]) in README


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


def test_links_of_the_documentation_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
