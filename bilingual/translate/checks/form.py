"""Checks of form: what no translation looks like, whatever it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bilingual.chinese.characters import count_han
from bilingual.formats.xml import word_set
from bilingual.translate.checks.base import Sentence, Spot

# English letters to a Chinese character run from about 2 (terms) to 6 (verbose officialese).
_MOST_LETTERS = 12
_FEWEST_LETTERS = 0.8
_HAN_LANGUAGES = ("zh", "ja", "ko")
_SHORT = 8  # Chinese characters below which a ratio says nothing

LENGTH_BOUNDS = (
    f"from {_SHORT} Chinese characters on: more than {_MOST_LETTERS} English letters to each, or "
    f"fewer than {_FEWEST_LETTERS}"
)
LOOP_BOUNDS = "a word four times in a row, up to eight words three times, letters five times"

_STUTTER = re.compile(r"(\S{1,12}?)\1{4,}")
_LOOP_SIZES = range(1, 9)  # words in the repeated stretch
_DOTS_AND_DASHES = re.compile(r"[.\-_=*~…—·]{2,}")
_DOUBLED = re.compile(r"(?<![-\w])([A-Za-z][a-z]+) (?=([a-z]+)(?![-\w]))")
_MAY_DOUBLE = frozenset(("that", "had", "is", "very", "ha", "bye", "no", "so", "long", "many"))
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_UNIT = re.compile(r"[a-zA-Z]+|[0-9.,%]+|\S")
"""Of Chinese: a character, and words and figures whole."""
_PHRASES = (2, 3)  # words
_SHORTEST = 4  # letters of words that say something
_SMALL = word_set(
    """
    about after also been before being billion both first from have having into million more most
    much only other over percent same second such than that their them then there these they this
    those through trillion under until were what when where which while will with within would
    year years yuan
    """
)
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"))
_SOURCE_PAIRS = {"(": "(（", ")": ")）", "[": "[［", "]": "]］", "“": "“", "”": "”"}
_INCH = re.compile(r"\d\"")


def has_loop(text: str) -> bool:
    """Whether a stretch of words comes at least three times in a row (a word four times), or a
    stretch of letters five times."""
    if _STUTTER.search(_DOTS_AND_DASHES.sub(" ", text)):
        return True
    words = re.findall(r"\w+", text.lower())
    return any(
        _longest_run(words, size) >= (4 if size == 1 else 3)
        for size in _LOOP_SIZES
        if len(words) >= 3 * size
    )


def _longest_run(words: list[str], size: int) -> int:
    """How often the most repeated stretch of ``size`` words stands in a row."""
    longest = run = size  # words since which word i equals word i - size, and size more
    for index in range(size, len(words)):
        run = run + 1 if words[index] == words[index - size] else size
        longest = max(longest, run)
    return longest // size


def find_nothing(sentence: Sentence) -> Iterator[str]:
    """A translation without a letter or digit."""
    if not any(map(str.isalnum, sentence.target)):
        yield "nothing was translated"


def find_gaps(sentence: Sentence) -> Iterator[str]:
    """Characters that stand for a piece the model had none for."""
    if "⁇" in sentence.target or "\ufffd" in sentence.target:
        yield "the model left a gap (⁇)"


def find_loops(sentence: Sentence) -> Iterator[str]:
    """Words or letters that come again and again, where the source has none of that."""
    if has_loop(sentence.target) and not has_loop(" ".join(sentence.source)):
        yield "the model repeats itself"


def find_odd_lengths(sentence: Sentence) -> Iterator[str]:
    """Translations that are far too long or too short for their source."""
    chinese = count_han(sentence.source)
    if chinese < _SHORT:
        return
    letters = sum(map(str.isalnum, sentence.target))
    others = sum(map(str.isalnum, sentence.source)) - chinese
    if letters > _MOST_LETTERS * chinese + others:
        yield "the translation is far too long"
    if letters < _FEWEST_LETTERS * chinese:
        yield "the translation is far too short"


def find_han(sentence: Sentence) -> Iterator[str]:
    """Chinese characters that are left, in languages that have none."""
    is_at_home = sentence.language[:2] in _HAN_LANGUAGES
    if not is_at_home and (left := count_han(sentence.target)):
        yield f"{left} Chinese character{'s' * (left > 1)} not translated"


def find_doubled_words(sentence: Sentence) -> Iterator[Spot]:
    """Words that stand twice in a row, as ``the the``."""
    for match in _DOUBLED.finditer(sentence.target):
        word = match[2]
        if match[1].lower() == word and word not in _MAY_DOUBLE and not has_loop(sentence.target):
            yield Spot(message=f"{word!r} stands twice", target=(match.start(), match.end(2)))


def find_repeated_phrases(sentence: Sentence) -> Iterator[Spot]:
    """Words that stand together twice, where nothing of as many characters does in the source: a
    model that lost its way says the same thing again. Names and figures are said again rightly."""
    found = list(_WORD.finditer(sentence.target))
    telling = [
        word[0].islower() and len(word[0]) >= _SHORTEST and word[0] not in _SMALL for word in found
    ]
    words = [word[0].lower() for word in found]
    for size in _PHRASES:
        start = _first_repeated(words, telling, size, least=2)
        if start is None or has_loop(sentence.target):
            continue
        source = _UNIT.findall(sentence.source)
        if _first_repeated(source, [one.isalnum() for one in source], size, least=size) is None:
            place = found[start].start(), found[start + size - 1].end()
            yield Spot(message=f"{sentence.target[slice(*place)]!r} stands twice", target=place)
            return


def _first_repeated(
    units: Sequence[str], telling: Sequence[bool], size: int, *, least: int
) -> int | None:
    """Where the first so many units in a row stand that stood so before, at least so many of them
    telling and not all the same; None if there are none."""
    places = dict[tuple[str, ...], int]()
    for start in range(len(units) - size + 1):
        run = tuple(units[start : start + size])
        is_told = sum(telling[start : start + size]) >= least and len(set(run)) > 1
        if is_told and start >= places.setdefault(run, start) + size:
            return start
    return None


def find_open_brackets(sentence: Sentence) -> Iterator[str]:
    """Brackets and quotes that open and do not close, or the other way round, where the source
    has them in pairs."""
    source, target = sentence.source, sentence.target
    for opening, closing in _PAIRS:
        was, were = (sum(map(source.count, _SOURCE_PAIRS[sign])) for sign in (opening, closing))
        if was == were and target.count(opening) != target.count(closing):
            yield f"{opening} and {closing} do not come in pairs"
    if target.count('"') % 2 and source.count('"') % 2 == 0 and not _INCH.search(target):
        yield 'a " stands alone'
