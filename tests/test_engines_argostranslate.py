"""Argos Translate's own code as an engine: its splitter where it is there, and never fetched."""

import json
from pathlib import Path

import pytest

from bilingual.engines import EngineOptions, choose_engine
from bilingual.engines.base import Translator, requests_for
from bilingual.engines.installed import info_of
from bilingual.engines.pool import Pool
from bilingual.errors import PackageError
from bilingual.packages import Package
from tests.tiny_packages import tiny_package
from tests.tiny_splitter import write_splitter

pytest.importorskip("minisbd")
SENTENCE = "会议在北京举行，双方签署协议。"


def said(engine: Translator, *texts: str) -> list[str]:
    done: list[int] = []
    answers = engine.translate(requests_for(texts), advance=done.extend)
    assert sorted(done) == list(range(len(texts)))
    return [one.text for one in answers]


def load(package: Path) -> Translator:
    return choose_engine("argostranslate", EngineOptions(package=package)).load()


def test_it_translates_as_a_whole_what_is_no_more_than_a_sentence(tmp_path: Path) -> None:
    engine = load(tiny_package(tmp_path))
    assert said(engine, SENTENCE, "好。") == ["Plain words here."] * 2


def test_a_splitter_in_the_package_is_used(tmp_path: Path) -> None:
    package = tiny_package(tmp_path)
    without = choose_engine("argostranslate", EngineOptions(package=package)).signature
    write_splitter(package / "minisbd" / "zh.onnx")
    assert said(load(package), SENTENCE) == ["Plain words here. Plain words here."]
    assert choose_engine("argostranslate", EngineOptions(package=package)).signature != without


def test_a_splitter_that_argos_translate_once_fetched_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    write_splitter(tmp_path / "data" / "argos-translate" / "minisbd" / "zh-hans.onnx")
    assert said(load(tiny_package(tmp_path)), SENTENCE) == ["Plain words here. Plain words here."]


def test_nothing_of_the_users_is_made_or_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    settings = tmp_path / "CONFIG" / "argos-translate" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"ARGOS_CHUNK_TYPE": "NONE"}), "utf-8")  # which it cannot do
    monkeypatch.setenv("ARGOS_MODEL_PROVIDER", "LIBRETRANSLATE")
    assert said(load(tiny_package(tmp_path / "made")), SENTENCE) == ["Plain words here."]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CONFIG", "made"]


def test_it_goes_through_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))
    tiny_package(tmp_path)
    tiny_package(tmp_path, "German", from_code="en", to_code="de")
    choice = choose_engine("argostranslate", target="de")
    assert (choice.info.name, choice.info.target_language) == ("argostranslate", "de")
    assert said(choice.load(), SENTENCE) == ["German words here."]


def test_it_cannot_fetch_a_splitter(tmp_path: Path) -> None:
    package = tiny_package(tmp_path)
    name = "zh-hans"  # of a model that Argos Translate would fetch
    with pytest.raises(PackageError, match="nothing is fetched while translating"):
        Pool("bilingual.engines.argostranslate.worker", [package], 1, "0", "0", name)


@pytest.mark.parametrize("damaged", ["minisbd/zh.onnx", "model/model.bin"])
def test_what_cannot_be_loaded_is_one_line(tmp_path: Path, damaged: str) -> None:
    package = tiny_package(tmp_path)
    path = package / damaged
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"no model")
    with pytest.raises(PackageError, match="cannot be loaded") as caught:
        load(package)
    assert "\n" not in str(caught.value)


def test_it_does_not_cut_sentences(package: Package) -> None:
    assert info_of([package]).cut_length > 0
    assert choose_engine("argostranslate").info.cut_length == 0


@pytest.fixture
def package() -> Package:
    route = choose_engine("argos").route
    assert route
    return route.packages[0]
