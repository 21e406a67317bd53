"""Simplified and Traditional script: which one a text is in, and conversion by OpenCC.

Seeds are often mixed character by character, so a text is neither simply converted nor
simply left alone. Characters of the other script are always converted. Characters that are
at home in both scripts (乾 徵 於 藉 … in Simplified text; 后 里 干 台 … in Traditional)
are converted only where the text around them is in the other script: 乾燥的國家 -> 干燥的国家,
but 乾坤 and 首批覆盖 in Simplified text stay.

Tables are OpenCC's own (``t2s``, ``tw2s``, ``hk2s``, ``s2tw``), with the words and rules of
`exceptions`; membership in a script is
told by the national character sets, GB 2312 and Big5.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from bilingual.chinese.characters import is_han
from bilingual.chinese.edits import Edit, Range
from bilingual.chinese.exceptions import held_for_simplified, held_for_traditional


class Script(StrEnum):
    """What to convert a text to."""

    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"
    KEEP = "keep"


PROFILES = (
    "hk2s", "hk2sp", "s2hk", "s2hkp", "s2t", "s2tw", "s2twp",
    "t2hk", "t2s", "t2tw", "tw2s", "tw2sp",
)  # fmt: skip
"""OpenCC profiles a user can ask for; those ending in ``p`` change vocabulary too."""

LANGUAGES = {Script.SIMPLIFIED: "zh-Hans", Script.TRADITIONAL: "zh-Hant"}
"""BCP-47 tag of each script."""

# In GB 2312 (1980) but not standard in Simplified text today: always Traditional.
_NOT_SIMPLIFIED = frozenset("後麽")
# Standard in Simplified names again since 2013 (通用规范汉字表), where OpenCC merges them.
_SIMPLIFIED_TOO = frozenset("昇")
_YAO = frozenset("么麼麽")
"""``tw2s`` makes 幺 of them all; the words with 幺 are exceptions."""


class Evidence(NamedTuple):
    """How many characters of a text belong to one script only."""

    simplified: int
    traditional: int

    @property
    def language(self) -> str:
        """BCP-47 tag: ``zh-Hans``, ``zh-Hant``, or ``zh`` where nothing tells."""
        if self.simplified == self.traditional == 0:
            return "zh"
        return "zh-Hans" if self.simplified > self.traditional else "zh-Hant"


def weigh_script(text: str) -> Evidence:
    """Count the characters of ``text`` that only one of the scripts uses."""
    simplified_only, traditional_only = _one_script_only()
    return Evidence(
        sum(map(simplified_only.__contains__, text)),
        sum(map(traditional_only.__contains__, text)),
    )


def script_edits(
    text: str, script: Script, *, around: Evidence, profile: str = "", fixed: tuple[Range, ...] = ()
) -> list[Edit]:
    """Edits that bring ``text`` into ``script``.

    ``around`` is the evidence of the whole document, for texts that show none of their own.
    ``profile`` names an OpenCC profile to use in place of the default where the text is in
    the profile's source script. Nothing in the ``fixed`` ranges is changed, and words do not
    reach across them.
    """
    if script is Script.KEEP:
        return []
    evidence = weigh_script(text)
    if evidence == (0, 0):
        evidence = around
    edits, at = [], 0
    for start, end in (*fixed, (len(text), len(text))):
        after = _convert(text[at:start], script, evidence, profile)
        edits += _differences(text[at:start], after, at)
        at = end
    return edits


def counterparts(character: str) -> frozenset[str]:
    """A character with its forms in the other script."""
    tables = (_table(profile) for profile in ("t2s", "tw2s", "s2t", "s2tw"))
    return frozenset({character, *(table.get(character, character) for table in tables)})


def simplify_characters(text: str) -> str:
    """``text`` with each character by itself in Simplified script, as long as before: for
    comparing texts, not for reading (乾 is 干 in 乾坤 too)."""
    return text if text.isascii() else text.translate(_one_to_one())


def _convert(text: str, script: Script, evidence: Evidence, profile: str) -> str:
    if not text:
        return text
    if script is Script.SIMPLIFIED:
        is_other = evidence.traditional > 0 and evidence.traditional >= evidence.simplified
        if profile and is_other:
            text = _opencc(profile).convert(text)
        return _simplify(text, is_traditional=is_other)
    is_other = evidence.simplified >= evidence.traditional
    if is_other and (evidence.simplified or not profile):
        return _traditional(text, profile or "s2tw")
    return _accept(text, _traditional(text, "s2tw"), _one_script_only()[0])


def _traditional(text: str, profile: str) -> str:
    pieces, at = list[str](), 0
    for start, end, form in held_for_traditional(text):
        word = text[start:end]
        pieces += _opencc(profile).convert(text[at:start]), form or _opencc(profile).convert(word)
        at = end
    return "".join((*pieces, _opencc(profile).convert(text[at:])))


def _simplify(text: str, *, is_traditional: bool) -> str:
    pieces, at = list[str](), 0
    for start, end, form in held_for_simplified(text):
        word = text[start:end]
        if is_traditional or form is None or word == "著" or not _encodes(word, "gb2312"):
            pieces += _simplify_between(text[at:start], is_traditional=is_traditional), form or word
            at = end
    return "".join((*pieces, _simplify_between(text[at:], is_traditional=is_traditional)))


def _simplify_between(text: str, *, is_traditional: bool) -> str:
    """``text`` by OpenCC alone; in Simplified text, only what has no place there."""
    allowed = None if is_traditional else _foreign()
    simplified = text
    for profile in ("tw2s", "hk2s"):
        simplified = _accept(simplified, _opencc(profile).convert(simplified), allowed)
    if len(simplified) != len(text) or _YAO.isdisjoint(text):
        return simplified
    return "".join("么" if a in _YAO else b for a, b in zip(text, simplified, strict=True))


def _accept(before: str, after: str, allowed: frozenset[str] | None) -> str:
    """Take from ``after`` the changes of ``allowed`` characters only (of all if None)."""
    if before == after or allowed is None or len(before) != len(after):
        return after
    return "".join(b if a in allowed else a for a, b in zip(before, after, strict=True))


def _differences(before: str, after: str, offset: int) -> list[Edit]:
    """Edits from ``before`` to ``after``, one for each run of changed characters."""
    if before == after:
        return []
    if len(before) != len(after):  # a vocabulary profile: 記憶體 -> 内存
        return _word_differences(before, after, offset)
    edits: list[Edit] = []
    for index, (a, b) in enumerate(zip(before, after, strict=True), offset):
        if a == b:
            continue
        if edits and edits[-1].end == index:
            edits[-1] = Edit(edits[-1].start, index + 1, edits[-1].after + b)
        else:
            edits.append(Edit(index, index + 1, b))
    return edits


def _word_differences(before: str, after: str, offset: int) -> list[Edit]:
    from difflib import SequenceMatcher  # only vocabulary profiles need it

    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        Edit(offset + start, offset + end, after[after_start:after_end])
        for tag, start, end, after_start, after_end in matcher.get_opcodes()
        if tag != "equal"
    ]


class _Converter:
    """An OpenCC profile."""

    def __init__(self, profile: str) -> None:
        import opencc  # heavy; only when something is converted

        self._convert: Callable[[str], str] = opencc.OpenCC(profile).convert

    def convert(self, text: str) -> str:
        # OpenCC takes a C string: what follows a NUL would be lost.
        return "\0".join(self._convert(piece) for piece in text.split("\0"))


@cache
def _opencc(profile: str) -> _Converter:
    return _Converter(profile)


@cache
def _table(profile: str) -> dict[str, str]:
    """What a profile makes of each character of the unified block and extension A alone. The
    converter is let go again: the phrases of ``s2t`` take 26 MB, which no character needs."""
    characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    converted = _Converter(profile).convert("\n".join(characters)).split("\n")
    return dict(zip(characters, converted, strict=True))


@cache
def _one_to_one() -> dict[int, str]:
    """For `str.translate`: what ``t2s`` makes of single characters."""
    return {ord(a): b for a, b in _table("t2s").items() if a != b and len(b) == 1}


@cache
def _one_script_only() -> tuple[frozenset[str], frozenset[str]]:
    """Characters of Simplified script only, and of Traditional script only."""
    simplified = {a for a, b in _table("s2t").items() if a != b and not _encodes(a, "big5")}
    traditional = {
        a
        for a, b in _table("t2s").items()
        if a != b
        and a not in _SIMPLIFIED_TOO
        and (a in _NOT_SIMPLIFIED or not _encodes(a, "gb2312"))
    }
    return frozenset(simplified), frozenset(traditional)


@cache
def _foreign() -> frozenset[str]:
    """Characters with no place in Simplified text: Traditional ones and the variant forms of
    Taiwan and Hong Kong, compatibility ideographs, characters outside the basic blocks."""
    variants = {a for name in ("tw2s", "hk2s") for a, b in _table(name).items() if a != b}
    compatibility = {chr(code) for code in range(0xF900, 0xFB00) if is_han(chr(code))}
    at_home = {a for a in variants if _encodes(a, "gb2312") and a not in _NOT_SIMPLIFIED}
    return frozenset((variants - at_home - _SIMPLIFIED_TOO - {"著"}) | compatibility)


def _encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
