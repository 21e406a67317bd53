"""The Dockerfile names what is there, and asks nobody but package registries."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

from tests.conftest import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
IGNORED = (ROOT / ".dockerignore").read_text("utf-8").split()
STEPS = [line.split() for line in DOCKERFILE.replace("\\\n", " ").splitlines() if line.strip()]


def copied() -> list[str]:
    """What comes from the project's folder."""
    steps = [words[1:-1] for words in STEPS if words[0] == "COPY"]
    return [name for words in steps if not words[0].startswith("--from") for name in words]


def test_what_is_copied_is_there_and_let_in() -> None:
    assert IGNORED[0] == "*"
    assert sorted(copied()) == sorted(one[1:] for one in IGNORED if one.startswith("!"))
    assert [name for name in copied() if not (ROOT / name).exists()] == []
    assert all(fnmatch("a/__pycache__", one) for one in IGNORED[1:] if one[0] == "*")


def test_the_package_finds_all_that_it_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {project["readme"], *project["license-files"], "pyproject.toml"} <= set(copied())
    assert "bilingual" in project["scripts"]
    entry = next(" ".join(words[1:]) for words in STEPS if words[0] == "ENTRYPOINT")
    assert entry == '["bilingual"]'


def test_locked_libraries_are_installed_by_hash_and_nothing_else_is_fetched() -> None:
    installs = re.findall(r"pip install (.+)", DOCKERFILE)
    assert "--require-hashes -r requirements.lock" in installs[0]
    assert all("--no-deps" in one for one in installs[1:])
    assert not re.search(r"^(ADD|RUN .*(curl|wget|git|https?:))", DOCKERFILE, re.MULTILINE)


def test_it_runs_without_rights_and_without_a_network() -> None:
    assert ["USER", "1000"] in STEPS
    assert "BILINGUAL_OFFLINE=1" in DOCKERFILE
    command = "docker run --rm --network none"
    page = (ROOT / "docs" / "container.md").read_text("utf-8")
    assert command in DOCKERFILE and command in page
    assert Path("docs/container.md").name in DOCKERFILE
