"""Edits and ranges, the small arithmetic under the normaliser."""

from hypothesis import given
from hypothesis import strategies as st

from bilingual.chinese.edits import merge_ranges, overlapping

_RANGES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))).map(merge_ranges)


@given(_RANGES, st.integers(0, 30), st.integers(0, 30))
def test_overlapping_finds_what_a_plain_search_finds(
    ranges: list[tuple[int, int]], start: int, length: int
) -> None:
    stop = start + length
    plain = [(low, high) for low, high in ranges if high > start and low < stop]
    assert list(overlapping(ranges, start, stop)) == plain
