"""The pictures of a page, taken out of the file: a part of the worker, as PDFium decodes them."""

from __future__ import annotations

import math
import struct
import zlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from bilingual.formats.pictures import LARGEST_PICTURE, LARGEST_TOGETHER, picture_kind

_MOST_ON_A_PAGE = 50
_MOST_PIXELS = 8_000_000
_MOST_PIXELS_TOGETHER = 80_000_000
_SMALLEST = 16.0
"""Points; smaller ones are bullets, lines and the like."""
_BACKGROUND = 0.8
"""Of a page: what covers more of one with text lies behind it."""


@dataclass(slots=True)
class PagePictures:
    """The pictures of the pages of a file, within bounds."""

    left_out: int = 0
    """How many are not taken: beyond the bounds, unsound, or in a drawing."""
    _bytes: int = 0
    _pixels: int = 0
    _known: dict[tuple[int, int, int], str] = field(default_factory=dict)
    """Encoded pictures, by size and checksum of their data: a logo stands on each page."""

    def read(self, page: pypdfium2.PdfPage) -> list[list[Any]]:
        """Each picture of a page that has text: left, bottom, right and top in points, and its file
        in Base64."""
        width, height = page.get_size()
        found = list[list[Any]]()
        objects = page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE])
        for picture in islice(objects, _MOST_ON_A_PAGE):
            left, bottom, right, top = box = picture.get_bounds()
            across, down = right - left, top - bottom
            if not all(map(math.isfinite, box)) or min(across, down) < _SMALLEST:
                continue
            if across * down >= _BACKGROUND * width * height:
                continue
            content = "" if picture.level else self._taken(picture)
            if content:
                found.append([*(round(one, 1) for one in box), content])
            else:
                self.left_out += 1
        return found

    def _taken(self, picture: Any) -> str:
        """The picture's file in Base64, or nothing."""
        try:
            across, down = picture.get_px_size()
            raw = bytes(picture.get_data())
        except pypdfium2.PdfiumError:
            return ""
        key = across, down, zlib.crc32(raw)
        if key not in self._known:
            self._known[key] = self._encoded(picture, raw, across * down)
        return self._known[key]

    def _encoded(self, picture: Any, raw: bytes, pixels: int) -> str:
        self._pixels += pixels
        if not 0 < pixels <= _MOST_PIXELS or self._pixels > _MOST_PIXELS_TOGETHER:
            return ""
        is_jpeg = picture.get_filters() == ["DCTDecode"] and picture_kind(raw) == "jpeg"
        content = raw if is_jpeg else _png(picture)
        self._bytes += len(content)
        if len(content) > LARGEST_PICTURE or self._bytes > LARGEST_TOGETHER:
            return ""
        return b64encode(content).decode()


def _png(picture: Any) -> bytes:
    """What a picture shows, as PNG; nothing where PDFium cannot show it."""
    try:
        bitmap = picture.get_bitmap(render=True)
    except pypdfium2.PdfiumError:
        return b""
    width, height, stride, depth = bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels
    data = bytes(bitmap.buffer)
    if width * height > 2 * _MOST_PIXELS or depth not in (3, 4):
        return b""
    rows = list[bytes]()
    for start in range(0, stride * height, stride):
        row = bytearray(data[start : start + depth * width])
        row[0::depth], row[2::depth] = row[2::depth], row[0::depth]  # from blue first to red first
        if bitmap.mode == "BGRX":
            row[3::depth] = b"\xff" * width
        rows.append(b"\0" + row)
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunks(width, height, depth, b"".join(rows)))


def _chunks(width: int, height: int, depth: int, rows: bytes) -> Iterator[bytes]:
    """The parts of a PNG file: ISO/IEC 15948, colour types 2 and 6, rows without filters."""
    colours = {3: 2, 4: 6}[depth]
    head = struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0)
    for name, content in ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")):
        checksum = zlib.crc32(name + content)
        yield struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)
