"""The parts of a ``.docx`` file around its text, and the archive that holds them.

Entries are sorted and bear one fixed date, so the same parts give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from bilingual.writers.content import printable
from bilingual.writers.docx_xml import Element, serialize, w

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ENTRY_DATE = (1980, 1, 1, 0, 0, 0)
_FONTS = {
    "Cambria": ("roman", ""),
    "Calibri": ("swiss", ""),
    "Consolas": ("modern", ""),
    "SimSun": ("roman", "宋体"),
    "Microsoft YaHei": ("swiss", "微软雅黑"),
    "PMingLiU": ("roman", "新細明體"),
    "Microsoft JhengHei": ("swiss", "微軟正黑體"),
}
"""Font -> family, for a fitting substitute where it is missing, and its Chinese name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What a file manager or library catalogue shows of a document."""

    title: str
    author: str
    date: str
    """As in ``2024-10-28T00:00:00Z``."""
    comments: str
    keywords: str
    category: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Everything in a ``.docx`` file."""

    body: Element
    styles: Element
    header: Element
    footer: Element
    east_asian_language: str
    links: Mapping[str, str]
    """Address -> name of its relationship."""
    properties: Properties


def pack(package: Package) -> bytes:
    """The file."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            [
                ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml", False),
                (
                    "rId2",
                    f"{_PACKAGE}/relationships/metadata/core-properties",
                    "docProps/core.xml",
                    False,
                ),
                (
                    "rId3",
                    f"{_OFFICE}/relationships/extended-properties",
                    "docProps/app.xml",
                    False,
                ),
            ]
        ),
        "docProps/app.xml": _application(),
        "docProps/core.xml": _core(package.properties),
        "word/_rels/document.xml.rels": _document_relationships(package.links),
        "word/document.xml": serialize(w("document", package.body)),
        "word/fontTable.xml": serialize(_font_table()),
        "word/footer1.xml": serialize(package.footer),
        "word/header1.xml": serialize(package.header),
        "word/settings.xml": serialize(_settings(package.east_asian_language)),
        "word/styles.xml": serialize(package.styles),
    }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, _ENTRY_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            file.writestr(entry, parts[name])
    return archive.getvalue()


def _content_types() -> bytes:
    overrides = {
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties",
        "/word/document.xml": f"{_WORD_TYPE}.document.main",
        "/word/fontTable.xml": f"{_WORD_TYPE}.fontTable",
        "/word/footer1.xml": f"{_WORD_TYPE}.footer",
        "/word/header1.xml": f"{_WORD_TYPE}.header",
        "/word/settings.xml": f"{_WORD_TYPE}.settings",
        "/word/styles.xml": f"{_WORD_TYPE}.styles",
    }
    lines = [
        f'<Override PartName="{name}" ContentType="{kind}+xml"/>'
        for name, kind in overrides.items()
    ]
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(lines)}</Types>'
    ).encode()


def _relationships(entries: list[tuple[str, str, str, bool]]) -> bytes:
    """Relationships: name, type, target, whether that lies outside the file."""
    lines = [
        f'<Relationship Id="{name}" Type="{kind}" Target={quoteattr(target)}'
        f"{' TargetMode=' + quoteattr('External') if is_external else ''}/>"
        for name, kind, target, is_external in entries
    ]
    root = f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'
    return (_DECLARATION + root).encode()


def _document_relationships(links: Mapping[str, str]) -> bytes:
    kinds = {"styles": "styles", "settings": "settings", "fontTable": "fontTable"}
    kinds |= {"header1": "header", "footer1": "footer"}
    parts = [
        (f"rId-{part}", f"{_OFFICE}/relationships/{kind}", f"{part}.xml", False)
        for part, kind in kinds.items()
    ]
    return _relationships(
        parts
        + [(name, f"{_OFFICE}/relationships/hyperlink", url, True) for url, name in links.items()]
    )


def _application() -> bytes:
    namespace = f"{_OFFICE}/extended-properties"
    root = f'<Properties xmlns="{namespace}"><Application>bilingual</Application></Properties>'
    return (_DECLARATION + root).encode()


def _core(properties: Properties) -> bytes:
    def element(tag: str, text: str, attributes: str = "") -> str:
        return f"<{tag}{attributes}>{escape(printable(text))}</{tag}>" if text else ""

    moment = ' xsi:type="dcterms:W3CDTF"'
    content = [
        element("dc:title", properties.title),
        element("dc:creator", properties.author),
        element("cp:keywords", properties.keywords),
        element("dc:description", properties.comments),
        element("dcterms:created", properties.date, moment),
        element("dcterms:modified", properties.date, moment),
        element("cp:category", properties.category),
        element("dc:language", properties.language),
    ]
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{''.join(content)}</cp:coreProperties>"
    ).encode()


def _settings(east_asian_language: str) -> Element:
    """Today's layout rules (mode 15) and Chinese punctuation that closes up."""
    mode = w(
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val=15,
    )
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=420),
        w("characterSpacingControl", val="compressPunctuation"),
        w("compat", mode),
        w("themeFontLang", val="en-US", eastAsia=east_asian_language),
    )


def _font_table() -> Element:
    fonts = []
    for name, (family, chinese_name) in _FONTS.items():
        alternative = [w("altName", val=chinese_name)] if chinese_name else []
        fonts.append(w("font", *alternative, w("family", val=family), name=name))
    return w("fonts", *fonts)
