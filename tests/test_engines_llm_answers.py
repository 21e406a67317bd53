"""Answers of models are read with distrust: as many translations as sentences, or none."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.engines.llm.answers import clean, read_answer

TWO = ["会议在北京举行。", "双方签署协议。"]
GOOD = '{"1": "The meeting was held in Beijing.", "2": "Both sides signed an agreement."}'
SAID = ["The meeting was held in Beijing.", "Both sides signed an agreement."]
NOTHING = ["", ""]


@pytest.mark.parametrize(
    "answer",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"<think>Which {{words}}?\n</think>\n\n{GOOD}",
        f"thoughts whose beginning was in the prompt</think>{GOOD}",
        f"Sure! Here is the JSON:\n{GOOD}\nAnything else?",
        '{"2": "Both sides signed an agreement.", "1": "The meeting was\\nheld in Beijing."}',
    ],
)
def test_objects_are_found(answer: str) -> None:
    assert read_answer(answer, TWO, has_json=True) == SAID


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "The meeting was held in Beijing.",
        GOOD[:-3],
        '{"1": "The meeting was held in Beijing."}',
        '{"1": "a", "2": "b", "3": "c"}',
        '["a", "b"]',
        "null",
        "{" * 5000 + "}" * 5000,
    ],
)
def test_what_has_not_the_form_is_no_answer(answer: str) -> None:
    assert read_answer(answer, TWO, has_json=True) == NOTHING


def test_a_value_that_is_no_text_is_none() -> None:
    assert read_answer('{"1": 5, "2": "b"}', TWO, has_json=True) == ["", "b"]


@pytest.mark.parametrize(
    "answer",
    [
        "\n".join(SAID),
        "\n\n".join(SAID) + "\n",
        f"1. {SAID[0]}\n2. {SAID[1]}",
        "Here is the translation:\n\n" + "\n".join(SAID),
    ],
)
def test_lines_are_counted(answer: str) -> None:
    assert read_answer(answer, TWO, has_json=False) == SAID


def test_too_few_and_too_many_lines_are_no_answer() -> None:
    assert read_answer(SAID[0], TWO, has_json=False) == NOTHING
    assert read_answer("\n".join([*SAID, "Note: x"]), TWO, has_json=False) == NOTHING


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Translation: It rained.", "It rained."),
        ("Sure, here's the English translation: It rained.", "It rained."),
        ("The translation is: It rained.", "It rained."),
        ("英文：It rained.", "It rained."),
        ("“It rained.”", "It rained."),
        ('"It rained."', "It rained."),
        ("It rained. (Note: 雨 is rain.)", "It rained."),
        ("It rained.\n\nExplanation: rain fell.", "It rained."),
        ("It rained.\u0007 A lot.", "It rained. A lot."),
        ('"Yes" and "no".', '"Yes" and "no".'),
        ("It is a note: read it.", "It is a note: read it."),
        ("Here is the news: it rained.", "Here is the news: it rained."),
        ("\x1b It \x1b rained.", "It rained."),
    ],
)
def test_chatter_around_a_translation_is_taken_away(said: str, meant: str) -> None:
    assert clean(said, "下雨了。") == meant


def test_what_the_source_says_itself_is_no_chatter() -> None:
    assert clean("Translation: rain.", "译文：雨。") == "Translation: rain."
    assert clean("Rain. Note: it is wet.", "雨。注：湿。") == "Rain. Note: it is wet."
    assert clean("“Rain.”", "“雨。”") == "“Rain.”"


@given(st.text(), st.integers(1, 4), st.booleans())
def test_whatever_comes_there_is_one_text_a_sentence(
    answer: str, count: int, has_json: bool
) -> None:
    texts = read_answer(answer, ["雨。"] * count, has_json=has_json)
    assert len(texts) == count
    assert all(text == " ".join(text.split()) and text.isprintable() for text in texts)


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N"]), min_size=1)))
def test_a_sound_object_is_read_as_it_is(texts: list[str]) -> None:
    answer = json.dumps({str(number): text for number, text in enumerate(texts, 1)})
    assert read_answer(answer, ["雨。"] * len(texts), has_json=True) == texts
