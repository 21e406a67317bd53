"""Published schemas as judges of exchange files; what they are is in ``schemas/README.md``."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from lxml import etree

SCHEMAS = Path(__file__).parent / "schemas"
_XML = SCHEMAS / "xliff-2.1" / "informativeCopiesOf3rdPartySchemas" / "w3c" / "xml.xsd"
_XLIFF_2 = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="urn:oasis:names:tc:xliff:document:2.0" schemaLocation="xliff_core_2.0.xsd"/>
<xs:import namespace="urn:oasis:names:tc:xliff:metadata:2.0" schemaLocation="metadata.xsd"/>
<xs:import namespace="urn:oasis:names:tc:xliff:matches:2.0" schemaLocation="matches.xsd"/>
</xs:schema>"""
"""The core with the modules that we use."""


def faults(content: bytes, format_: str) -> list[str]:
    """What the schemas of a format find: ``xliff``, ``xlf`` (strict and transitional), ``tmx``."""
    root = etree.fromstring(content)
    return [
        f"line {entry.line}: {entry.message}"
        for judge in _judges(format_)
        if not judge.validate(root)
        for entry in judge.error_log
    ]


@cache
def _judges(format_: str) -> list[etree.DTD | etree.XMLSchema]:
    if format_ == "tmx":
        return [etree.DTD(str(SCHEMAS / "tmx" / "tmx14.dtd"))]
    if format_ == "xliff":
        base = str(SCHEMAS / "xliff-2.1" / "all.xsd")
        return [etree.XMLSchema(etree.parse(io.StringIO(_XLIFF_2), base_url=base))]
    return [_xliff_1(kind) for kind in ("strict", "transitional")]


def _xliff_1(kind: str) -> etree.XMLSchema:
    """It names the schema of ``xml:lang`` by its address; nothing is fetched here."""
    path = SCHEMAS / "xliff-1.2" / f"xliff-core-1.2-{kind}.xsd"
    text = path.read_text("utf-8").replace("http://www.w3.org/2001/xml.xsd", _XML.as_uri())
    return etree.XMLSchema(etree.fromstring(text.encode(), base_url=path.as_uri()))
