"""XML parsed with distrust, and trees of elements, as web pages, e-books, OpenDocument and the
exchange formats of translators have them."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from bilingual.errors import ReadError
from bilingual.formats.limits import LARGEST_XML, too_deep

Element = etree._Element
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def parse_xml(path: Path, data: bytes, kind: str, part: str = "") -> Element:
    """The root element of XML in a file that should be of a ``kind`` (``EPUB``, ``TMX``), or of a
    ``part`` of it. Nothing is fetched, no document type is loaded, comments are left out.

    Raises `ReadError` if it is no sound XML, declares entities, which could hide or blow up text,
    has more than 40 MB, or is nested beyond 256 levels.
    """
    if len(data) > LARGEST_XML:
        raise ReadError(path, f"has more than {LARGEST_XML // 2**20} MB of XML", "split it")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise too_deep(path) from None
        reason = said_of(error)
        raise damaged(path, kind, f"{part}: {reason}" if part else reason) from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise damaged(path, kind, f"{part or 'it'} declares entities")
    return root


def said_of(error: etree.XMLSyntaxError) -> str:
    """What is wrong with XML, without the name that its parser gave to what has none."""
    return " ".join(str(error.msg).split())[:120]


def damaged(path: Path, kind: str, reason: str) -> ReadError:
    """What is said of a file that is not what its suffix says."""
    return ReadError(path, f"is not a sound {kind} file ({reason})", "get an undamaged copy")


def word_set(line: str) -> frozenset[str]:
    """Words written as a line: ``word_set("p div")`` is the set of ``p`` and ``div``."""
    return frozenset(line.split())


def tag_of(element: Element) -> str:
    """The tag in lower case, without a namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def text_of(element: Element) -> str:
    """All text inside, white space collapsed."""
    return " ".join("".join(map(str, element.itertext())).split())
