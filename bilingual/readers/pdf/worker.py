"""A process of its own that takes the text out of a PDF, so that a file made to exhaust the machine
exhausts nothing but this process. PDFium is no Python: it cannot be interrupted otherwise.

The PDF comes in on stdin, JSON goes out on stdout.
"""

from __future__ import annotations

import json
import logging
import sys
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from bilingual.readers.pdf.annotations import Annotations, read_annotations, with_boxes
from bilingual.readers.pdf.lines import read_lines
from bilingual.readers.pdf.page_pictures import PagePictures
from bilingual.readers.pdf.rulings import read_rulings

MOST_PAGES = 2000
MOST_CHARACTERS = 5_000_000
PATIENCE = 120
"""Seconds that it may take, besides one for each 50 kB of the file."""
_MOST_BOOKMARKS = 5000
_MOST_PICTURES = 50
_FEWEST_LETTERS = 40
"""Of a page that is no picture; scanners write their names on theirs."""
_SHARE_OF_A_SCAN = 0.5
_MEMORY = 2 * 2**30
"""Bytes that it may take, besides four times the file."""


def extract(data: bytes) -> dict[str, Any]:
    """What a PDF says: text, pictures and drawn lines of each page, which pages are pictures
    without text or with hardly any, how many comments are not shown, metadata, bookmarks; or an
    error."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        return {"error": "locked" if locked else "unsound"}
    if len(pdf) > MOST_PAGES:
        return {"error": "pages"}
    pages: list[dict[str, Any]] = []
    pictures: list[int] = []
    scans: list[int] = []
    total, comments, taken = 0, 0, PagePictures()
    try:
        pdf.init_forms()
        for number in range(1, len(pdf) + 1):
            page, annotations = _flattened(pdf, number - 1)
            comments += annotations.comments
            textpage = page.get_textpage()
            total += textpage.count_chars()
            if total > MOST_CHARACTERS:
                return {"error": "characters"}
            lines = with_boxes(read_lines(textpage, number), annotations, number)
            letters = sum(len(line.text) for line in lines)
            if letters <= _FEWEST_LETTERS and (share := _share_of_pictures(page)):
                if not letters:
                    pictures.append(number)
                elif share >= _SHARE_OF_A_SCAN:
                    scans.append(number)
            rulings = read_rulings(page) if lines else []
            shown = taken.read(page) if lines and number not in scans else []
            listed = [line.as_list() for line in lines]
            pages.append({"lines": listed, "rulings": rulings, "pictures": shown})
            textpage.close()
            page.close()
        facts, levels = pdf.get_metadata_dict(), _bookmarks(pdf)
    except pypdfium2.PdfiumError:
        return {"error": "unsound"}
    return {
        "pages": pages,
        "pictures": pictures,
        "scans": scans,
        "comments": comments,
        "pictures_left_out": taken.left_out,
        "facts": facts,
        "levels": levels,
    }


def _flattened(pdf: pypdfium2.PdfDocument, index: int) -> tuple[pypdfium2.PdfPage, Annotations]:
    """A page on which the values of forms and typed notes are text as any other, and what was laid
    over it before."""
    page = pdf[index]
    annotations = read_annotations(pdf, page)
    if annotations.are_shown:
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = pdf[index]
    return page, annotations


def _share_of_pictures(page: pypdfium2.PdfPage) -> float:
    """How much of a page its largest picture covers; 0 without one."""
    width, height = page.get_size()
    share = 0.0
    for picture in islice(page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE]), _MOST_PICTURES):
        left, bottom, right, top = picture.get_bounds()
        share = max(share, abs((right - left) * (top - bottom)) / max(width * height, 1.0), 1e-6)
    return share


def _bookmarks(pdf: pypdfium2.PdfDocument) -> list[tuple[int, str, int]]:
    """The file's outline: pages, texts, and levels from 1."""
    levels = []
    for bookmark in islice(pdf.get_toc(max_depth=6), _MOST_BOOKMARKS):
        destination = bookmark.get_dest()
        page = destination.get_index() if destination else None
        if page is not None:
            levels.append((page + 1, bookmark.get_title(), bookmark.level + 1))
    return levels


def patience_for(size: int) -> int:
    """Seconds that a file of so many bytes may take."""
    return int(PATIENCE + size / 50_000)


def _limit(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    memory, seconds = _MEMORY + 4 * size, patience_for(size)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))  # should nobody wait any more


if __name__ == "__main__":
    logging.getLogger("pypdfium2").addHandler(logging.NullHandler())
    content = sys.stdin.buffer.read()
    _limit(len(content))
    sys.stdout.buffer.write(json.dumps(extract(content)).encode())
