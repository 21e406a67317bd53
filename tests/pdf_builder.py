"""Small PDF files, written by hand: lines of Chinese at given places."""

from __future__ import annotations

from collections.abc import Sequence

Text = tuple[float, float, float, str]
"""Left, base line, size, text; in points from the lower left corner."""

_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
    " /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /W [1 95 500]"
    " /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6"
    " /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700"
    " /StemV 80 >> >>] >>"
)
_PICTURE = "BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"
_SQUARE = "BI /W 2 /H 2 /CS /RGB /BPC 8 /F /AHx ID FF0000 00FF00 0000FF 808080> EI Q"
"""Red and green above blue and grey."""
_IMAGE = f"q 100 0 0 100 72 600 cm {_PICTURE}"
_SCAN = f"q 595 0 0 842 0 0 cm {_PICTURE}"


def make_pdf(
    pages: Sequence[Sequence[Text] | None],
    info: str = "",
    trailer: str = "",
    scans: Sequence[int] = (),
    squares: Sequence[tuple[int, float, float, float]] = (),
) -> bytes:
    """A PDF of A4 pages; None makes a page that shows only a picture. ``info`` and ``trailer``
    are entries of those dictionaries, ``scans`` the numbers of pages with a picture all over,
    ``squares`` small pictures: page, left, bottom and size."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", _FONT, f"<< {info} >>"]
    kids = []
    for number, page in enumerate(pages, 1):
        content = _IMAGE if page is None else "\n".join(map(_shown, page))
        content = f"{_SCAN} {content}" if number in scans else content
        for _, left, bottom, size in (one for one in squares if one[0] == number):
            content += f"\nq {size} 0 0 {size} {left} {bottom} cm {_SQUARE}"
        objects.append(f"<< /Length {len(content)} >> stream\n{content}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font"
            f" << /F 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    return _file(objects, f"/Info 4 0 R {trailer}")


def make_form() -> bytes:
    """A filled form whose values have no appearance of their own, two boxes, and a typed note."""
    text = "BT /F 12 Tf 72 700 Td (Name:) Tj 0 -30 Td (Member:) Tj 0 -30 Td (Paid:) Tj ET"
    field = "<< /Type /Annot /Subtype /Widget /F 4 /P 3 0 R /DA (/F 12 Tf 0 g)"
    return _file(
        [
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R 7 0 R 8 0 R]"
            " /DR << /Font << /F 5 0 R >> >> /DA (/F 12 Tf 0 g) >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            " /Annots [6 0 R 7 0 R 8 0 R 9 0 R 10 0 R] /Resources << /Font << /F 5 0 R >> >> >>",
            f"<< /Length {len(text)} >> stream\n{text}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            f"{field} /FT /Tx /T (name) /V (Alice Zhang) /Rect [120 694 320 716] >>",
            f"{field} /FT /Btn /T (member) /V /Yes /AS /Yes /Rect [120 666 134 680]"
            " /AP << /N << /Yes 4 0 R >> >> >>",
            f"{field} /FT /Btn /T (paid) /V /Off /AS /Off /Rect [120 636 134 650]"
            " /AP << /N << /Yes 4 0 R >> >> >>",
            "<< /Type /Annot /Subtype /FreeText /Contents (typed note) /F 4"
            " /Rect [72 560 300 580] /DA (/F 12 Tf 0 g) >>",
            "<< /Type /Annot /Subtype /Text /Contents (a comment) /F 4 /Rect [9 9 20 20] >>",
        ],
        "",
    )


def column(
    texts: Sequence[str], *, top: float = 760, left: float = 90, size: float = 12
) -> list[Text]:
    """Lines below each other, half a line apart."""
    return [(left, top - 18 * number, size, text) for number, text in enumerate(texts)]


def _shown(text: Text) -> str:
    left, base, size, words = text
    return f"BT /F {size} Tf {left} {base} Td <{words.encode('utf-16-be').hex()}> Tj ET"


def _file(objects: Sequence[str], trailer: str) -> bytes:
    written = b"%PDF-1.5\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(written)}\n"
    )
    xref = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}%%EOF\n"
    return written + xref.encode()
