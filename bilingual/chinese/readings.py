"""How characters are read: 银行 is yín háng, 行走 xíng zǒu.

Words of pypinyin's list of phrases, and of a table of our own, are read as they stand there, other
characters by their most usual reading. Words are found from the end, the longest first: 在行走 is
在 and 行走, where a search from the beginning takes 在行. Surnames of persons who are named for
certain have the readings of surnames. Tones are those of the characters by themselves, without
sandhi: 不是 is bù shì.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from bilingual.chinese.characters import is_han
from bilingual.chinese.persons import find_persons
from bilingual.chinese.script import simplify_characters
from bilingual.chinese.words_read import WORDS

_SURNAMES = {
    **{"单": "shàn", "解": "xiè", "仇": "qiú", "区": "ōu", "查": "zhā", "盖": "gě", "曾": "zēng"},
    **{"任": "rén", "华": "huà", "乐": "yuè", "朴": "piáo", "覃": "qín", "翟": "zhái", "纪": "jì"},
    **{"宁": "nìng", "燕": "yān", "哈": "hǎ", "应": "yīng", "缪": "miào", "薄": "bó", "车": "chē"},
    **{"种": "chóng", "员": "yùn", "秘": "bì", "柏": "bǎi", "尉迟": "yù chí", "万俟": "mò qí"},
    **{"单于": "chán yú", "长孙": "zhǎng sūn"},
}
"""Surnames that are read otherwise than the character usually is: 现代汉语词典."""
_BARE = {"一": "yī", "不": "bù"}
"""Characters whose tone changes in words, and for which the list of phrases has the changed one."""
_PARTICLES = {"得": "de", "地": "de"}
"""Words of one character between others that are mostly particles there: 跑得快, 高兴地说."""


def readings_of(text: str) -> Iterator[tuple[int, str]]:
    """The place of each Han character of ``text`` that has a reading, and the reading, with marks
    for tones."""
    given = {
        person.place[0] + offset: reading
        for person in find_persons(text)
        for offset, reading in enumerate(_SURNAMES.get(person.surname, "").split())
    }
    plain = simplify_characters(text)
    words, at = _words(plain), 0
    for number, word in enumerate(words):
        read = _read(word if len(word) > 1 else text[at])
        if word in _PARTICLES and _is_particle(words, number):
            read = (_PARTICLES[word],)
        for place, reading in enumerate(read, at):
            said = _BARE.get(text[place]) or given.get(place) or reading
            if said:
                yield place, said
        at += len(word)


def _is_particle(words: list[str], number: int) -> bool:
    before, after = words[number - 1] if number else "", "".join(words[number + 1 : number + 2])
    is_between = is_han(before[-1:]) and is_han(after[:1])
    return is_between and (words[number] == "得" or len(before) > 1)


def _words(text: str) -> list[str]:
    """The text in words of the list of phrases and single characters, in order."""
    phrases, longest = _phrases()
    found, stop = list[str](), len(text)
    while stop:
        start = stop - 1
        if is_han(text[start]):
            first = max(0, stop - longest)
            start = next((at for at in range(first, start) if text[at:stop] in phrases), start)
        found.append(text[start:stop])
        stop = start
    return found[::-1]


@cache
def _read(word: str) -> tuple[str, ...]:
    """The reading of each character; empty for what has none."""
    if word in WORDS:
        return WORDS[word]
    if not is_han(word[0]):
        return ("",) * len(word)
    if len(word) > 1:
        return tuple(one[0] for one in _listed()[word])
    from pypinyin import Style, pinyin  # loaded by now, with the list of phrases

    read = pinyin([word], style=Style.TONE, errors="ignore")
    return (read[0][0] if read else "",)


@cache
def _phrases() -> tuple[frozenset[str], int]:
    """The words whose readings are known, and the length of the longest."""
    words = WORDS.keys() | {word for word in _listed() if len(word) > 1}
    return frozenset(words), max(map(len, words))


def _listed() -> Mapping[str, Sequence[Sequence[str]]]:
    """pypinyin's list of phrases: for each character the reading there, first of all. The command
    line keeps pypinyin itself from loading it: that takes 44 MB, and names need none."""
    from pypinyin.phrases_dict import phrases_dict

    return phrases_dict
