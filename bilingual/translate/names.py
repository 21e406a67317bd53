"""Names of persons in English: pinyin, surname first or last.

``王宁`` is Wang Ning, Ning Wang or WANG Ning; ``李小红`` Li Xiaohong, Li Xiao-hong or Xiaohong Li.
A character with several readings may have any of them, a surname those that it has as one
(单 Shan, 曾 Zeng).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from bilingual.chinese.characters import is_han
from bilingual.chinese.edits import Range
from bilingual.chinese.persons import COMPOUND_SURNAMES, SURNAMES, Person, find_persons
from bilingual.translate.glossary import Glossary

_SURNAME_READINGS = {
    "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "盖": "ge gai",
    "曾": "zeng", "任": "ren", "华": "hua", "乐": "yue le", "朴": "piao park pu",
    "覃": "qin tan", "冼": "xian", "翟": "zhai", "纪": "ji", "宁": "ning", "燕": "yan",
    "哈": "ha", "应": "ying", "教": "jiao", "肖": "xiao", "阎": "yan", "尉迟": "yuchi",
    "万俟": "moqi", "单于": "chanyu", "长孙": "zhangsun", "缪": "miao", "薄": "bo",
    "车": "che", "种": "chong", "沈": "shen", "俞": "yu", "员": "yun", "阚": "kan",
    "吕": "lyu lu lv", "褚": "chu", "秘": "bi", "臧": "zang", "柏": "bai bo", "佟": "tong",
    "叶": "ye", "澹台": "tantai",
}  # fmt: skip
"""Surnames that are read otherwise than the character usually is, or in several ways."""
_GIVEN_READINGS = {
    "长": "chang", "重": "chong", "晟": "sheng", "隽": "jun", "率": "shuai", "都": "du", "卜": "bu",
    "伽": "jia", "泊": "bo",
}  # fmt: skip
"""Characters that are read otherwise in names than pypinyin reads them by themselves:
现代汉语词典."""
_LETTERS = re.compile(r"[^\W\d_]+")
_FINALS = {
    "": "a ai an ang ao e ei en er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u uai uan uang ui un uo",
    "d": "a ai an ang ao e eng i ian iao ie ing iu ong ou u uan ui un uo",
    "f": "a an ang ei en eng ou u",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "k": "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan ue un uo yu yue",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan ue uo v yu yue",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "sh": "a ai an ang ao e en eng i ou u ua uai uan uang ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "w": "a ai an ang ei en eng o u",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "zh": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
}
"""Initials of Mandarin and the finals that follow them: 现代汉语词典, table of syllables."""
_SYLLABLE = "|".join(
    f"{initial}(?:{'|'.join(sorted(finals.split(), key=len, reverse=True))})"
    for initial, finals in _FINALS.items()
)
_SYLLABLES = re.compile(f"(?:{_SYLLABLE}){{1,2}}")
_PINYIN_NAME = re.compile(
    r"(?<![\w'’-])(?=(?P<surname>[A-Z][a-zü]{1,7}|[A-Z]{3,8}) "
    r"(?P<given>[A-Z][a-zü]{1,11}(?:['’-][A-Za-zü][a-zü]{0,5})?)(?![\w-]|['’](?!s)))"
)
"""Looks ahead only, so that one may begin within another: For Yu Xuezhu."""
_ENGLISH = frozenset(
    ("he", "she", "an", "long", "fan", "song", "men", "can", "sun", "pan", "tang", "yuan", "man")
)
"""Surnames that are English words too: a short word after them is no given name."""
_SHORT = 5  # letters
_CANTONESE = re.compile("[港澳]|越南")
_MOST_READINGS = 12  # of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFinding:
    """A name that source and translation do not share."""

    message: str
    source: Range | None = None
    """The person whom the translation does not name."""
    target: Range | None = None
    """The name that the source does not have."""
    rendering: str = ""
    """How the person is named in English."""


def compare_names(source: str, target: str, glossary: Glossary) -> Iterator[NameFinding]:
    """Persons whom ``source`` certainly names and ``target`` does not, and Chinese names in
    ``target`` that no characters of ``source`` read as.

    ``副省长刘勇出席`` and ``Vice Governor Liu Jun attended`` give one finding: 刘勇 should be Liu
    Yong, in place of Liu Jun. Names in the glossary are the glossary's.
    """
    missing = list(_missing_persons(source, target, glossary))
    invented = list(_invented_names(source, target))
    if len(missing) == len(invented) == 1:
        ((person,), (place,)) = missing, invented
        name = render_person(person)
        message = f"{person.name} should be {name}, not {target[slice(*place)]}"
        yield NameFinding(message=message, source=person.place, target=place, rendering=name)
        return
    for person in missing:
        name = render_person(person)
        message = f"{person.name} should be {name}"
        yield NameFinding(message=message, source=person.place, rendering=name)
    for place in invented:
        message = f"{target[slice(*place)]} is no name in the source"
        yield NameFinding(message=message, target=place)


def _missing_persons(source: str, target: str, glossary: Glossary) -> Iterator[Person]:
    persons = find_persons(source)
    if not persons:
        return
    known = [hit.place for hit in glossary.find(source)]
    words = [_plain(word[0]) for word in _LETTERS.finditer(target)]
    for person in persons:
        start, stop = person.place
        is_known = any(one < stop and start < other for one, other in known)
        if not is_known and not _names(words, person):
            yield person


def _invented_names(source: str, target: str) -> Iterator[Range]:
    """Where ``target`` has what can only be a Chinese name, and ``source`` nothing of its sound."""
    if _CANTONESE.search(source):
        return  # Hong Kong, Wan Chai and Tai Po look like pinyin and are none
    for match in _PINYIN_NAME.finditer(target):
        surname, given = _plain(match["surname"]), _plain(re.sub("['’ -]", "", match["given"]))
        is_word = surname in _ENGLISH and len(given) < _SHORT
        if surname not in _surname_sounds() or is_word or not _SYLLABLES.fullmatch(given):
            continue
        if not any(_sounds_in(source, sound) for sound in (surname + given, given + surname)):
            yield match.start("surname"), match.end("given")


def _sounds_in(source: str, sound: str) -> bool:
    """Whether characters in a row can be read as ``sound``."""
    return any(_reads(source, start, sound) for start in range(len(source)))


def _reads(source: str, start: int, sound: str) -> bool:
    if not sound:
        return True
    if start >= len(source) or not is_han(source[start]):
        return False
    return any(
        sound.startswith(reading) and _reads(source, start + 1, sound.removeprefix(reading))
        for reading in _readings(source[start])
    )


def render_person(person: Person) -> str:
    """The name as English texts have it: ``Li Xiaohong``."""
    surname = (_SURNAME_READINGS.get(person.surname) or _spelled(person.surname)).split()[0]
    return f"{surname.capitalize()} {_spelled(person.given).capitalize()}"


def _names(words: list[str], person: Person) -> bool:
    """Whether the words have surname and given name side by side, either of them in pieces
    (``Xiao hong``) or together."""
    wanted = {
        form
        for surname, given in product(_surnames(person.surname), _given(person.given))
        for form in (surname + given, given + surname)
    }
    longest = max(map(len, wanted))
    for start in range(len(words)):
        joined = ""
        for word in words[start : start + len(person.name) + 1]:
            joined += word
            if joined in wanted:
                return True
            if len(joined) > longest:
                break
    return False


@cache
def _surname_sounds() -> frozenset[str]:
    return frozenset(
        sound for surname in (*SURNAMES, *COMPOUND_SURNAMES) for sound in _surnames(surname)
    )


@cache
def _surnames(surname: str) -> tuple[str, ...]:
    if readings := _SURNAME_READINGS.get(surname):
        return tuple(readings.split())
    return _given(surname)


@cache
def _given(given: str) -> tuple[str, ...]:
    """The ways to say a given name."""
    return tuple("".join(one) for one in product(*map(_readings, given)))[:_MOST_READINGS]


def _spelled(characters: str) -> str:
    """The pinyin of each character by itself, as names have it, for a name is no word of the
    dictionary; ü as passports have it: ``lyu``."""
    from pypinyin import lazy_pinyin

    read = (_GIVEN_READINGS.get(one) or lazy_pinyin([one], v_to_u=True)[0] for one in characters)
    return re.sub("(?<=[nl])ü", "yu", "".join(read))


@cache
def _readings(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin  # not needed for texts without names

    (readings,) = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=True)
    return tuple(dict.fromkeys(form for reading in readings for form in _spellings(reading)))


def _spellings(syllable: str) -> tuple[str, ...]:
    """A syllable without its ü: ``lü`` is written ``lyu``, ``lu`` and ``lv``."""
    return tuple(syllable.replace("ü", letters) for letters in ("yu", "u", "v"))


def _plain(word: str) -> str:
    """In lower case, without accents and umlauts."""
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
