"""Headers and footers that sheets have on paper (ECMA-376, 18.3.1.39 and 18.3.1.46)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilingual.formats.word.names import Element, child
from bilingual.model import Block, Part, Span, SpanKind
from bilingual.spans import merge_spans, trim_spans

_KINDS = {
    Part.HEADER: ("oddHeader", "evenHeader", "firstHeader"),
    Part.FOOTER: ("oddFooter", "evenFooter", "firstFooter"),
}
_CODE = re.compile(
    r"&(?:\"[^\"]*\"|K[0-9A-Fa-f]{6}|K\d{2}[+-]\d{3}|\d{1,3}|(?P<sign>[A-Za-z&]))", re.DOTALL
)
"""What stands for a font, a colour, a size, a field, or a part of the line."""
_FIELDS = {
    "P": "{PAGE}",
    "N": "{PAGES}",
    "D": "{DATE}",
    "T": "{TIME}",
    "F": "{FILE}",
    "Z": "{PATH}",
}
_PARTS = "LCR"
"""Left, middle and right of the line; each is a block."""


def read_page_parts(sheet: Element, name: str) -> Iterator[tuple[Part, list[Block]]]:
    """The headers and footers of a sheet of this name, each with its blocks."""
    written = child(sheet, "s:headerFooter")
    for part, kinds in _KINDS.items():
        for kind in kinds:
            element = child(written, f"s:{kind}")
            if element is not None and element.text:
                lines = _lines(element.text, name)
                locator = f"{part} of sheet {name}"
                yield part, [Block(spans=one, part=part, locator=locator) for one in lines]


def _lines(text: str, name: str) -> Iterator[tuple[Span, ...]]:
    """The texts of the left, the middle and the right."""
    spans, at = list[Span](), 0
    for match in _CODE.finditer(text):
        spans.append(Span(text=text[at : match.start()]))
        at = match.end()
        sign = (match["sign"] or "").upper()
        if sign in _FIELDS:
            spans.append(Span(text=_FIELDS[sign], kind=SpanKind.RAW))
        elif sign == "A":
            spans.append(Span(text=name))
        elif sign == "&":
            spans.append(Span(text="&"))
        elif sign and sign in _PARTS:
            yield from filter(None, [trim_spans(merge_spans(spans))])
            spans = []
    spans.append(Span(text=text[at:]))
    yield from filter(None, [trim_spans(merge_spans(spans))])
