"""Checks of content: figures, names, terms, addresses, foreign words, negation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import ne
from unicodedata import normalize

from bilingual.chinese.characters import count_han
from bilingual.chinese.edits import Range
from bilingual.engines.placeholders import PLACEHOLDER
from bilingual.formats.literals import literal_ranges
from bilingual.translate.checks.base import Sentence, Spot
from bilingual.translate.names import compare_names
from bilingual.translate.numbers import NumberCode, NumberFinding, compare_numbers

_SHOWN = 80  # characters of an address or a word
_CODED = 3  # signs
_FRACTION_SLASH = "\u2044"
_ROMAN = re.compile("[IVXLCDMivxlcdm]+")
_FORMULAS = {
    "CO2": "carbon dioxide", "SO2": "sulfur dioxide", "NO2": "nitrogen dioxide", "O2": "oxygen",
    "H2O": "water", "H2": "hydrogen", "N2": "nitrogen", "CH4": "methane",
}  # fmt: skip
"""Formulas that English may call by their names."""
_OWN = frozenset(("CEO", "CFO", "COO", "CTO", "CIO", "CPC", "GDP", "USD", "RMB"))
"""Abbreviations that English has for Chinese words."""

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[.+\-_/&@#][A-Za-z0-9]+)*[+#]*")
_FIGURE_BEFORE = re.compile(r"[\d.%十百千万亿](?P<space> ?)$")
_UNIT = re.compile(
    r"[kMGTP]?(?:B|b|bit|bps|Hz|W|Wh|V|A|mAh|m|g|t|L|Pa|J|flops)|[cm]m|kg|km|ms|s|h|mL|dB|rpm|ppm|P|F|C"
)
_DENIED = re.compile(
    "没有|没能|没人|没法|没什么|尚未|从未|并未|未能|未经|未按|未达|未取得|未履行|未曾|未予|未发现|未见"
    "|不得|不能|不会|不是|不允许|不可|不应|不再|不准|不许|禁止|严禁|切勿|请勿|无法|拒绝|并非|不要|不必"
)
_NOT_DENIED = re.compile(
    "不仅|不但|不断|不少|不同|不久|不过|不管|不论|无论|不只|不光|不禁|不得不|不可或缺|不可缺少|不可分割"
    "|必不可少|不能不|不会不|密不可分|不能只|不能仅|没有[^，。；]{0,12}就没有|没想到|不可避免|不可抗力"
    "|不再难|要不要|行不行|不可思议|不可逆转|禁不住|不要紧|能不能|会不会|是不是|可不可以|有没有|功不可没"
    "|不可多得|未必|未免|供不应求"
)
"""What holds such a word and denies nothing."""
_DENIES = re.compile(
    r"""\b(?:not|no|never|none|nor|neither|nothing|nobody|nowhere|without|cannot|can't|unable
    |fail(?:s|ed|ure)?|lack(?:s|ing)?|absence|absent|refus\w+|reject\w*|den(?:y|ies|ied|ying)
    |declin\w+|prohibit\w*|forbid\w*|forbade|ban(?:s|ned|ning)?|bar(?:s|red)?|prevent\w*|avoid\w*
    |stop\w*|ceas\w+|yet\ to|rather\ than|instead\ of|hardly|rarely|barely|scarcely|little|few
    |exempt\w*|easier|exclud\w*|at\ (?:least|most)|pending|idle|empty|rid\ of|miss(?:es|ed|ing)?
    |restrict\w*|lift(?:s|ed)?|free\ (?:of|from)|non\w*|un\w{3,}|ir\w{4,}|il(?:legal|licit)
    |mis\w{3,}
    |in(?:capable|sufficient|valid|complete|accessible|eligible|evitabl\w+|ability|accura\w+)
    |im(?:possible|proper|mobile|permissible)|dis(?:allow|qualif|agree|continu|satisf|connect)\w*
    |too|only|except|until|otherwise|less|last|beyond|before)\b|n['’]t\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that deny, forbid, or say the same the other way round."""
_LONG = 24  # Chinese characters
_FEWEST_LETTERS = 2.3  # to a character; one in a thousand good translations has fewer
OMISSION_BOUNDS = (
    f"from {_LONG} Chinese characters on: fewer than {_FEWEST_LETTERS} English letters to each"
)


def find_missing_terms(sentence: Sentence) -> Iterator[Spot]:
    """Terms are compared as English is inflected, so other languages are not judged."""
    for hit in sentence.glossary.find(sentence.source):
        term = hit.term
        if term.is_enforced and not term.is_said_in(sentence.target):
            yield Spot(
                message=f"{term.source} should be {term.target!r}",
                source=hit.place,
                renderings=(term.target,),
            )


def find_names(sentence: Sentence) -> Iterator[Spot]:
    """Persons whom only one of the texts names."""
    for found in compare_names(sentence.source, sentence.target, sentence.glossary):
        yield Spot(
            message=found.message,
            source=found.source,
            target=found.target,
            renderings=(found.rendering,) if found.rendering else (),
        )


def find_forbidden_terms(sentence: Sentence) -> Iterator[Spot]:
    """Renderings that the glossary forbids."""
    for hit in sentence.glossary.find(sentence.source):
        for start, stop in hit.term.forbidden_in(sentence.target):
            yield Spot(
                message=f"{sentence.target[start:stop]!r} must not stand for {hit.term.source}",
                source=hit.place,
                target=(start, stop),
                renderings=(hit.term.target,),
            )


def find_figures(code: NumberCode, sentence: Sentence) -> Iterator[Spot]:
    """What the comparison of figures says under one of its codes."""
    for found in _compared(sentence.source, sentence.target):
        if found.code is code:
            yield Spot(
                message=found.message,
                source=found.source,
                target=found.target,
                renderings=found.renderings,
            )


def find_missing_addresses(sentence: Sentence) -> Iterator[Spot]:
    """Web and mail addresses that are not in the translation, letter for letter."""
    for start, stop in literal_ranges(sentence.source):
        address = sentence.source[start:stop]
        if address not in sentence.target and not _is_said_otherwise(address, sentence.target):
            yield Spot(
                message=f"{address[:_SHOWN]} is not in the translation",
                source=(start, stop),
                renderings=(address,),
            )


def _is_said_otherwise(sign: str, target: str) -> bool:
    """Whether a sign is said in words, figures or letters: CO₂ as *carbon dioxide*, ① as *(1)*, Ⅱ
    as *II*, 1½ as *1.5*, which the checks of figures compare."""
    plain = normalize("NFKC", sign)
    if _FRACTION_SLASH in plain:
        return True
    if name := _FORMULAS.get(plain):
        return name in target.casefold()
    if plain == sign:
        return False
    if _ROMAN.fullmatch(plain):
        return re.search(rf"(?<!\w){plain}(?!\w)", target) is not None
    is_circled = len(sign) == 1 and plain.isdecimal()
    return is_circled and re.search(rf"(?<!\d){plain}(?!\d)", target) is not None


def find_missing_latin(sentence: Sentence) -> Iterator[Spot]:
    """Latin words, product names, model numbers, paths and code of the source that are not in the
    translation. Units behind figures are the figures' matter, terms are the glossary's, and what
    the source explains itself, as in 人工智能（AI）, may go."""
    source, target = sentence.source, sentence.target
    misspelled = dict(_misspelled(source, target))
    for word, place in misspelled.items():
        wrong = target[slice(*place)]
        yield Spot(message=f"{wrong} should be {word}", target=place, renderings=(word,))
    taken = [*literal_ranges(source), *(hit.place for hit in sentence.glossary.find(source))]
    for match in _LATIN.finditer(source):
        start, stop = match.span()
        if any(one < stop and start < other for one, other in taken):
            continue
        word = match[0]
        figure = _FIGURE_BEFORE.search(source, max(0, start - 2), start)
        if len(word) == 1 or (figure and (not figure["space"] or _UNIT.fullmatch(word))):
            continue
        if PLACEHOLDER.fullmatch(word):
            continue  # whether these come back is counted elsewhere
        if word not in misspelled and not _has_word(target, word):
            yield Spot(
                message=f"{word[:_SHOWN]} is not in the translation",
                source=(start, stop),
                renderings=(word,),
            )


def _misspelled(source: str, target: str) -> Iterator[tuple[str, Range]]:
    """Latin words of the source, and where the translation has one that the source does not have
    and that differs in a single sign: ``QTU`` for ``ITU``."""
    words = {match[0] for match in _LATIN.finditer(source) if _is_coded(match[0])}
    known = {word.casefold() for word in words}
    for match in _LATIN.finditer(target) if words else ():
        if match[0] in _OWN or not _is_coded(match[0]) or match[0].casefold() in known:
            continue
        for word in words:
            differing = sum(map(ne, word.casefold(), match[0].casefold()))
            if len(word) == len(match[0]) and differing == 1:
                yield word, match.span()


def _is_coded(word: str) -> bool:
    """Whether a word is a name or a number rather than a word of a language: ``WTO``, ``G318``."""
    return len(word) >= _CODED and sum(not sign.islower() for sign in word) >= _CODED - 1


def _has_word(text: str, word: str) -> bool:
    """Whether a text has a word, or several of it (``APIs``); ``AI`` is not in ``said``."""
    if word.isalpha():
        found = re.search(
            rf"(?<![^\W_]){re.escape(word)}(?:s|es)?(?![^\W\d_])", text, re.IGNORECASE
        )
        return found is not None or _bare(word) in map(_bare, text.split())
    return _bare(word) in _bare(text)


def _bare(text: str) -> str:
    """Without hyphens and spaces, which move: ``Wi-Fi 6`` is ``WiFi6``."""
    return re.sub(r"[\s\-–_]", "", text).casefold()


def find_lost_negation(sentence: Sentence) -> Iterator[Spot]:
    """A source that denies or forbids, and a translation without a word that does."""
    if _DENIES.search(sentence.target):
        return
    for match in _DENIED.finditer(_NOT_DENIED.sub(lambda m: "＿" * len(m[0]), sentence.source)):
        yield Spot(message=f"{match[0]!r} is not denied in the translation", source=match.span())
        return


def find_omissions(sentence: Sentence) -> Iterator[str]:
    """A translation so short that a clause of the source is probably not in it."""
    chinese = count_han(sentence.source)
    letters = sum(map(str.isalpha, sentence.target))
    if chinese >= _LONG and letters < _FEWEST_LETTERS * chinese:
        yield "the translation is so short that a part is probably missing"


@lru_cache(maxsize=1)
def _compared(source: str, target: str) -> tuple[NumberFinding, ...]:
    """The comparison that the checks of figures share."""
    return compare_numbers(source, target)
