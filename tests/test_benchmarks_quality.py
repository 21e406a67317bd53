"""The yardstick: lines stay aligned, scores carry their signatures."""

import json
from pathlib import Path

import pytest

from benchmarks import quality
from bilingual.engines.identity import IdentityTranslator
from bilingual.translate import TranslateOptions
from bilingual.translate.checks import CHECKS

_LINES = {
    "算力是数字时代的新质生产力。": "Computing power is a new force of the digital age.",
    "中国联通发布三个重要成果。公司表示，项目已经完成。": "China Unicom released three results. "
    "The company said the project has been completed.",
    "會議在雲南舉行": "The meeting was held in Yunnan",
    "2024年10月24日": "October 24, 2024",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_set(tmp_path, "small", list(_LINES), list(_LINES.values()))
    return tmp_path


def write_set(folder: Path, name: str, chinese: list[str], english: list[str]) -> None:
    for side, lines in (("zh", chinese), ("en", english)):
        (folder / f"{name}.{side}").write_text("".join(f"{line}\n" for line in lines), "utf-8")


def test_every_line_has_its_own_translation() -> None:
    lines = ["甲。乙！丙", "", "甲。乙！丙", "a\u2028b", "会议，举行。" * 60, "  丁  ", "2024年"]
    translated = quality.translate_lines(lines, IdentityTranslator(), TranslateOptions())
    assert len(translated) == len(lines)
    for line, result in zip(lines, translated, strict=True):
        assert "".join(result.text.split()) == "".join(line.split())


def test_a_set_is_read_line_by_line(folder: Path) -> None:
    one = quality.read_set(folder, "small", limit=3)
    assert one is not None
    assert one.sources == tuple(_LINES)[:3]
    assert one.references == tuple(_LINES.values())[:3]
    assert quality.read_set(folder, "absent") is None


def test_sides_of_unequal_length_are_an_error(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_set(folder, "odd", ["一", "二"], ["one"])
    assert quality.main(["--eval", str(folder), "--sets", "odd"]) == 2
    assert "2 Chinese and 1 English lines" in capsys.readouterr().err


def test_nothing_to_score_is_an_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert quality.main(["--eval", str(folder), "--sets", "absent"]) == 2
    assert "none of absent" in capsys.readouterr().err


def test_the_table_has_scores_and_signatures(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("sacrebleu")
    assert quality.main(["--eval", str(folder), "--sets", "absent", "small"]) == 0
    lines = capsys.readouterr().out.splitlines()
    (row,) = [line for line in lines if line.startswith("| small")]
    assert row.split(" | ")[1] == "4"
    assert 0 <= float(row.split(" | ")[2]) <= 100
    assert any(line.startswith("BLEU: `nrefs:1|case:mixed|eff:no|tok:13a|") for line in lines)
    assert any(line.startswith("chrF: `nrefs:1|case:mixed|eff:yes|nc:6|nw:0|") for line in lines)


def test_json_and_kept_translations(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("sacrebleu")
    kept = tmp_path / "kept"
    options = ["--eval", str(folder), "--sets", "small", "--limit", "2", "--output", str(kept)]
    assert quality.main([*options, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["signatures"].keys() == {"BLEU", "chrF"}
    (score,) = report["scores"]
    assert score["lines"] == 2
    assert score["findings"].keys() == {check.code for check in CHECKS}
    assert len((kept / "small.hyp").read_text("utf-8").splitlines()) == 2


def test_perfect_translations_score_a_hundred(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sacrebleu")
    one = quality.EvalSet(name="set", sources=tuple(_LINES), references=tuple(_LINES.values()))
    codes = frozenset({"number"})
    lines = [
        quality.Line(text=text, codes=codes, repairs=2, terms=1, missed_terms=0)
        for text in _LINES.values()
    ]
    monkeypatch.setattr(quality, "translate_lines", lambda *_: lines)
    score, translations = quality.score_set(one, IdentityTranslator(), TranslateOptions())
    assert translations == list(_LINES.values())
    assert (round(score.bleu), round(score.chrf)) == (100, 100)
    assert (score.findings["number"], score.wrong_figures, score.repairs) == (4, 4, 8)
    assert "| 100.0 % |" in quality.format_table("perfect", [score], {})
