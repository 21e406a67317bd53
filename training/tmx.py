"""Translation memories: the pairs of a TMX 1.4 file.

Parsed by lxml as a stream, with entities left unresolved and no DTD or network read, so that a
file from anywhere is safe to open.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from training.corpora import Pair

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})  # they hold another format's markup


def read_tmx(path: Path, *, source: str = "zh", target: str = "en") -> Iterator[Pair]:
    """Pairs of the units that have both languages; the first variant of each counts.

    Raises `ValueError` if the file is no well-formed XML.
    """
    try:
        for _, unit in etree.iterparse(
            str(path), tag="{*}tu", resolve_entities=False, no_network=True, load_dtd=False
        ):
            texts = dict[str, str]()
            for variant in unit.iterchildren("{*}tuv"):
                language = (variant.get(_LANG) or variant.get("lang") or "").lower()
                segment = variant.find("{*}seg")
                if segment is not None:
                    text = " ".join("".join(_texts(segment)).split())
                    texts.setdefault(language.replace("_", "-").split("-")[0], text)
            unit.clear()
            if texts.get(source) and texts.get(target):
                yield texts[source], texts[target]
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{path}: not a TMX file ({error})") from None


def _texts(element: Any) -> Iterator[str]:
    """The words of a segment, without what its inline tags hold for other programs."""
    yield element.text or ""
    for child in element.iterchildren():
        if isinstance(child.tag, str) and etree.QName(child).localname not in _CODES:
            yield from _texts(child)
        yield child.tail or ""
