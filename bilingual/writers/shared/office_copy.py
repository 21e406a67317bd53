"""Copies of PowerPoint and Excel files: the source's own parts, with texts changed in place. What
is not touched stays byte for byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from lxml import etree

from bilingual.errors import WriteError
from bilingual.formats.archive import pack
from bilingual.formats.word.names import Element
from bilingual.formats.word.parser import safe_parser
from bilingual.formats.word.relations import relations_part
from bilingual.model import BilingualDocument, Layout, Origin, Pair, SourceText, Span
from bilingual.writers.labels import NOTE_SIGN
from bilingual.writers.options import ShownFindings, WriteOptions


class SourceParts:
    """The parts of a source, parsed when first asked for."""

    def __init__(self, document: BilingualDocument) -> None:
        with zipfile.ZipFile(io.BytesIO(document.document.source)) as file:
            self._parts = {name: file.read(name) for name in file.namelist() if name[-1:] != "/"}
        self._seed = document.document.name
        self._roots: dict[str, Element] = {}
        self._changed: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def names(self) -> list[str]:
        """The names of all parts, in the order of the file."""
        return list(self._parts)

    def seen(self, name: str) -> Element:
        """The XML of a part, only to be looked at; raises `WriteError` if it is none."""
        if name not in self._roots:
            try:
                self._roots[name] = etree.fromstring(self._parts[name], safe_parser())
            except etree.XMLSyntaxError:
                raise WriteError(
                    self._seed,
                    f"cannot be copied, its part {name} is not well-formed XML",
                    "open it in its own program and save it again, or choose another format",
                ) from None
        return self._roots[name]

    def root(self, name: str) -> Element:
        """The XML of a part, to be changed in place."""
        self._changed.add(name)
        return self.seen(name)

    def add(self, name: str, root: Element) -> None:
        """A new part."""
        self._parts[name], self._roots[name] = b"", root
        self._changed.add(name)

    def links(self, part: str) -> dict[str, str]:
        """The ids of a part's relationships, with what they lead to as it is written there."""
        name = relations_part(part)
        lines = self.seen(name) if name in self._parts else ()
        return {str(one.get("Id")): str(one.get("Target", "")) for one in lines}

    def packed(self) -> bytes:
        """The file: its parts in their order."""
        changed = {
            name: etree.tostring(
                self._roots[name], xml_declaration=True, encoding="UTF-8", standalone=True
            )
            for name in self._changed
        }
        return pack({**self._parts, **changed})


def is_translated(pair: Pair) -> bool:
    """Whether there is a translation that is more than the source itself."""
    return any(segment.origin is not Origin.SOURCE for segment in pair.segments)


def halves_of(pair: Pair, options: WriteOptions) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """What a copy shows of the source and of the target; side by side is interleaved, since no
    slide or sheet has room for a second column. Nothing of the one that it does not show."""
    is_original = options.source_text is SourceText.ORIGINAL
    source = (pair.original if is_original else pair.source).spans
    if not is_translated(pair):
        return source, ()
    target: Sequence[Span] = pair.target
    if pair.findings and options.findings is not ShownFindings.NONE:
        target = (*target, Span(text=f" {NOTE_SIGN}"))
    return (() if options.layout is Layout.TARGET_ONLY else source), tuple(target)
