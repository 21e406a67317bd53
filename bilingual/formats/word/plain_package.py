"""Other kinds of Office packages as the usual one: files with macros, templates, and strict OOXML.

Their text is the same. What differs are the content type of the main part, the names of strict
files (ISO/IEC 29500-1 in place of -4), and the macros, which have no place in a ``.docx``.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator

from lxml import etree

from bilingual.formats.archive import pack
from bilingual.formats.word.parser import safe_parser
from bilingual.formats.word.relations import (
    MAIN_TYPE,
    TYPES_PART,
    owner_of,
    relation_kind,
    relations_part,
    resolved_target,
)

_OPEN = b"application/vnd.openxmlformats-officedocument"
_SLIDES, _SHEETS = (
    _OPEN + b".presentationml.presentation.main+xml",
    _OPEN + b".spreadsheetml.sheet.main+xml",
)
_OTHER_MAIN_TYPES = {
    b"application/vnd.ms-word.document.macroEnabled.main+xml": MAIN_TYPE.encode(),
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml": MAIN_TYPE.encode(),
    _OPEN + b".wordprocessingml.template.main+xml": MAIN_TYPE.encode(),
    b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml": _SLIDES,
    b"application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml": _SLIDES,
    b"application/vnd.ms-powerpoint.template.macroEnabled.main+xml": _SLIDES,
    _OPEN + b".presentationml.slideshow.main+xml": _SLIDES,
    _OPEN + b".presentationml.template.main+xml": _SLIDES,
    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml": _SHEETS,
    b"application/vnd.ms-excel.template.macroEnabled.main+xml": _SHEETS,
    _OPEN + b".spreadsheetml.template.main+xml": _SHEETS,
}
"""Content types of main parts, and those of the usual kind of file in their place."""
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/([A-Za-z]+)")
_RENAMED = {
    b"extendedProperties": b"extended-properties",
    b"customProperties": b"custom-properties",
}
"""Words in strict names that the usual ones hyphenate."""
_XML = (".xml", ".rels")
_MACROS = frozenset({"vbaProject", "attachedToolbars"})
"""Kinds of relationships that lead to macros."""


def as_plain_document(data: bytes) -> bytes:
    """The package as that of a ``.docx``, ``.pptx`` or ``.xlsx`` without macros; the same bytes
    where it is one.

    Raises what `zipfile` and `lxml` raise for damaged files.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if name[-1:] != "/"]
        types = package.read(TYPES_PART)
        relations = (package.read(name) for name in names if name.endswith(".rels"))
        is_strict = any(map(_STRICT.search, relations))
        if not is_strict and not any(kind in types for kind in _OTHER_MAIN_TYPES):
            return data
        parts = {name: package.read(name) for name in names}
    if is_strict:
        for name in names:
            if name.lower().endswith(_XML):
                parts[name] = _STRICT.sub(_usual_name, parts[name])
    dropped = set(_drop_macros(parts))
    parts[TYPES_PART] = _plain_types(parts[TYPES_PART], dropped)
    return pack({name: part for name, part in parts.items() if name not in dropped})


def _usual_name(match: re.Match[bytes]) -> bytes:
    """``…/wordprocessingml/2006/main`` for ``…/ooxml/wordprocessingml/main``."""
    last = _RENAMED.get(match[2], match[2])
    return b"http://schemas.openxmlformats.org/%s/2006/%s" % (match[1], last)


def _drop_macros(parts: dict[str, bytes]) -> Iterator[str]:
    """Take out what leads to macros; yields the names of the parts that have no place then."""
    for name in [one for one in parts if one.endswith(".rels")]:
        root = etree.fromstring(parts[name], safe_parser())
        leading = [one for one in root if relation_kind(str(one.get("Type", ""))) in _MACROS]
        for relation in leading:
            target = resolved_target(owner_of(name), str(relation.get("Target", "")))
            yield from (target, relations_part(target))
            root.remove(relation)
        if leading:
            parts[name] = etree.tostring(root)


def _plain_types(types: bytes, dropped: Collection[str]) -> bytes:
    """The types of a package's parts, without those of dropped ones."""
    for kind, plain in _OTHER_MAIN_TYPES.items():
        types = types.replace(kind, plain)
    root = etree.fromstring(types, safe_parser())
    for one in [one for one in root if str(one.get("PartName", "")).lstrip("/") in dropped]:
        root.remove(one)
    return etree.tostring(root)
