"""The text of files, found without our readers: by the simplest way that finds all of it."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, html

from bilingual.formats.encoding import decode_text

_SHOWN = re.compile(
    r"word/(document|header|footer|footnotes|endnotes|comments|afchunk)"
    r"|ppt/(slides|notesSlides|charts|diagrams/data)/|xl/(sharedStrings|worksheets/|comments)"
    r"|(content|styles)\.xml$|.*\.x?html?$",
    re.IGNORECASE,
)
"""Parts of packages that people see; masters, layouts and building blocks are none."""
_OFFICE = {".docm", ".docx", ".dotm", ".dotx", ".pptm", ".pptx", ".xlsm", ".xlsx"}
_UNREAD = ("del", "Fallback", "moveFrom", "rPh", "tracked-changes", "rt", "rp", "pPrChange")
_SILENT = ("script", "style", "template", "noscript", "rt", "rp", "head")
_AROUND = (
    *("comment", "crumb", "foot", "footer", "login", "menu", "nav", "rank", "rec", "top"),
    *("bdsharebuttonbox", "close", "ewm", "position", "qrcode", "share", "tools"),
)
_MENUS = "|".join(
    ["//nav|//footer|//aside|//button|//form|//select"]
    + [f"//*[contains(concat(' ', @class, ' ', @id, ' '), ' {name} ')]" for name in _AROUND]
    + ["//ul[not(li[not(a)])]"]
)
_CONTROLS = re.compile(
    r"字[号体]：|大\s+中\s+小|打印|扫一扫在手机打开当前页|分享到|微信|微博|QQ空间|更多|关闭|二维码"
    r"|浏览次数|阅读：\d+次|[上下]一篇：.*?(?=[上下]一篇|$)|您现在的位置：.*|主办单位：.*",
    re.MULTILINE,
)
"""What buttons of official pages say; listed, since nothing in their markup tells them apart."""
_HIDES = re.compile(r"\.([\w-]+)\s*\{[^}]*(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_RTF_TABLES = re.compile(
    r"\{(?:\\\*)?\\(?:fonttbl|stylesheet|info|listtable)(?:[^{}]|\{[^{}]*\})*\}"
)
_RTF_HEX = re.compile(r"(?:\\'[0-9a-fA-F]{2})+")
_RTF_UNICODE = re.compile(r"\\u(-?\d+) ?(?:\\'[0-9a-fA-F]{2}|\?)*")


def plain_text(path: Path, data: bytes) -> str:
    """All text that a person sees in a file, and some that nobody does."""
    suffix = path.suffix.lower()
    if suffix in _OFFICE | {".odt", ".epub"}:
        return "\n".join(_part_text(name, part) for name, part in _parts(data))
    if suffix in (".html", ".htm", ".xhtml"):
        return _page_text(data)
    if suffix == ".pdf":
        return "\n".join(_pdf_pages(data))
    if suffix == ".rtf":
        return _rtf_text(data.decode("ascii", "replace"))
    # A byte that fits nowhere is one sign less, on both sides.
    text = decode_text(data, path, replaces_errors=True).text
    return unquote(unescape(text))


def text_around(path: Path, data: bytes) -> str:
    """What of it stands on every page, or around the text of a page: headers, footers, menus."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        pages = _pdf_pages(data)
        counts = Counter(line for page in pages for line in set(_edges(page)))
        return "".join(line * count for line, count in counts.items() if count > 1)
    if suffix in (".html", ".htm", ".xhtml"):
        return _menus(data)
    if suffix == ".epub":
        return "".join(_menus(part) for name, part in _parts(data) if name.endswith("html"))
    if suffix in _OFFICE:
        seen = Counter(
            _part_text(name, part)
            for name, part in _parts(data)
            if re.search("header|footer", name)
        )
        return "".join(text * (count - 1) for text, count in seen.items())
    return ""


def hidden_by_class(path: Path, data: bytes) -> str:
    """What of a page its own style sheet hides by a class."""
    if path.suffix.lower() not in (".html", ".htm", ".xhtml"):
        return ""
    page = _page(data)
    sheets = " ".join(one.text or "" for one in page.iter("style"))
    found = (page.find_class(name) for name in set(_HIDES.findall(sheets)))
    return "".join(one.text_content() for group in found for one in group)


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if _SHOWN.match(name):
                yield name, package.read(name)


def _part_text(name: str, data: bytes) -> str:
    if re.search(r"html?$", name, re.IGNORECASE):
        return _page_text(data)
    root = etree.fromstring(data)
    if name in ("content.xml", "styles.xml"):
        shown = (one for one in root if etree.QName(one).localname in ("body", "master-styles"))
        return "\n".join("".join(_texts(one)) for one in shown)
    return "".join(_texts(root, ("t",)))


def _texts(root: etree._Element, tags: Iterable[str] = ()) -> Iterator[str]:
    """The text of elements, and the descriptions of pictures; of all elements without tags."""
    for one in root.iter(etree.Element):
        outer = {etree.QName(up).localname for up in one.iterancestors()}
        name = etree.QName(one).localname
        if name in _UNREAD or outer & set(_UNREAD):
            continue
        if not tags or name in tags:
            yield one.text or ""
        if not tags:
            yield "".join(child.tail or "" for child in one)
        if name == "docPr":
            yield from (str(one.get(key, "")) for key in ("descr", "title"))
            yield "\n"
        if name in ("p", "br", "tab"):
            yield "\n"


def _page(data: bytes) -> html.HtmlElement:
    parser = html.HTMLParser(encoding=_charset(data))
    return html.document_fromstring(data, parser=parser)


def _charset(data: bytes) -> str:
    found = re.search(rb"charset=[\"']?([\w-]+)|encoding=[\"']([\w-]+)", data[:2000])
    return (found[1] or found[2]).decode() if found else "utf-8"


def _page_text(data: bytes) -> str:
    page = _page(data)
    for one in list(page.iter(*_SILENT)):
        one.drop_tree()
    described = page.xpath("//@alt|//@title")
    return unquote("\n".join([page.text_content(), *map(str, described)]))


def _menus(data: bytes) -> str:
    """Menus, forms and controls; and lines made of links that ``>`` or ``|`` part."""
    page = _page(data)
    around = page.xpath(_MENUS)
    found = [one.text_content() + "".join(one.xpath(".//@alt")) for one in around]
    lines = [one.text_content() for one in page.iter("td", "p", "div") if one.find("a") is not None]
    found += [line for line in lines if re.search(r"\S\s+[>|]\s+\S", line) and len(line) < 60]
    return "".join(found + _CONTROLS.findall(page.text_content()))


def note_pictures(path: Path, data: bytes) -> list[str]:
    """What stands for the pictures of a book that are links, as those that lead to notes are."""
    if path.suffix.lower() != ".epub":
        return []
    pages = (_page(part) for name, part in _parts(data) if name.endswith("html"))
    return [str(text) for page in pages for text in page.xpath("//a[@href]/img/@alt")]


def _pdf_pages(data: bytes) -> list[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return [str(page.get_textpage().get_text_range()) for page in document]


def _edges(page: str) -> list[str]:
    lines = [line.strip() for line in page.splitlines() if line.strip()]
    return lines[:2] + lines[-2:]


def _rtf_text(source: str) -> str:
    text = _RTF_TABLES.sub("", source)
    text = _RTF_UNICODE.sub(lambda found: chr(int(found[1]) % 65536), text)
    return _RTF_HEX.sub(
        lambda found: bytes.fromhex(found[0].replace("\\'", "")).decode("gb18030", "replace"), text
    )
