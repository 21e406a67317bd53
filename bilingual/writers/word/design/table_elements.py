"""Tables of any kind as elements: frame, rows, cells. Widths are in twips."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bilingual.formats.word.elements import w
from bilingual.formats.word.names import Element
from bilingual.formats.word.style_names import style_id
from bilingual.writers.word.design.style_elements import twips


def table_cell(
    content: Iterable[Element], width: int, *, span: int = 1, others: Iterable[Element] = ()
) -> Element:
    """A cell over so many columns, with other properties."""
    spanning = [w("gridSpan", val=span)] if span > 1 else []
    return w("tc", w("tcPr", twips("tcW", width), *spanning, *others), *content)


def table_row(
    cells: Iterable[Element], *, is_header: bool = False, is_whole: bool = False
) -> Element:
    """A line of a table; a whole one stands on one page."""
    properties = [w("cantSplit")] if is_whole else []
    properties += [w("tblHeader")] if is_header else []
    return w("tr", *([w("trPr", *properties)] if properties else []), *cells)


def table_frame(
    style: str,
    widths: Sequence[int],
    lines: Iterable[Element],
    *,
    has_header: bool,
    caption: str = "",
    description: str = "",
) -> Element:
    """A table of fixed column widths around its finished lines; those who cannot see it hear its
    caption and description."""
    flags = {"firstRow": int(has_header), "lastRow": 0, "firstColumn": 0, "lastColumn": 0}
    bits = "0620" if has_header else "0600"  # the same, as Word 2007 and LibreOffice read it
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=style_id(style)),
            twips("tblW", sum(widths)),
            w("tblLayout", type="fixed"),
            w("tblLook", val=bits, **flags, noHBand=1, noVBand=1),
            *([w("tblCaption", val=caption)] if caption else []),
            *([w("tblDescription", val=description)] if description else []),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        *lines,
    )
