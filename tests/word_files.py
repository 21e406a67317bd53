"""Word files for tests, made by python-docx and, where that has no words for it, of XML."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def local_name(element: etree._Element) -> str:
    """The tag without its namespace."""
    return etree.QName(element).localname


def save(word: WordDocument, folder: Path) -> Path:
    path = folder / "seed.docx"
    word.save(str(path))
    return path


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def png() -> bytes:
    """One pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The package with other contents; ``None`` leaves a member out."""
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            changed = change(name, data)
            if changed is not None:
                package.writestr(name, changed)
    return path


def with_body(folder: Path, content: str) -> Path:
    """A Word file with this XML for its body."""
    word = docx.Document()
    fill(word.element.body, content)
    return save(word, folder)


def simple(folder: Path, text: str = "正文。") -> Path:
    word = docx.Document()
    word.add_paragraph(text)
    return save(word, folder)


def with_parts(path: Path, parts: dict[str, str]) -> Path:
    """The package with more parts (``comments``, ``footnotes``, …), related to its document."""

    def change(name: str, data: bytes) -> bytes:
        added = ""
        for part in parts:
            if name == "[Content_Types].xml":
                added += f'<Override PartName="/word/{part}.xml" ContentType="{TYPES}.{part}+xml"/>'
            elif name == "word/_rels/document.xml.rels":
                kind = f"{RELATIONS}/{part}"
                added += f'<Relationship Id="rId-{part}" Type="{kind}" Target="{part}.xml"/>'
        start, end, root = data.rpartition(b"</")
        return start + added.encode() + end + root if added else data

    rewritten(path, change)
    with zipfile.ZipFile(path, "a") as package:
        for part, content in parts.items():
            package.writestr(f"word/{part}.xml", content)
    return path


def written_field(instruction: str, result: str) -> str:
    begin, separate, end = map(field_mark, ("begin", "separate", "end"))
    code = f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
    return begin + code + separate + run(result) + end


def field_mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def fill(element: etree._Element, content: str) -> None:
    """Replace the content of a header, footer or body."""
    for old in list(element):
        if local_name(old) != "sectPr":
            element.remove(old)
    for number, new in enumerate(parse_xml(f"<w:hdr {NAMESPACES}>{content}</w:hdr>")):
        element.insert(number, new)
