"""What is laid over a page: values and boxes of forms, typed notes, comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from bilingual.formats.form_fields import box
from bilingual.readers.pdf.lines import Line

_MOST = 5000
"""Annotations of a page that are looked at."""
_SHOWN = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP)
"""Those whose text stands on the page."""
_BOXES = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """Those of a page."""

    boxes: tuple[tuple[bool, tuple[float, float, float, float]], ...]
    """Whether each box of a form is ticked, and its left, bottom, right and top."""
    comments: int
    """How many open in a viewer only."""
    are_shown: bool
    """Whether some have text that stands on the page."""


def read_annotations(pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Annotations:
    """What is laid over a page of a document whose forms are initialised, if it has any."""
    form = pdf.formenv.raw if pdf.formenv else None
    kinds: list[int] = []
    boxes = []
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        kinds.append(pdfium.FPDFAnnot_GetSubtype(note))
        if form and pdfium.FPDFAnnot_GetFormFieldType(form, note) in _BOXES:
            boxes.append((bool(pdfium.FPDFAnnot_IsChecked(form, note)), _place(note)))
        pdfium.FPDFPage_CloseAnnot(note)
    return Annotations(
        boxes=tuple(boxes),
        comments=kinds.count(pdfium.FPDF_ANNOT_TEXT),
        are_shown=any(kind in _SHOWN for kind in kinds),
    )


def with_boxes(lines: Sequence[Line], annotations: Annotations, page: int) -> list[Line]:
    """The lines of a page with ``☒`` or ``☐`` for each box of a form, in place of its tick."""
    places = [place for _, place in annotations.boxes]
    kept = [line for line in lines if not any(_is_tick(line, place) for place in places)]
    return [*kept, *_signs(annotations, page)]


def _signs(annotations: Annotations, page: int) -> Iterator[Line]:
    for is_ticked, (left, bottom, right, top) in annotations.boxes:
        size = min(max(0.8 * (top - bottom), 6.0), 16.0)
        yield Line(
            text=box(is_ticked=is_ticked),
            left=left,
            right=right,
            base=(bottom + top) / 2 - 0.35 * size,
            size=size,
            page=page,
            hang=left,
        )


def _is_tick(line: Line, place: tuple[float, float, float, float]) -> bool:
    left, bottom, right, top = place
    middle = (line.left + line.right) / 2, line.base + 0.35 * line.size
    return len(line.text) == 1 and left <= middle[0] <= right and bottom <= middle[1] <= top


def _place(note: Any) -> tuple[float, float, float, float]:
    box = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(note, box)
    bottom, top = sorted((box.bottom, box.top))
    left, right = sorted((box.left, box.right))
    return left, bottom, right, top
