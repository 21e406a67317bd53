"""The tables that the command line and the README are made from: what they name is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bilingual.engines import ENGINES, EngineKind, EngineOptions, abilities_of, choose_engine
from bilingual.engines.base import requests_for
from bilingual.errors import PackageError, ReadError, UsageError
from bilingual.model import Block
from bilingual.readers import INPUT_FORMATS, SUFFIXES, InputFormat, read_document
from bilingual.writers import FORMATS, OUTPUT_FORMATS, OutputFormat, WriteOptions, render, require
from tests.builders import document, pair
from tests.office_files import pptx, xlsx

SOURCES = {
    ".srt": "00:00:01,000 --> 00:00:02,000\n一\n".encode(),
    ".pptx": pptx(),
    ".xlsx": xlsx({}),
}
"""Files that formats can be made of which are made of some kinds of seeds only."""


def test_no_two_formats_share_a_suffix() -> None:
    assert len(set(SUFFIXES)) == len(SUFFIXES)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUFFIXES)
    assert len(set(FORMATS)) == len(FORMATS)


@pytest.mark.parametrize("one", INPUT_FORMATS, ids=lambda one: one.name)
def test_every_input_format_has_a_reader_that_names_the_file(
    one: InputFormat, tmp_path: Path
) -> None:
    """Bytes that are no document of any kind."""
    path = tmp_path / f"seed{one.suffixes[0].upper()}"
    path.write_bytes(b"\x00\x01\xff\xfe")
    with pytest.raises(ReadError, match=r"seed\.") as caught:
        read_document(path)
    assert caught.value.path == str(path)


def test_unknown_suffixes_name_the_known_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.xyz"
    path.write_bytes(b"x")
    with pytest.raises(ReadError, match=r"use one of \.txt, .*\.ssa"):
        read_document(path)


@pytest.mark.parametrize("one", OUTPUT_FORMATS, ids=lambda one: one.suffix)
def test_every_output_format_has_a_writer(one: OutputFormat) -> None:
    options = WriteOptions()
    try:
        require([one.suffix], options)
    except UsageError as error:
        assert one.needs in str(error)  # what is not installed here
        return
    made = document(pair("一", "One"))
    if one.sources:
        name, source = f"a{one.sources[0]}", SOURCES[one.sources[0]]
        made = replace(
            made, document=replace(made.document, name=name, format=name[2:], source=source)
        )
        made = replace(made, pairs=(pair("一", "One", block=Block(element="0")),))
    assert render(made, one.suffix, options)


@pytest.mark.parametrize("kind", ENGINES, ids=lambda kind: kind.name)
def test_every_engine_translates(kind: EngineKind) -> None:
    try:
        choice = choose_engine(kind.name)
    except (PackageError, UsageError) as error:  # tests/test_engines_*.py bring a model along
        assert kind.extra and ("install" in error.remedy or "--model" in error.remedy)
        return
    assert (choice.info.name, choice.route is not None) == (kind.name, kind.has_packages)
    translator = choice.load()
    assert translator.info == choice.info
    assert translator.abilities == abilities_of(kind.name)
    done: list[int] = []
    (hypothesis,) = translator.translate(requests_for(["会议在北京举行。"]), advance=done.extend)
    assert hypothesis.text and done == [0]


def test_an_engine_whose_extra_is_missing_names_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kind = EngineKind(
        name="shout",
        says="",
        chooser="no:where",
        translator="no:one",
        extra="shout",
        needs=("bilingual", "megaphone"),
    )
    monkeypatch.setattr("bilingual.engines.ENGINES", (*ENGINES, kind))
    with pytest.raises(UsageError) as caught:
        choose_engine("shout")
    assert str(caught.value) == (
        "--engine shout: needs megaphone, not installed here; pip install 'bilingual-zh[shout]'"
    )


def test_options_that_an_engine_does_not_take_are_refused() -> None:
    with pytest.raises(UsageError, match="--compute-type: does not go with --engine identity; "):
        choose_engine("identity", EngineOptions(compute_type="int8"))


def test_unknown_engines_name_the_known_ones() -> None:
    with pytest.raises(UsageError, match="--engine babel: unknown; choose from argos, "):
        choose_engine("babel")
