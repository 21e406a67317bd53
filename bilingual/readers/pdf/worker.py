"""A process of its own that takes the text out of a PDF, so that a file made to exhaust the machine
exhausts nothing but this process. PDFium is no Python: it cannot be interrupted otherwise.

The PDF comes in on stdin, JSON goes out on stdout.
"""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import asdict
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from bilingual.readers.pdf.lines import read_lines

MOST_PAGES = 2000
MOST_CHARACTERS = 5_000_000
PATIENCE = 120
"""Seconds."""
_MOST_BOOKMARKS = 5000
_MEMORY = 2 * 2**30
"""Bytes that it may take, besides four times the file."""


def extract(data: bytes) -> dict[str, Any]:
    """What a PDF says: lines by pages, pages of pictures, metadata, bookmarks; or an error."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        return {"error": "locked" if locked else "unsound"}
    if len(pdf) > MOST_PAGES:
        return {"error": "pages"}
    pages: list[list[dict[str, Any]]] = []
    pictures: list[int] = []
    total = 0
    try:
        for number in range(1, len(pdf) + 1):
            page = pdf[number - 1]
            textpage = page.get_textpage()
            total += textpage.count_chars()
            if total > MOST_CHARACTERS:
                return {"error": "characters"}
            lines = read_lines(textpage, number)
            if not lines and any(islice(page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE]), 1)):
                pictures.append(number)
            pages.append([asdict(line) for line in lines])
            textpage.close()
            page.close()
        facts, levels = pdf.get_metadata_dict(), _bookmarks(pdf)
    except pypdfium2.PdfiumError:
        return {"error": "unsound"}
    return {"pages": pages, "pictures": pictures, "facts": facts, "levels": levels}


def _bookmarks(pdf: pypdfium2.PdfDocument) -> list[tuple[int, str, int]]:
    """The file's outline: pages, texts, and levels from 1."""
    levels = []
    for bookmark in islice(pdf.get_toc(max_depth=6), _MOST_BOOKMARKS):
        destination = bookmark.get_dest()
        page = destination.get_index() if destination else None
        if page is not None:
            levels.append((page + 1, bookmark.get_title(), bookmark.level + 1))
    return levels


def _limit(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    memory = _MEMORY + 4 * size
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))  # should nobody wait any more


if __name__ == "__main__":
    logging.getLogger("pypdfium2").addHandler(logging.NullHandler())
    content = sys.stdin.buffer.read()
    _limit(len(content))
    sys.stdout.buffer.write(json.dumps(extract(content)).encode())
