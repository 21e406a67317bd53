"""Sentence templates with values in their slots."""

from pathlib import Path
from random import Random

import pytest

from training.corpora import find_corpora
from training.templates import fill, filled_pairs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "templates/a.tsv": "{city}有{n1}至{n2}人。\t{city} has {n1} to {n2} people.\n"
        "会议结束。\tthe meeting is over. it was short.\n",
        "slots/city.tsv": "昆明\tKunming\n大理\tDali\n",
        "slots/given.tsv": "安\tan\n宁\tning\n",
        "slots/surname.tsv": "王\tWang\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_pairs_are_as_many_as_asked_and_the_same_for_a_seed(folder: Path) -> None:
    pairs = list(filled_pairs(folder, 5, seed=1))
    assert pairs == list(filled_pairs(folder, 5, seed=1))
    assert pairs != list(filled_pairs(folder, 5, seed=2))
    assert len(pairs) == 6
    assert pairs[-1] == ("会议结束。", "The meeting is over. It was short.")


def test_ranges_are_in_order(folder: Path) -> None:
    for chinese, english in list(filled_pairs(folder, 30, seed=1))[:-1]:
        first, last = chinese.partition("有")[2].removesuffix("人。").replace(",", "").split("至")
        assert int(first) < int(last)
        assert english.endswith(f" has {int(first):,} to {int(last):,} people.")


def test_capitals_after_abbreviations_are_left_alone() -> None:
    template = ("甲公司完成。乙开始。", "A Co., Ltd. finished at 3 p.m. today. then B began.")
    english = fill(template, {}, Random(1))[1]
    assert english == "A Co., Ltd. finished at 3 p.m. today. Then B began."


def test_two_is_said_as_its_place_wants() -> None:
    template = ("第{small}次，{small1}个，{small2}月", "{small}{small1}{small2}")
    found = {fill(template, {}, Random(seed))[0] for seed in range(60)}
    assert any("第二次" in one for one in found) and not any("第两" in one for one in found)
    assert any("两个" in one for one in found) and not any("两月" in one for one in found)


def test_names_are_spelled_as_passports_have_them(folder: Path) -> None:
    lists = {"surname": [("王", "Wang")], "given": [("宁", "ning"), ("安", "an")]}
    found = {fill(("{person}", "{person}"), lists, Random(n))[:2] for n in range(60)}
    assert ("王宁安", "Wang Ning'an") in found


def test_a_template_with_other_slots_is_refused(folder: Path) -> None:
    (folder / "templates" / "b.tsv").write_text("{n}人\tpeople\n", "utf-8")
    with pytest.raises(ValueError, match=r"b\.tsv: sides with different slots"):
        list(filled_pairs(folder, 1, seed=1))
    (folder / "templates" / "b.tsv").write_text("{moon}\t{moon}\n", "utf-8")
    with pytest.raises(ValueError, match="no values for the slot 'moon'"):
        list(filled_pairs(folder, 1, seed=1))


def test_templates_and_slots_are_corpora(folder: Path) -> None:
    assert [(one.name, one.domain) for one in find_corpora(folder)] == [
        ("filled templates", "filled"),
        ("slot city", "own_terms"),
    ]
