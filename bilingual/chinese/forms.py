"""Characters that look like others, or like nothing: each becomes the one that is meant.

- Marks that nobody sees, such as the zero-width space, stand inside words of copied pages and
  keep every rule from knowing these words. Joiners stay where emoji and other scripts
  need them, and so do marks of direction in a text that is written from right to left.
- Copies of PDF files have radicals in place of characters: ⽤ (U+2F64) is 用. Unicode decomposes
  the Kangxi radicals; of the supplement, EquivalentUnifiedIdeograph.txt (Unicode 17) names the
  characters.
- Vertical text has punctuation of its own: ︽ is 《. Its quotation marks become those of the
  script, outer and inner by their nesting, since Mainland and Taiwan use ﹁﹂ and ﹃﹄ the other
  way round (GB/T 15834-2011; 重訂標點符號手冊, 2008).
- ⋯⋯, as phones and Japanese fonts write it, is the ellipsis ……; ㎡ is m², and the ligature ﬁ of
  PDF copies is fi.
"""

from __future__ import annotations

import re
import unicodedata

from bilingual.chinese.characters import HAN
from bilingual.chinese.edits import Edit, apply_edits

_RADICALS = dict(
    zip(
        "⺁⺜⺝⺟⺠⺧⺩⺫⺬⺮⺶⺼⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂日月母民牛王目示竹羊肉西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
_KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# Vertical forms (U+FE10 on), compatibility forms (U+FE30 on), small forms (U+FE50 on) and
# half-width forms (U+FF61 on), as Unicode Charts name them.
_PUNCTUATION = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︱︵︶︷︸︹︺︻︼︽︾︿﹀﹇﹈﹐﹑﹔﹕﹖﹗﹙﹚﹛﹜﹝﹞｡｢｣､⋯",
        "，、。：；！？〖〗…—（）｛｝〔〕【】《》〈〉［］，、；：？！（）｛｝〔〕。「」、…",
        strict=True,
    )
)
_RAISED = str.maketrans("23\N{DIVISION SLASH}", "²³/")
_UNITS = {
    chr(code): unicodedata.normalize("NFKC", chr(code)).translate(_RAISED)
    for code in range(0x3380, 0x33E0)
}
"""Squared units of Unicode's block CJK Compatibility: ㎏ is kg, ㎧ m/s, ㎡ m²."""
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_FORMS = _RADICALS | _KANGXI | _PUNCTUATION | _UNITS | _LIGATURES

# Joiners stay behind letters of scripts that join theirs, and behind signs such as emoji.
_JOINED = "\u0600-\u10ff\u1780-\u18af\u2190-\u2bff\ufe0f\U00010a00-\U00011fff\U0001f000-\U0001faff"
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u2060-\u2064\ufeff]+"
    f"|(?:(?<![{_JOINED}])|(?<=⋯))[\u200c\u200d]+"  # ⋯ becomes a sign that nothing joins
    f"|(?<=[{HAN}）)\\]】〕》〉])[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FORM = re.compile(f"[{''.join(_FORMS)}]")
_VERTICAL_QUOTE = re.compile("[﹁﹂﹃﹄]")


def form_edits(text: str, *, is_simplified: bool) -> list[Edit]:
    """Edits that put the character that is meant in place of each that is not, and take out
    invisible ones. ``is_simplified`` tells which quotation marks vertical ones become: “” or 「」.
    """
    if text.isascii():
        return []
    edits = [Edit(*match.span(), "") for match in _INVISIBLE.finditer(text)]
    if not _RIGHT_TO_LEFT.search(text):
        edits += [Edit(*match.span(), "") for match in _DIRECTIONS.finditer(text)]
    edits += [Edit(*match.span(), _FORMS[match.group()]) for match in _FORM.finditer(text)]
    return sorted(edits + _quotes(text, "“”‘’" if is_simplified else "「」『』"))


def meant(text: str) -> str:
    """``text`` with the characters that are meant."""
    return apply_edits(text, form_edits(text, is_simplified=True))


def _quotes(text: str, marks: str) -> list[Edit]:
    """The vertical quotation marks of ``text`` as ``marks``: outer pair, inner pair."""
    edits, depth = list[Edit](), 0
    for match in _VERTICAL_QUOTE.finditer(text):
        is_closing = match.group() in "﹂﹄"
        depth = max(0, depth - is_closing)
        edits.append(Edit(*match.span(), marks[2 * (depth % 2) + is_closing]))
        depth += not is_closing
    return edits
