"""Sentences in parts: cut at commas, joined to one sentence, the way with the fewest faults."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.engines.base import QUICK, Abilities, Hypothesis, Request, requests_for
from bilingual.model import EngineInfo
from bilingual.translate.clauses import Way, join_parts, rounds
from bilingual.translate.options import TranslateOptions
from bilingual.translate.repair import RepairOptions
from bilingual.translate.texts import translate_texts


@pytest.mark.parametrize(
    ("longest", "parts"),
    [
        (99, ["会议在昆明举行，省长（王宁，刘勇）出席；他讲话。"]),
        (20, ["会议在昆明举行，省长（王宁，刘勇）出席", "他讲话。"]),
        (8, ["会议在昆明举行", "省长（王宁，刘勇）出席", "他讲话。"]),
    ],
)
def test_sentences_are_cut_outside_brackets(longest: int, parts: list[str]) -> None:
    sentence = "会议在昆明举行，省长（王宁，刘勇）出席；他讲话。"
    assert list(Way(longest=longest).parts_of(sentence)) == parts


@given(st.text("会议，；（）“”。A1"), st.integers(1, 20))
def test_parts_with_their_commas_are_the_sentence(sentence: str, longest: int) -> None:
    way = Way(longest=longest, keeps_comma=True)
    assert "".join(way.parts_of(sentence)) == sentence


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (["One."], "One."),
        (["It was held.", "The governor came."], "It was held, the governor came."),
        (["It was held,", "Wang Ning came", "so it is."], "It was held, Wang Ning came, so it is."),
        (["It was held.", "", "He spoke."], "It was held, he spoke."),
        (["iPhones sold well.", "So they said."], "iPhones sold well, so they said."),
    ],
)  # fmt: skip
def test_parts_are_joined_to_one_sentence(parts: list[str], sentence: str) -> None:
    assert join_parts(parts) == sentence


def test_a_package_that_does_well_with_any_sentence_gets_it_whole() -> None:
    assert rounds(0) == ((), ())


class Forgetful:
    """Renders figures, but only the first of a text; says what it was asked."""

    info = EngineInfo(name="argos", cut_length=10)
    abilities = Abilities(has_scores=True)
    attempts = 1

    def __init__(self, sure: float = -0.5) -> None:
        """``sure`` is the score of a whole sentence; of a part it is -0.5."""
        self.asked: list[str] = []
        self._sure = sure

    def translate(self, requests, *, attempt=0, advance):  # type: ignore[no-untyped-def]
        self.asked += [request.text for request in requests]
        advance(range(len(requests)))
        score = -0.5 if attempt == QUICK else self._sure
        return [Hypothesis(text=self._say(request.text), score=score) for request in requests]

    def align(self, pairs):  # type: ignore[no-untyped-def]
        return [None] * len(pairs)

    def _say(self, sentence: str) -> str:
        if sentence.startswith("省长"):
            return ""
        if "书记" in sentence:
            return "the secretary came."
        if "vivo" in sentence:
            return "vivo is there."
        digits = [character for character in sentence if character.isdigit()]
        return f"There are {digits[0]} of them in the place." if digits else "It is there today."


AS_SAID = TranslateOptions(repair=RepairOptions(is_asking=False, is_mending=False))


def test_a_sentence_with_faults_is_translated_in_parts() -> None:
    engine, told = Forgetful(), list[int]()
    texts = ["昆明有3个中心，大理有5个中心。", "昆明有7个中心。"]
    results = translate_texts(requests_for(texts), engine, AS_SAID, told.append)
    assert [results[Request(text=text)].text for text in texts] == [
        "There are 3 of them in the place, there are 5 of them in the place.",
        "There are 7 of them in the place.",
    ]
    assert engine.asked[2:] == ["昆明有3个中心", "大理有5个中心。"]
    assert sum(told) == sum(map(len, texts))


@pytest.mark.parametrize(
    ("sure", "english"),
    [
        (-0.4, "There are 7 of them in the place."),
        (-0.6, "There are 7 of them in the place, it is there today."),
    ],
)
def test_a_long_sentence_is_whole_or_in_parts_as_the_engine_is_surer(
    sure: float, english: str
) -> None:
    text = "昆明有7个中心，今天举行了会议。"
    engine = Forgetful(sure)
    results = translate_texts(requests_for([text]), engine, AS_SAID)
    assert engine.asked == [text, "昆明有7个中心", "今天举行了会议。"]
    assert results[Request(text=text)].text == english


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("今天举行了会议，省长来了没有。", "It is there today."),  # nothing was said of him
        ("会议书记出席了，今天举行了会议。", "The secretary came, it is there today."),
        ("昨天vivo发布了，今天举行了会议。", "vivo is there, it is there today."),
    ],
)
def test_parts_that_say_nothing_are_not_taken_and_others_begin_as_sentences_do(
    text: str, english: str
) -> None:
    results = translate_texts(requests_for([text]), Forgetful(-0.6), AS_SAID)
    assert results[Request(text=text)].text == english
