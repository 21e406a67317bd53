"""Chinese numbers before headings and list items (``第一章``, ``二、``), made English."""

from __future__ import annotations

import re

from bilingual.readers.docx.numbering import CHINESE_FORMATS
from bilingual.readers.docx.xml import Element, attribute, child, qualified

_NAMES = {
    **{"编": "Part", "編": "Part", "篇": "Part", "部分": "Part", "卷": "Volume", "章": "Chapter"},
    **{"节": "Section", "節": "Section", "条": "Article", "條": "Article", "款": "Paragraph"},
    **{"项": "Item", "項": "Item", "目": "Item"},
    **{"附件": "Annex", "附录": "Appendix", "附錄": "Appendix", "图": "Figure", "圖": "Figure"},
    **{"表": "Table", "式": "Equation"},
}
_NAMED = re.compile(
    rf"第\s*(?P<number>[%\d.]+)\s*(?P<after>{'|'.join(_NAMES)})"
    rf"|(?P<before>{'|'.join(_NAMES)})\s*(?P<last>[%\d.]+)"
)
_PUNCTUATION = str.maketrans(
    {"（": "(", "）": ")", "、": ".", "．": ".", "。": ".", "：": ":", "【": "[", "】": "]"}
)


def translate_numbers(numbering: Element) -> None:
    """Have the lists of a document count in Arabic digits, in English words and punctuation."""
    for level in numbering.iter(qualified("w:lvl")):
        kind, text, after = (child(level, f"w:{name}") for name in ("numFmt", "lvlText", "suff"))
        if attribute(kind, "w:val") in CHINESE_FORMATS and kind is not None:
            kind.set(qualified("w:val"), "decimal")
        template = attribute(text, "w:val")
        translated = _NAMED.sub(_english, template).translate(_PUNCTUATION)
        if text is None or translated == template:
            continue
        text.set(qualified("w:val"), translated)
        if after is not None and attribute(after, "w:val") == "nothing":
            after.set(qualified("w:val"), "space")


def _english(match: re.Match[str]) -> str:
    name = _NAMES[match["after"] or match["before"]]
    return f"{name} {match['number'] or match['last']}"
