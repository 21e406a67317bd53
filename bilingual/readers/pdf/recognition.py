"""Text recognition (OCR) for pages that are pictures, where the extra ``[ocr]`` is installed."""

from __future__ import annotations

import re
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.readers.pdf.glyphs import Turn
from bilingual.readers.pdf.lines import Line
from bilingual.readers.pdf.process import run_module
from bilingual.readers.pdf.recognition_worker import SECONDS_A_PAGE, SECONDS_TO_START, Found

INSTALL_COMMAND = "pip install 'bilingual-zh[ocr]'"
_SUREST = 0.99
"""Recognition is never certain: 二〇〇八 has come out as 二八 without a doubt."""
_DOWNWARDS = 1.5
"""How much higher than wide the box of a column is, at least."""
_SIZE, _BELOW = 0.82, 0.2
"""Shares of the height of a box: the size of its letters, and what is below their base line."""
_ALIKE = (0.78, 1.28)
"""Times the usual size, from where to where sizes only differ for being measured on pictures."""
_ALIKE_IF_SHORT = (0.6, 1.7)
_SHORT = 4
"""Characters up to which boxes are drawn roughly."""
_LARGE_PRINT = 1.6
"""Times the usual size of the document, from which on a page is set larger than the others."""
_TURNED_SIGNS = {"’": "，", "°": "。"}
"""What a comma and a full stop of text that runs downwards are taken for."""


def recognition_version() -> str:
    """Which version of RapidOCR there is; empty without one that can run."""
    try:
        version("onnxruntime")
        return version("rapidocr")
    except PackageNotFoundError:
        return ""


def recognise_pages(path: Path, data: bytes, numbers: Sequence[int]) -> dict[int, list[Line]]:
    """The lines of pages that are pictures; ``path`` only names the file.

    Raises `ReadError` where that takes more time or memory than it may.
    """
    try:
        found: dict[str, list[Found]] = run_module(
            "bilingual.readers.pdf.recognition_worker",
            ",".join(map(str, numbers)),
            data=data,
            seconds=SECONDS_TO_START + SECONDS_A_PAGE * len(numbers),
        )
    except subprocess.SubprocessError:
        raise ReadError(
            path,
            "text recognition of its pages fails, or takes more time or memory than it may",
            f"see whether it is installed whole ({INSTALL_COMMAND}), or split the file",
        ) from None
    return lines_of({int(number): boxes for number, boxes in found.items()})


def lines_of(pages: Mapping[int, Sequence[Found]]) -> dict[int, list[Line]]:
    """What was recognised as lines, their sizes evened out: headings stay larger."""
    lines = {number: [_line(box, number) for box in boxes] for number, boxes in pages.items()}
    usual = _usual_size([one for page in lines.values() for one in page])
    return {number: _evened(page, usual) for number, page in lines.items()}


def _line(box: Found, page: int) -> Line:
    text, sure, left, bottom, right, top = box
    text = text.strip()
    if len(text) > 1 and top - bottom > _DOWNWARDS * (right - left):
        text = re.sub("(?<=[\u3400-\u9fff])[’°]", lambda match: _TURNED_SIGNS[match[0]], text)
        start, end, size, turn = -top, -bottom, _SIZE * (right - left), Turn.DOWN
        base = left + _BELOW / 2 * (right - left)
    else:
        start, end, size, turn = left, right, _SIZE * (top - bottom), Turn.RIGHT
        base = bottom + _BELOW * (top - bottom)
    return Line(
        text=text, left=start, right=end, base=base, size=max(size, 1.0), page=page, turn=turn,
        hang=start, sure=min(sure, _SUREST),
    )  # fmt: skip


def _usual_size(lines: Sequence[Line]) -> float:
    sizes = [line.size for line in lines for _ in line.text]
    return round(statistics.median(sizes), 1) if sizes else 1.0


def _evened(page: Sequence[Line], usual: float) -> list[Line]:
    """Lines with the usual size of the document, but for those that are clearly larger or smaller
    than the others of their page."""
    own = _usual_size(page)
    common = usual if own <= _LARGE_PRINT * usual else own
    return [
        replace(line, size=common if _is_alike(line, own) else round(line.size * common / own, 1))
        for line in page
    ]


def _is_alike(line: Line, usual: float) -> bool:
    least, most = _ALIKE_IF_SHORT if len(line.text) <= _SHORT else _ALIKE
    return least <= line.size / usual <= most
