"""Sentences of a paragraph and of its translation that answer to each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.translate.sentence_pairs import pair_sentences


def cut(source: str, target: str) -> list[tuple[str, str]]:
    return [(source[slice(*a)], target[slice(*b)]) for a, b in pair_sentences(source, target)]


@pytest.mark.parametrize(
    ("source", "target", "pairs"),
    [
        ("会议在昆明举行。有35人。", "It was in Kunming. 35 men came.",
         [("会议在昆明举行。", "It was in Kunming. "), ("有35人。", "35 men came.")]),
        ("他说：“好。”他走了。", "He said, “Good.” He left.",
         [("他说：“好。”", "He said, “Good.” "), ("他走了。", "He left.")]),
        ("王先生来了。3点走。", "Mr. Wang came at 2 p.m. Monday. He left at 3.",
         [("王先生来了。", "Mr. Wang came at 2 p.m. Monday. "), ("3点走。", "He left at 3.")]),
        ("1. 创建部署。", "1. Create it.", [("1. 创建部署。", "1. Create it.")]),
        ("好。走吧。", "Good, let us go.", [("好。走吧。", "Good, let us go.")]),
        ("好", "", [("好", "")]),
    ],
)  # fmt: skip
def test_sentences_are_paired_where_there_are_as_many(
    source: str, target: str, pairs: list[tuple[str, str]]
) -> None:
    assert cut(source, target) == pairs


@given(st.text("好。！ A.b\n"), st.text("Ab. !?”\n1"))
def test_nothing_of_either_text_is_left_out(source: str, target: str) -> None:
    pairs = cut(source, target)
    assert "".join(a for a, _ in pairs) == source
    assert "".join(b for _, b in pairs) == target
