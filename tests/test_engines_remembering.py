"""A translator that remembers gives the same as one that does not, and asks for less."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from bilingual.engines.alignment import Alignment
from bilingual.engines.base import Abilities, Hypothesis, Request, requests_for
from bilingual.engines.remembering import RememberingTranslator
from bilingual.model import EngineInfo
from bilingual.run.results import Results


class Counting:
    """An engine with results of every kind, which counts what it is asked."""

    info = EngineInfo(name="counting")
    abilities = Abilities()
    attempts = 2

    def __init__(self, fails_after: int = 10**9) -> None:
        self.asked: list[str] = []
        self._left = fails_after

    def translate(
        self,
        requests: Sequence[Request],
        *,
        attempt: int = 0,
        advance: Callable[[Sequence[int]], None],
    ) -> list[Hypothesis]:
        self._left -= 1
        if self._left < 0:
            raise KeyboardInterrupt
        self.asked += [request.text for request in requests]
        near = Hypothesis(text="near", score=-0.1)
        known = Alignment(source=((0, 1),), target=((0, 3),), weights=((1 / 3,),))
        return [
            Hypothesis(
                text=f"{one.text}/{attempt}",
                score=-1 / 3,
                alternatives=(near,),
                alignment=known if "长" in one.text else None,
            )
            for one in requests
        ]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment | None]:
        self.asked += [source for source, _ in pairs]
        return [
            Alignment(source=((0, 1), (1, 2)), target=((0, 3),), weights=((0.1, 1 / 3),))
            if source != "no"
            else None
            for source, _ in pairs
        ]


def ignore(_: Sequence[int]) -> None:
    pass


def test_the_same_and_asked_once(tmp_path: Path) -> None:
    plain, inner = Counting(), Counting()
    sentences = [f"句子{'长' * (number % 7)}{number}" for number in range(300)]
    pairs = [("no", "x"), ("源", "tar")]
    for _ in range(2):  # a second process
        store = Results(tmp_path)
        remembering = RememberingTranslator(inner, store, "engine 1")
        told: list[int] = []
        for attempt in range(2):
            found = remembering.translate(
                requests_for(sentences), attempt=attempt, advance=told.extend
            )
            assert found == plain.translate(
                requests_for(sentences), attempt=attempt, advance=ignore
            )
        assert remembering.align(pairs) == plain.align(pairs)
        assert sorted(told) == sorted([*range(300), *range(300)])
        store.close()
    assert len(inner.asked) == 2 * 300 + 2
    other = RememberingTranslator(inner, Results(tmp_path), "engine 2")
    other.translate(requests_for(sentences), advance=ignore)
    assert len(inner.asked) == 3 * 300 + 2


def test_what_was_done_before_an_interrupt_is_kept(tmp_path: Path) -> None:
    sentences = [f"第{number}句。" for number in range(1000)]
    first = Counting(fails_after=3)
    with pytest.raises(KeyboardInterrupt):
        RememberingTranslator(first, Results(tmp_path), "").translate(
            requests_for(sentences), advance=ignore
        )
    second = Counting()
    RememberingTranslator(second, Results(tmp_path), "").translate(
        requests_for(sentences), advance=ignore
    )
    assert len(first.asked) == 3 * 128
    assert sorted(first.asked + second.asked) == sorted(sentences)


def test_long_sentences_are_stored_soon(tmp_path: Path) -> None:
    stored: list[int] = []

    class Noting(Results):
        def add(self, results: Mapping[bytes, str]) -> None:
            stored.append(len(results))
            super().add(results)

    sentences = ["长" * 2500 + str(number) for number in range(5)]
    RememberingTranslator(Counting(), Noting(tmp_path), "").translate(
        requests_for(sentences), advance=ignore
    )
    assert stored == [2, 2, 1]


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_store_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".bilingual.results").write_bytes(content)
    results = Results(tmp_path)
    assert results.find([b"key"]) == {}
    results.add({b"key": "value"})
    results.close()
    assert Results(tmp_path).find([b"key"]) == {b"key": "value"}


def test_where_nothing_can_be_stored_it_goes_on(tmp_path: Path) -> None:
    results = Results(tmp_path / "nowhere")
    results.add({b"key": "value"})
    assert results.find([b"key"]) == {}
    results.clear()
    results.finish()


def test_the_store_goes_when_all_is_written(tmp_path: Path) -> None:
    results = Results(tmp_path)
    results.add({b"key": "value"})
    results.clear()
    assert results.find([b"key"]) == {}
    results.finish()
    assert list(tmp_path.iterdir()) == []
