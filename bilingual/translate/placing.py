"""Which part of a translation says what a part of its source says.

An `Alignment` holds, for each token of the translation, how much each token of the source had to
do with it: the model's own attention. `place_range` finds the words that answer to a formatted
stretch of the source, `place_point` the place that answers to a footnote mark's.

Attention alone is vague. Two things outweigh it: a word that stands in both texts (a number, a
Latin name), and the words of a *hint*, the stretch translated by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bilingual.chinese.characters import has_han
from bilingual.chinese.edits import Range
from bilingual.engines.alignment import Alignment, overlap
from bilingual.translate.numbers import same_figures

_WORD = re.compile(r"\w+(?:[.,:'’\-]\w+)*%?|[^\w\s]")
_LITERAL = re.compile(r"[A-Za-z0-9]+(?:[.,:'’\-][A-Za-z0-9]+)*%?")
_LATIN = re.compile(r"[A-Za-z0-9]")
_LINKING = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or"]
    + ["that", "the", "their", "to", "was", "were", "with"]
)
"""Words that begin or end a stretch only if its hint has them."""
_OPENING = tuple("“‘「『（(《〈【〔[")
_CLOSING = tuple("，。；：！？,.;:!?”’」』）)》〉】〕]")

# Chosen on ``benchmarks/marked.md`` with ``benchmarks/marks.py``; neighbouring figures differ
# little.
_HINTED = 0.8  # what a word of the hint has beside its attention
_UNHINTED = 0.7  # what is left of another word's
_THRESHOLD = 0.45  # from here on a word counts for a stretch rather than against it
_WEAKEST = 0.35  # what the best word of a stretch must have


def place_range(
    alignment: Alignment | None, source: str, target: str, stretch: Range, hint: str = ""
) -> Range | None:
    """Where in ``target`` the words stand that answer to a stretch of ``source``.

    Whole words, but for a part of a word that stands in both texts (the 2 of CO2). None where
    nothing answers to it clearly.
    """
    if source == target:
        return stretch
    if copied := _copied(source, target, stretch):
        return copied
    words = [match.span() for match in _WORD.finditer(target)]
    hinted = {_stem(word) for word in re.findall(r"\w+", hint)}
    is_hinted = [_stem(target[start:stop]) in hinted for start, stop in words]
    shares = [
        share + _HINTED if known else share * _UNHINTED
        for share, known in zip(
            _shares(alignment, source, target, words, stretch), is_hinted, strict=True
        )
    ]
    run = _best_run([share - _THRESHOLD for share in shares])
    if run is None or max(shares[index] for index in run) < _WEAKEST:
        return None

    def is_margin(index: int) -> bool:
        word = target[slice(*words[index])]
        return not word[0].isalnum() or (word.lower() in _LINKING and not is_hinted[index])

    kept = _trimmed(run, is_margin)
    if not kept:
        return None
    place = words[kept[0]][0], words[kept[-1]][1]
    return _with_punctuation(target, place, source[slice(*stretch)])


def place_point(alignment: Alignment | None, source: str, target: str, at: int) -> int:
    """Where in ``target`` something belongs that stands at ``at`` in ``source``: the border of two
    words with as much as possible of what comes before on the one side and after on the other;
    after punctuation, as English has it; at the end if nothing is known."""
    if source == target:
        return at
    if alignment is None or not source[at:].strip(" 。！？；.!?;"):
        return len(target)
    words = [match.span() for match in _WORD.finditer(target)]
    before = _shares(alignment, source, target, words, (0, at))
    best = score = sum(1 - share for share in before)
    place = 0
    for (_, stop), share in zip(words, before, strict=True):
        score += 2 * share - 1
        if score > best:
            best, place = score, stop
    following = re.compile(r"[,.;:!?]").match(target, place)
    return following.end() if following and source[at : at + 1] in "，、；：,;:" else place


def _copied(source: str, target: str, stretch: Range) -> Range | None:
    """Where a stretch without Chinese stands in the translation, with the word it is in."""
    start, stop = stretch
    if has_han(source[start:stop]) or not _LITERAL.search(source[start:stop]):
        return None
    left, right = start, stop
    while left and _LATIN.match(source[left - 1]):
        left -= 1
    while right < len(source) and _LATIN.match(source[right]):
        right += 1
    whole = re.escape(source[left:right].strip())
    words = re.compile(
        # English writes the sign out as often as not.
        rf"(?<![A-Za-z0-9]){whole.removesuffix('%')}(?:%| per ?cent)"
        if whole.endswith("%")
        else rf"(?<![A-Za-z0-9]){whole}(?![A-Za-z0-9])"
    )
    earlier = len(words.findall(source, 0, left))
    found = [match.span() for match in words.finditer(target)]
    if not found:
        return None
    first, last = found[min(earlier, len(found) - 1)]
    return first + start - left, last + stop - right


def _shares(
    alignment: Alignment | None,
    source: str,
    target: str,
    words: Sequence[Range],
    stretch: Range,
) -> list[float]:
    """For each word of the target, how far it answers to the stretch."""
    known = _known_words(source, target, stretch)
    shares = []
    for place in words:
        sure = next((answer for where, answer in known if overlap(where, place)), None)
        if sure is None:
            shares.append(alignment.share(place, stretch) if alignment else 0.0)
        else:
            shares.append(float(sure))
    return shares


def _known_words(source: str, target: str, stretch: Range) -> list[tuple[Range, bool]]:
    """Names and numbers of the target that stand in the source, and whether in the stretch."""
    names = [match.span() for match in _LITERAL.finditer(source)]
    known = []
    for place, wanted in same_figures(source, target):
        known.append((place, {bool(overlap(at, stretch)) for at in wanted}))
    for match in _LITERAL.finditer(target):
        wanted = [at for at in names if source[slice(*at)] == match.group()]
        known.append((match.span(), {bool(overlap(at, stretch)) for at in wanted}))
    # One that stands both inside and outside of the stretch tells nothing.
    return [(place, answers.pop()) for place, answers in known if len(answers) == 1]


def _best_run(surpluses: Sequence[float]) -> range | None:
    """The neighbours with the greatest sum; None if no sum is above zero."""
    best, found = 0.0, None
    total, start = 0.0, 0
    for index, surplus in enumerate(surpluses):
        if total <= 0:
            total, start = 0.0, index
        total += surplus
        if total > best:
            best, found = total, range(start, index + 1)
    return found


def _trimmed(run: range, is_margin: Callable[[int], bool]) -> range:
    while run and is_margin(run[-1]):
        run = run[:-1]
    while run and is_margin(run[0]):
        run = run[1:]
    return run


def _with_punctuation(target: str, place: Range, formatted: str) -> Range:
    """With the quotation marks or the colon around it, where the source formats those too."""
    start, stop = place
    if formatted[-1:] in _CLOSING and target[stop : stop + 1] in tuple(",.;:!?)]”’\"'"):
        stop += 1
    if formatted[:1] in _OPENING and target[start - 1 : start] in tuple("([“‘\"'"):
        start -= 1
    return start, stop


def _stem(word: str) -> str:
    """Enough of a word to know it in another form."""
    return word.lower()[:5]
