"""A process of its own that recognises text in pictures of pages, with bounded time and memory.

RapidOCR and its models come with the extra ``[ocr]``; nothing is fetched, and this process may not
open a connection. The PDF comes in on stdin, the numbers of pages as an argument, JSON goes out on
stdout: for each page its stretches of text, as text, how sure that is, and left, bottom, right and
top in points.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from typing import Any

import pypdfium2

SECONDS_TO_START, SECONDS_A_PAGE = 60, 60
"""How long it may take."""
_PIXELS = 2000
"""Of the longer side of a page: RapidOCR makes larger pictures smaller (``max_side_len``)."""
_LARGEST_SCALE = 6.0
_UPRIGHT = 0.75
"""How sure recognition is of a page that does not stand on its head, at least."""
_MEMORY = 6 * 2**30
"""Bytes that it may take, besides four times the file."""

Found = tuple[str, float, float, float, float, float]


def recognise(data: bytes, numbers: Sequence[int]) -> dict[int, list[Found]]:
    """The text of pages, by their numbers from 1, as far as it is recognised."""
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "error"})
    pdf = pypdfium2.PdfDocument(data)
    return {number: _page(engine, pdf[number - 1]) for number in numbers}


def _page(engine: Any, page: pypdfium2.PdfPage) -> list[Found]:
    width, height = page.get_size()
    scale = min(_PIXELS / max(width, height, 1.0), _LARGEST_SCALE)
    pixels = page.render(scale=scale).to_numpy()[:, :, :3]
    page.close()
    # Which lines stand on their heads RapidOCR guesses wrong in text that runs downwards.
    found = engine(pixels, use_cls=False)
    if found.scores and _sureness(found) < _UPRIGHT * sum(map(len, found.txts)):
        overturned = engine(pixels[::-1, ::-1].copy(), use_cls=False)
        found = max(found, overturned, key=_sureness)
    if found.boxes is None:
        return []
    return [
        (
            text,
            round(float(sure), 3),
            float(box[:, 0].min()) / scale,
            height - float(box[:, 1].max()) / scale,
            float(box[:, 0].max()) / scale,
            height - float(box[:, 1].min()) / scale,
        )
        for box, text, sure in zip(found.boxes, found.txts, found.scores, strict=True)
    ]


def _sureness(found: Any) -> float:
    """How many characters are recognised, each counted as far as its line is sure."""
    pairs = zip(found.txts or (), found.scores or (), strict=True)
    return float(sum(sure * len(text) for text, sure in pairs))


def _refuse_connections(event: str, _: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise PermissionError("text recognition works without a network")


def _limit(size: int, pages: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    memory = _MEMORY + 4 * size
    seconds = (SECONDS_TO_START + SECONDS_A_PAGE * pages) * (os.cpu_count() or 1)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))  # should nobody wait any more


if __name__ == "__main__":
    sys.addaudithook(_refuse_connections)
    content = sys.stdin.buffer.read()
    wanted = [int(number) for number in sys.argv[1].split(",")]
    _limit(len(content), len(wanted))
    sys.stdout.buffer.write(json.dumps(recognise(content, wanted)).encode())
