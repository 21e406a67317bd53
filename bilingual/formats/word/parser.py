"""The parser of a Word file's parts."""

from __future__ import annotations

from lxml import etree


def safe_parser() -> etree.XMLParser:
    """A parser that resolves and fetches nothing, and refuses XML nested beyond 256 levels."""
    return etree.XMLParser(resolve_entities=False, no_network=True)
