"""What of a PDF is left out or not sure, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bilingual.model import LEAST_SURE
from bilingual.readers.pdf.lines import Line
from bilingual.readers.pdf.recognition import INSTALL_COMMAND
from bilingual.readers.pdf.regions import Arranged

_MOST_NAMED = 12


def remarks_on(
    pages: Sequence[Arranged],
    *,
    recognised: Mapping[int, Sequence[Line]],
    unread: Sequence[int],
    comments: int,
    pictures: int = 0,
) -> Iterator[str]:
    """Remarks on a document; ``unread`` are pages of pictures that nothing has looked into."""
    if unread:
        are, them = ("is a picture", "it") if len(unread) == 1 else ("are pictures", "them")
        yield (
            f"{pages_named(unread).capitalize()} {are}, and text in {them} is not read: "
            f"{INSTALL_COMMAND}, then run it again."
        )
    yield from _recognised(recognised)
    if doubtful := [number for number, page in enumerate(pages, 1) if page.is_doubtful]:
        yield (
            f"The order of reading is not sure on {pages_named(doubtful)}: look whether columns "
            "are read one after another, and rows of tables together."
        )
    if readings := sum(page.readings for page in pages):
        yield f"Readings above characters are left out: {readings:,}."
    if pictures:
        yield f"Pictures are left out, for their size or their kind: {pictures:,}."
    if comments:
        yield f"Comments that open in a viewer are left out: {comments:,}."


def _recognised(pages: Mapping[int, Sequence[Line]]) -> Iterator[str]:
    lines = [line for page in pages.values() for line in page]
    if not lines:
        return
    doubtful = [line for line in lines if line.sure < LEAST_SURE]
    told = f"{len(doubtful):,} ({len(doubtful) / len(lines):.0%})" if doubtful else "none"
    where = f", on {pages_named(sorted({line.page for line in doubtful}))}" if doubtful else ""
    yield (
        f"The text of {pages_named(sorted(pages))} is recognised in pictures: {len(lines):,} "
        f"lines, {told} of them less than {LEAST_SURE:.0%} sure{where}."
    )


def pages_named(numbers: Sequence[int]) -> str:
    """Pages in words: ``page 3``, ``pages 1, 2 and 7``, or how many there are."""
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    if len(numbers) > _MOST_NAMED:
        return f"{len(numbers):,} pages, from page {numbers[0]} on"
    return f"pages {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
