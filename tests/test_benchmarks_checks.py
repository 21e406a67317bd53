"""The yardstick of checks: mistakes are put in one at a time, and counted rightly."""

import json
from pathlib import Path
from random import Random

import pytest

from benchmarks import checks
from benchmarks.injectors import FAMILIES, INJECTORS, Injector, Sample
from bilingual.translate.checks import check_translation
from bilingual.translate.glossary import Glossary
from training.templates import fill

SAMPLE = Sample(
    source="2024年3月5日，王宁表示，项目总投资12.5亿元，CMI光缆并非只有三条，详见https://a.cn/docs。",
    target=(
        "On March 5, 2024, Wang Ning said total investment is 1.25 billion yuan, as was announced "
        "by the company earlier, and there are not just three CMI cables, see https://a.cn/docs."
    ),
    origin="here",
    persons=(("王宁", "Wang Ning"),),
    terms=(("光缆", "cables"),),
)


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    for name, text in {
        "own/a.tsv": "共30人。\t30 people.\n增长5%。\tIt grew by 5 percent.\n你好。\tHello.\n",
        "own/a.terms.tsv": "人\tperson\n",
        "templates/t.tsv": "{year}增长{pct}。\tIt grew by {pct} in {year}.\n",
        "slots/prov.tsv": "云南\tYunnan\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("injector", INJECTORS, ids=lambda injector: injector.name)
def test_a_mistake_changes_the_english_in_one_place(injector: Injector) -> None:
    for seed in range(20):
        target = injector.spoil(SAMPLE, Random(seed))
        assert target is not None
        assert target != SAMPLE.target
        assert injector.spoil(SAMPLE, Random(seed)) == target


@pytest.mark.parametrize("injector", INJECTORS, ids=lambda injector: injector.name)
def test_nothing_to_spoil(injector: Injector) -> None:
    sample = Sample(source="你好。", target="Hello.", origin="here")
    assert injector.spoil(sample, Random(1)) is None


def test_every_mistake_has_a_family() -> None:
    assert {one.family for one in INJECTORS} == set(FAMILIES)


def test_a_report_counts(corpora: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.main(["--corpora", str(corpora), "--pairs", "6", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["right"] == 4
    figures = next(one for one in report["results"] if one["family"] == "figures")
    assert (figures["wrong"], figures["found"], figures["false"]) == (3, 3, 0)
    assert (figures["recall"], figures["precision"]) == (1, 1)
    assert checks.main(["--corpora", str(corpora), "--pairs", "6", "--show", "figures"]) == 0
    assert "| figures | 3 | 3 | 0 | 1.000 | 1.000 |" in capsys.readouterr().out


def test_no_corpora(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.main(["--corpora", str(tmp_path)]) == 2
    assert "no folder own/" in capsys.readouterr().err


@pytest.mark.parametrize(
    "slots",
    ["{date}", "{fulldate}", "{dates}", "{year}", "{month}", "{time}", "{n}", "{wan}", "{yi}"]
    + ["{small}个", "{yiyuan}", "{wanyuan}", "{pct}", "{pp}", "{times}", "{km}", "{ordinal}"],
)
def test_filled_templates_are_right(slots: str) -> None:
    english = slots.removesuffix("个")
    for seed in range(50):
        source, target, _ = fill((f"共{slots}。", f"It is {english}."), {}, Random(seed))
        assert check_translation(source, target, glossary=Glossary()) == ()
