"""The embedded package, really loaded and really translating."""

import json
import math
import re
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.chinese.characters import has_han
from bilingual.chinese.edits import Range
from bilingual.engines import EngineOptions, choose_engine
from bilingual.engines.alignment import coverage
from bilingual.engines.argos_beams import BeamReader
from bilingual.engines.argos_packages import engine_for
from bilingual.engines.base import QUICK, Hypothesis, Request, Translator, requests_for
from bilingual.errors import PackageError
from bilingual.packages import PackageSource, choose_route, list_packages

EMBEDDED = choose_route().packages[0].path
_SENTENCES = [
    "算力是数字时代的新质生产力。",
    "中国联通发布三个重要成果。",
    "会议在云南省昆明市举行，双方签署战略合作框架协议。",
    "2024年10月24日",
]


@pytest.fixture(scope="module")
def engine() -> Translator:
    return choose_engine("argos").load()


def ignore(_: object) -> None:
    """Progress that nobody looks at."""


def texts_of(result: Hypothesis) -> list[str]:
    """A translation and its alternatives."""
    return [result.text, *(alternative.text for alternative in result.alternatives)]


def copy_package(to: Path, **changes: object) -> Path:
    """The embedded package under another name, its metadata changed."""
    shutil.copytree(EMBEDDED, to)
    metadata = json.loads((to / "metadata.json").read_text("utf-8")) | changes
    (to / "metadata.json").write_text(json.dumps({k: v for k, v in metadata.items() if v}), "utf-8")
    return to


def test_it_translates_to_english(engine: Translator) -> None:
    done: list[int] = []
    results = engine.translate(requests_for(_SENTENCES), advance=done.extend)
    assert sorted(done) == list(range(len(_SENTENCES)))
    for result in results:
        assert any(letter.isalpha() for letter in result.text)
        assert not has_han(result.text)
        assert result.score is not None and result.score < 0


@pytest.mark.parametrize("attempt", [QUICK, 0, 1, 2])
def test_the_company_a_sentence_keeps_does_not_matter(engine: Translator, attempt: int) -> None:
    cities = "北京上海昆明南京武汉长沙合肥杭州"  # of one length: they are decoded together
    places = [cities[at : at + 2] for at in range(0, len(cities), 2)]
    sentences = [*_SENTENCES, *(f"会议在{place}举行，各方交换了意见。" for place in places)]
    requests = [Request(text=one, needs_alignment="昆" in one) for one in sentences]
    together = engine.translate(requests * 10, attempt=attempt, advance=ignore)
    alone = [engine.translate([one], attempt=attempt, advance=ignore)[0] for one in requests]
    assert together == alone * 10  # scores, what was near, and attention, too


def test_what_was_near_comes_with_the_best(engine: Translator) -> None:
    for result in engine.translate(requests_for(_SENTENCES), advance=ignore):
        assert len(texts_of(result)) == 4
        assert len(set(texts_of(result))) > 1
    (long,) = engine.translate(requests_for(["会议在北京举行" * 200]), advance=ignore)
    assert not long.alternatives


class Words:
    """A tokenizer of words."""

    def encode(self, text: str) -> list[str]:
        return text.split()

    def decode(self, tokens: Sequence[str]) -> str:
        return " ".join(tokens)

    def ranges(self, text: str) -> list[Range] | None:
        return [match.span() for match in re.finditer(r"\S+", text)]


@pytest.mark.parametrize("power", [1, 0.6])
@pytest.mark.parametrize("prefix", [[], ["<en>"]])
def test_of_a_beam_the_one_that_read_more_may_win(power: float, prefix: list[str]) -> None:
    unread, read = [[1.0, 0.0]] * 3, [[1.0, 0.0], [0.9, 0.1], [0.1, 0.9]]
    rows = [[0.5, 0.5] for _ in prefix]
    result = SimpleNamespace(
        hypotheses=[[*prefix, "It", "was", "it."], [*prefix, "It", "was", "held."]],
        scores=[-0.5, -0.7],
        attention=[[*rows, *unread], [*rows, *read]],
    )

    def reader(coverage: float) -> BeamReader:
        return BeamReader(tokenizer=Words(), from_code="zh", prefix=len(prefix), coverage=coverage)

    careless, strict = (reader(one).read(result, power, "会议 举行") for one in (0, 0.5))
    assert texts_of(careless) == ["It was it.", "It was held."]
    assert texts_of(strict) == ["It was held.", "It was it."]
    assert strict.alignment and strict.alignment.weights == tuple(map(tuple, read))
    assert careless.score and strict.alternatives[0].score
    assert strict.alternatives[0].score < careless.score - 1  # it left a word unread


