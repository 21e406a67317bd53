"""What is asked for together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def chunks(
    groups: Iterable[Sequence[int]], sizes: Sequence[int], *, most: int, size: int
) -> Iterator[list[int]]:
    """Whole groups of indices together, up to ``most`` indices, and up to ``size`` by their
    ``sizes``; a group that is more than that stays whole."""
    chunk, total = list[int](), 0
    for group in groups:
        more = sum(sizes[index] for index in group)
        if chunk and (len(chunk) + len(group) > most or total + more > size):
            yield chunk
            chunk, total = [], 0
        chunk += group
        total += more
    if chunk:
        yield chunk
