"""The sentence splitter: goldens, and laws over generated text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.chinese.sentences import LIMIT, split_sentences
from bilingual.formats.literals import literal_ranges
from tests.goldens import check_goldens

_PIECES = st.sampled_from(
    [*"甲乙。！？，、；：“”‘’「」（）()!?., \n", "……", "3.5", "Yahoo!", "https://a.cn/b?c=1"]
)
_TEXTS = st.lists(_PIECES, max_size=60).map("".join) | st.text()


def test_goldens(request: pytest.FixtureRequest) -> None:
    def split(text: str) -> str:
        return "/".join(split_sentences(text, limit=30, fixed=literal_ranges(text)))

    check_goldens(request, "sentences.md", split)


@given(_TEXTS, st.integers(5, 40))
def test_segments_join_to_the_text_and_keep_the_limit(text: str, limit: int) -> None:
    segments = split_sentences(text, limit=limit)
    assert "".join(segments) == text
    assert all(0 < len(segment) <= limit for segment in segments)


@given(_TEXTS)
def test_addresses_are_never_cut(text: str) -> None:
    fixed = literal_ranges(text)
    edges = {0}
    for segment in split_sentences(text, limit=10, fixed=fixed):
        edges.add(max(edges) + len(segment))
    assert not any(start < edge < end for start, end in fixed for edge in edges)


@pytest.mark.parametrize("text", ["字" * 200_000, "（" * 200_000, "“甲。" * 60_000, "a" * 200_000])
def test_a_huge_paragraph_is_no_trouble(text: str) -> None:
    segments = split_sentences(text)  # quadratic work would take minutes here
    assert "".join(segments) == text
    assert max(map(len, segments)) <= LIMIT
