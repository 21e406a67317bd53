"""Vocabulary maps: what a package may say, its own list or one made for it."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bilingual.cli.main import app
from bilingual.engines import EngineOptions, choose_engine
from bilingual.engines.base import requests_for
from bilingual.engines.vocabulary import MAP_NAME, find_map, is_tunable, map_for, tune, untune
from bilingual.errors import PackageError
from bilingual.packages import Package, PackageSource, choose_route
from bilingual.packages.local import read_package
from tests.tiny_packages import tiny_package

SENTENCES = requests_for(["算力是数字时代的新质生产力。", "会议在云南省昆明市举行。", "2024年10月"])


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def given(path: Path) -> Package:
    return read_package(path, PackageSource.GIVEN)


def without_map(to: Path) -> Path:
    """The embedded package as it is without its map."""
    shutil.copytree(choose_route().packages[0].path, to)
    (to / "model" / MAP_NAME).unlink()
    return to


def answers(package: Path) -> list[str]:
    engine = choose_engine("argos", EngineOptions(package=package)).load()
    hypotheses = engine.translate(SENTENCES, advance=lambda indices: None)
    return [text.text for one in hypotheses for text in (one, *one.alternatives)]


def signature(package: Path) -> str:
    return choose_engine("argos", EngineOptions(package=package)).signature


def test_a_map_allows_what_is_not_chinese() -> None:
    pieces = ["<unk>", "</s>", "▁the", "▁中", "，", "国家", "<0x0A>", "々", "a b", ""]
    assert map_for(pieces) == "\t<unk> </s> ▁the ， <0x0A>\n"


def test_the_embedded_package_brings_the_map_of_its_vocabulary() -> None:
    model = choose_route().packages[0].path / "model"
    pieces = json.loads((model / "shared_vocabulary.json").read_text("utf-8"))
    assert (model / MAP_NAME).read_text("utf-8") == map_for(pieces)


def test_a_package_that_is_tuned_translates_as_with_a_map_of_its_own(tmp_path: Path) -> None:
    path = without_map(tmp_path / "plain")
    files = sorted(path.rglob("*"))
    before = signature(path)
    made = tune(given(path))
    assert find_map(given(path)) == made and made.is_relative_to(tmp_path / "data")
    assert answers(path) == answers(choose_route().packages[0].path)
    assert signature(path) != before  # documents made without it are stale
    assert sorted(path.rglob("*")) == files
    assert untune(given(path)) == made
    assert signature(path) == before and untune(given(path)) is None


def test_another_package_is_not_tuned_with_it(tmp_path: Path) -> None:
    one, other = tiny_package(tmp_path), tiny_package(tmp_path, "Other", name="other")
    tune(given(one))
    assert find_map(given(other)) is None


@pytest.mark.parametrize("codes", [("zh", "ja"), ("en", "zh"), ("en", "de")])
def test_only_what_translates_from_chinese_to_another_script_is_tunable(
    tmp_path: Path, codes: tuple[str, str]
) -> None:
    path = tiny_package(tmp_path, from_code=codes[0], to_code=codes[1])
    assert not is_tunable(given(path))
    with pytest.raises(PackageError, match="cannot be tuned"):
        tune(given(path))


def test_a_vocabulary_that_cannot_be_read_is_a_clear_line(tmp_path: Path) -> None:
    path = tiny_package(tmp_path)
    (path / "model" / "shared_vocabulary.json").write_text("{", "utf-8")
    with pytest.raises(PackageError, match="cannot be read"):
        tune(given(path))


def test_the_command_tunes_what_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    nothing = CliRunner().invoke(app, ["models", "tune"])
    assert nothing.exit_code and "no package is installed" in str(nothing.exception)
    path = tiny_package(tmp_path / "packages")
    tuned = CliRunner().invoke(app, ["models", "tune", path.name])
    assert tuned.output == f"written {find_map(given(path))}\n"
    assert answers(path)[0] == "Plain words here."
    undone = CliRunner().invoke(app, ["models", "tune", "--undo"])
    assert undone.output.startswith("removed ") and find_map(given(path)) is None
