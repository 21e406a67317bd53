"""Books as e-readers and EPUB's rules see them (EPUB 3.3, W3C), without a reader at hand."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urldefrag

from lxml import etree

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
_STRICT = etree.XMLParser(resolve_entities=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBook:
    """A book, unpacked."""

    files: dict[str, bytes]
    package: etree._Element
    pages: dict[str, etree._Element]
    """By the names of their files, in the order of reading; then what is not in it."""


def open_book(content: bytes) -> OpenBook:
    """A book that keeps the rules; fails where it does not."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
        assert archive.read("mimetype") == b"application/epub+zip"
        files = {name: archive.read(name) for name in archive.namelist()}
        assert len(files) == len(archive.infolist())
    container = etree.fromstring(files["META-INF/container.xml"], _STRICT)
    (root,) = container.iter("{*}rootfile")
    home = str(root.get("full-path"))
    package = etree.fromstring(files[home], _STRICT)
    _check_metadata(package)
    items = {
        str(one.get("id")): (posixpath.join(posixpath.dirname(home), str(one.get("href"))), one)
        for one in package.iter(f"{OPF}item")
    }
    listed = [name for name, _ in items.values()]
    others = {"mimetype", "META-INF/container.xml", home}
    assert sorted(listed) == sorted(set(files) - others)
    (navigation,) = [one for _, one in items.values() if one.get("properties") == "nav"]
    assert navigation.get("media-type") == "application/xhtml+xml"
    spine = [items[str(one.get("idref"))][0] for one in package.iter(f"{OPF}itemref")]
    assert spine and len(spine) == len(set(spine))
    kinds = {name: str(one.get("media-type")) for name, one in items.values()}
    rest = [name for name in listed if kinds[name].endswith("xhtml+xml") and name not in spine]
    pages = {name: etree.fromstring(files[name], _STRICT) for name in (*spine, *rest)}
    _check_links(pages, set(files))
    return OpenBook(files=files, package=package, pages=pages)


def _check_metadata(package: etree._Element) -> None:
    assert package.get("version") == "3.0"
    ids = [one.get("id") for one in package.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    (identifier,) = package.iter(f"{DC}identifier")
    assert identifier.get("id") == package.get("unique-identifier") and identifier.text
    (title,) = package.iter(f"{DC}title")
    assert (title.text or "").strip() and list(package.iter(f"{DC}language"))
    (modified,) = [
        one for one in package.iter(f"{OPF}meta") if one.get("property") == "dcterms:modified"
    ]
    assert len(modified.text or "") == len("1980-01-01T00:00:00Z")


def _check_links(pages: dict[str, etree._Element], files: set[str]) -> None:
    ids = {
        name: Counter(str(one.get("id")) for one in page.iter() if one.get("id"))
        for name, page in pages.items()
    }
    for name, page in pages.items():
        assert page.tag == f"{XHTML}html" and page.get("lang")
        assert all(count == 1 for count in ids[name].values())
        for attribute in ("href", "src"):
            for address in page.xpath(f"//@{attribute}"):
                path, fragment = urldefrag(str(address))
                if ":" in path:
                    assert attribute == "href", address
                    continue
                target = posixpath.join(posixpath.dirname(name), path) if path else name
                assert target in files, address
                assert not fragment or ids[target][fragment] == 1, address
