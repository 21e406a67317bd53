"""What in running text is no language: addresses, telephone numbers, paths, code, powers, signs.

It stands as it is on both sides, and is neither normalised nor translated, whatever format it came
in.

Powers, fractions, numbers in circles and the like are there since tokenizers normalise by NFKC,
which makes 102 of 10², 11⁄2 of 1½ and 1 of ①; amounts with a sign, since models know few signs.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bilingual.chinese.edits import Range, merge_ranges
from bilingual.chinese.phones import phone_ranges
from bilingual.formats.addresses import address_ranges

_PATH_PART = r"[^\\/:*?\"<>|\s，。；：、！？（）“”‘’]{1,100}"
_FILE = (
    "docx?|xlsx?|pptx?|pdf|txt|md|csv|tsv|json|ya?ml|toml|xml|html?|css|js|ts|py|java|cpp|go|rs|sh|bat"
    "|exe|dll|jar|zip|gz|tar|rar|7z|png|jpe?g|gif|svg|mp3|mp4|log|conf|ini|sql|epub|odt|rtf"
)
_RAISED = "\u00b2\u00b3\u00b9\u2070-\u209c"
_FRACTIONS = "\u00bc-\u00be\u2150-\u215e\u2189"
_LITERAL = re.compile(
    "|".join(
        (
            # a path of Windows, up to the suffix of its file or the end of its letters
            rf"(?:[A-Za-z]:|\\\\[\w.-]{{1,60}})(?:\\{_PATH_PART}(?=\\)){{0,40}}\\"
            rf"(?:{_PATH_PART}?\.[A-Za-z0-9]{{1,5}}(?![A-Za-z0-9.])|[A-Za-z0-9_.-]{{0,100}})",
            r"(?<![\w/.:<])(?:~|\.{1,2})?(?:/[\w.@+-]{1,100}){2,40}/?",  # a path of Unix
            rf"(?<![\w.-])[\w-]{{1,100}}(?:\.[\w-]{{1,100}}){{0,5}}\.(?:{_FILE})(?![\w(])",
            r"\{\s*\"[^\"{}\n]{1,100}\"\s*:[^{}\n]{0,500}(?:\{[^{}\n]{0,300}\}[^{}\n]{0,300}){0,9}\}",
            r"(?<![\w.])[A-Za-z_]\w{0,60}(?:\.[A-Za-z_]\w{0,60}){0,9}\(\)",  # asyncio.run()
            r"(?<![\w.])[A-Za-z_]\w{0,60} ?(?:!=|==|<=|>=|&&|\|\|) ?[\w.]{1,60}",  # code != 0
            r"(?<![\w-])\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?",
            r"(?<![\w-])\d{4}-\d\d?-\d\d? \d\d?:\d\d(?::\d\d)?(?![\d:])",
            r"(?<![\w.])v\d{1,4}(?:\.\d{1,6}){1,4}(?:-[A-Za-z0-9]{1,20}(?:\.\w{1,20}){0,3})?",
            r"(?<!\w)[A-Z]&[A-Z](?!\w)",  # R&D
        )
    ),
    re.ASCII,
)
_POWER = re.compile(
    rf"(?:[\d.,]{{1,20}} ?[×x*] ?)?[A-Za-z0-9.]{{0,40}}[{_RAISED}]{{1,20}}"
    rf"(?:[A-Za-z0-9]{{1,20}}[{_RAISED}]{{1,20}}){{0,9}}[A-Za-z0-9]{{0,20}}"
    rf"|\d{{0,20}}[{_FRACTIONS}]",
    re.ASCII,
)
_SIGN = re.compile(
    "[\u2460-\u24ff\u2776-\u2793\u3200-\u32bf]"  # ① ⑴ ⒈ ❶ ㈠ ㊣ ㉑
    r"|[A-Za-z0-9][\w.-]{0,60}[\u2122\u2120\u00ae]|[\u2122\u2120\u00ae\u00a9]"  # Windows™
    r"|[\u2610-\u2612\u2713-\u2718\u25a0\u25a1\u25b2-\u25c7\u25cf\u2605\u2606\u203b]"  # ☒ ✓ ■ ▲ ★ ※
    r"|[A-Za-z0-9.]{0,20}[\u0370-\u03ff\u2126\u00b5][A-Za-z0-9\u0370-\u03ff]{0,20}"  # 10kΩ, α
    r"|(?:\d[\d.]{0,20} ?)?[\u00b1\u00d7\u00f7\u2260\u2264\u2265\u2248\u221a] ?\d(?:[\d.]{0,20}\d)?"
    r"(?![\d千万億亿兆百十]|[,.]\d)"  # ±0.5, 3×4, ≥60
    r"|[\u2190-\u21ff\u2798-\u27be]"  # → ⇒ ➢
    r"|[\u2160-\u217f]{1,4}"  # Ⅱ, which models say as a number of things: 级 is no measure
    r"|\u2116 ?\w{0,30}|\d[\d.,]{0,20} ?\u2030"  # №12, 1.5‰
    r"|[\u00a5\uffe5\u20ac\u00a3] ?\d(?:[\d,.]{0,20}\d)?(?![\d千万億亿兆百十]|[,.]\d)",  # ¥100
    re.ASCII,
)
_HAS_POWER = re.compile(f"[{_RAISED}{_FRACTIONS}]")


@lru_cache(maxsize=16)  # every step of normalising asks, and few change a text
def literal_ranges(text: str) -> tuple[Range, ...]:
    """Where addresses, paths, code, powers, fractions and signs stand in ``text``, in order.

    ``打开C:\\a\\文档.txt，算10²。`` has two, the path and 10².
    """
    ranges = [*address_ranges(text), *phone_ranges(text)]
    ranges += [match.span() for match in _LITERAL.finditer(text)]
    if _HAS_POWER.search(text):
        ranges += [match.span() for match in _POWER.finditer(text)]
    if not text.isascii():
        ranges += [match.span() for match in _SIGN.finditer(text)]
    return tuple(merge_ranges(ranges))