@pytest.mark.parametrize(
    ("coverage", "weight"),
    [(0.5, 0.5), (1, 1.0), (0, 0), (-1, 0), (True, 0), ("1", 0), (None, 0), (10**400, 0)],
)
def test_odd_metadata_count_as_none(tmp_path: Path, coverage: object, weight: float) -> None:
    folder = copy_package(tmp_path / "translate-zh_en-1_0", coverage=coverage)
    assert choose_route(folder).packages[0].coverage == weight


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), max_size=6))
def test_coverage_is_none_at_best_and_grows_with_what_is_read(rows: list[list[float]]) -> None:
    assert math.log(1e-3) <= coverage(rows) <= 0
    assert coverage([*rows, [0.2, 0.0, 0.5]]) >= coverage(rows)
    assert coverage([*rows, [1.0, 1.0, 1.0]]) == 0


def test_nothing_and_very_long_input(engine: Translator) -> None:
    assert engine.translate(requests_for([]), advance=ignore) == []
    empty, long = engine.translate(requests_for(["", "龘靐" * 400]), advance=ignore)
    assert empty.text == ""
    assert long.text


def test_it_aligns_a_translation_with_its_source(engine: Translator) -> None:
    source, target = "会议在北京举行。", "The meeting was held in Beijing."
    (alignment,) = engine.align([(source, target)])
    assert alignment is not None
    beijing = target.index("Beijing"), target.index("Beijing") + len("Beijing")
    shares = [alignment.share(beijing, (at, at + 2)) for at in (0, 3, 5)]
    assert shares.index(max(shares)) == 1


def test_asked_for_at_once_it_aligns_as_it_does_afterwards(engine: Translator) -> None:
    texts = ["会议在北京举行。", "公司在上海成立。", "省长王宁在昆明出席会议，并作了讲话。"]
    asked = [Request(text=text, needs_alignment=text != texts[1]) for text in texts]
    found, plain = (
        engine.translate(requests, advance=ignore) for requests in (asked, requests_for(texts))
    )
    assert list(map(texts_of, found)) == list(map(texts_of, plain))
    assert found[1].alignment is None
    for text, hypothesis in ((texts[0], found[0]), (texts[2], found[2])):
        at_once, (afterwards,) = hypothesis.alignment, engine.align([(text, hypothesis.text)])
        assert at_once and afterwards
        assert (at_once.source, at_once.target) == (afterwards.source, afterwards.target)
        for row, other in zip(at_once.weights, afterwards.weights, strict=True):
            assert row == pytest.approx(other, abs=1e-4)


@pytest.mark.parametrize(
    "pair", [("", ""), ("会", ""), ("𠮷🙂①ﬁ　 会议", "a\u00a0 b🙂"), ("龘靐" * 400, "x" * 3000)]
)
def test_what_cannot_be_aligned_is_none_and_odd_text_is_no_trouble(
    engine: Translator, pair: tuple[str, str]
) -> None:
    for alignment in engine.align([("会议在北京举行。", "In Beijing."), pair])[1:]:
        if alignment:
            assert (alignment.source[-1][1], alignment.target[-1][1]) == tuple(map(len, pair))
        else:
            assert "🙂" not in pair[0]


def test_through_two_packages_alignments_are_chained() -> None:
    route = choose_route()
    chained = engine_for(replace(route, packages=route.packages * 2)).load()
    source, target = "会议在北京举行。", "The meeting was held."
    (alignment,) = chained.align([(source, target)])
    assert alignment is not None
    assert alignment.source[-1][1] == len(source)
    assert alignment.target[-1][1] == len(target)


def test_the_embedded_package_says_that_it_is_a_draft() -> None:
    package = choose_route().packages[0]
    assert package.source is PackageSource.EMBEDDED
    assert choose_engine("argos").info.is_draft


def test_an_installed_package_is_preferred_and_the_newest_first(home: Path) -> None:
    root = home / "argos-translate" / "packages"
    copy_package(root / "translate-zh_en-1_9", package_version="1.9", quality="")
    copy_package(root / "translate-zh_en-1_10", package_version="1.10", quality="")
    copy_package(root / "translate-en_zh-2_0", package_version="2.0", from_code="en", to_code="zh")
    chosen = choose_route().packages[0]
    assert (chosen.name, chosen.source) == ("translate-zh_en-1_10", PackageSource.INSTALLED)
    assert not choose_engine("argos").info.is_draft
    assert len(list_packages()[0]) == 4


def test_argos_settings_are_followed(home: Path, tmp_path: Path) -> None:
    copy_package(tmp_path / "packages" / "translate-zh_en-1_9", package_version="1.9")
    (home / "argos-translate").mkdir()
    settings = json.dumps({"ARGOS_PACKAGES_DIR": str(tmp_path / "packages")})
    (home / "argos-translate" / "settings.json").write_text(settings, "utf-8")
    assert choose_route().packages[0].source is PackageSource.INSTALLED


def test_a_damaged_installed_package_is_reported_and_passed_over(home: Path) -> None:
    path = copy_package(home / "argos-translate" / "packages" / "translate-zh_en-1_9")
    (path / "sentencepiece.model").unlink()
    packages, problems = list_packages()
    assert [package.source for package in packages] == [PackageSource.EMBEDDED]
    assert "has no sentencepiece.model" in str(problems[0])


def zipped(folder: Path, archive: Path, prefix: str = "translate-zh_en-1_9/") -> Path:
    with zipfile.ZipFile(archive, "w") as package:
        for path in sorted(folder.rglob("*")):
            package.write(path, prefix + str(path.relative_to(folder)))
    return archive


def test_an_argosmodel_file_can_be_given(tmp_path: Path) -> None:
    archive = zipped(EMBEDDED, tmp_path / "zh_en.argosmodel")
    choice = choose_engine("argos", EngineOptions(package=archive))
    assert choice.info.package == "translate-zh_en-1_9"
    assert choice.info.checksum == choose_engine("argos").info.checksum
    assert choice.load().translate(requests_for(["会议举行。"]), advance=ignore)[0].text
    assert (
        choose_engine("argos", EngineOptions(package=archive)).route == choice.route
    )  # unpacked once


def test_unusable_packages_are_one_clear_line(tmp_path: Path) -> None:
    text = tmp_path / "text.argosmodel"
    text.write_text("not a zip", "utf-8")
    other = copy_package(tmp_path / "en_zh", from_code="en", to_code="zh")
    bare = tmp_path / "bare"
    bare.mkdir()
    unsafe = zipped(EMBEDDED, tmp_path / "unsafe.argosmodel", prefix="../evil/")
    for path, said in [
        (tmp_path / "none", "no such package"),
        (text, "not an Argos package or damaged"),
        (other, "translates en to zh"),
        (bare, "no metadata.json"),
        (unsafe, "would leave its folder"),
    ]:
        with pytest.raises(PackageError, match=said) as caught:
            choose_engine("argos", EngineOptions(package=path))
        assert str(caught.value).startswith(str(path))
        assert "\n" not in str(caught.value)


def test_a_broken_model_is_one_clear_line(tmp_path: Path) -> None:
    path = copy_package(tmp_path / "broken")
    (path / "model" / "model.bin").write_bytes(b"broken")
    with pytest.raises(PackageError, match="cannot be loaded") as caught:
        choose_engine("argos", EngineOptions(package=path)).load()
    assert "\n" not in str(caught.value)


def test_a_vocabulary_of_another_model_is_one_clear_line(tmp_path: Path) -> None:
    path = copy_package(tmp_path / "mixed")
    vocabulary = path / "model" / "shared_vocabulary.json"
    tokens = json.loads(vocabulary.read_text("utf-8"))
    vocabulary.write_text(json.dumps(tokens[:300]), "utf-8")
    with pytest.raises(PackageError, match="cannot be loaded") as caught:
        choose_engine("argos", EngineOptions(package=path)).load().translate(
            requests_for(_SENTENCES), advance=ignore
        )
    assert "\n" not in str(caught.value)


def test_argos_translate_itself_can_use_the_package() -> None:
    from argostranslate.package import Package

    package = Package(EMBEDDED)
    assert (package.from_code, package.to_code) == ("zh", "en")
    tokens = package.tokenizer.encode(_SENTENCES[0])
    assert package.tokenizer.decode(tokens).replace(" ", "") == _SENTENCES[0]
