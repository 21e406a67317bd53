"""Vocabulary maps: a list of the pieces that a model may say, so that it weighs no others.

CTranslate2 reads ``vmap.txt`` beside the model's weights. It knows maps from words of the source
to pieces of the target, but pools them over the sentences that are decoded together, so that a
translation would depend on its neighbours. One fixed list does not: the pieces without a Chinese
character. A model that translates from Chinese knows thousands that it would never say; without
them the package of this project is 1.7 times as fast, at nearly the same BLEU
(docs/performance.md).

A package may bring its map. For one that does not, `tune` makes one in a folder of our own, by
the package's checksum: Argos Translate's folder stays as it was installed, and a map is never
used with another package.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from platformdirs import user_data_path

from bilingual.chinese.characters import has_han
from bilingual.errors import PackageError
from bilingual.files import write_whole
from bilingual.packages import Package

MAP_NAME = "vmap.txt"

_VOCABULARIES = (
    "shared_vocabulary.json",
    "target_vocabulary.json",
    "shared_vocabulary.txt",
    "target_vocabulary.txt",
)
_WRITTEN_IN_HAN = ("zh", "zt", "ja")  # Argos's codes


def map_for(pieces: Iterable[str]) -> str:
    """A map that allows those of ``pieces`` that are not Chinese, whatever the source says."""
    allowed = (piece for piece in pieces if piece.split() == [piece] and not has_han(piece))
    return f"\t{' '.join(allowed)}\n"


def find_map(package: Package) -> Path | None:
    """The map to translate with: the package's own, else what `tune` made; None without one."""
    if (own := _own(package)).is_file():
        return own
    made = _made(package)
    return made if made.is_file() else None


def check_map(package: Package, vocabulary_map: Path) -> None:
    """Raise `ValueError` if the map names pieces that the package does not have: its vocabulary is
    not its model's then, which CTranslate2 finds out only without a map."""
    named = vocabulary_map.read_text("utf-8").split()
    if not set(named).issubset(_vocabulary(package)):
        raise ValueError("its vocabulary is not its model's")


def is_tunable(package: Package) -> bool:
    """Whether `tune` can do something for it: an Argos package that translates from Chinese to a
    language without Chinese characters, and brings no map of its own."""
    is_from_chinese = package.from_code in ("zh", "zt") and package.to_code not in _WRITTEN_IN_HAN
    return package.engine == "argos" and is_from_chinese and not _own(package).is_file()


def tune(package: Package) -> Path:
    """Make the map of ``package``; returns its path.

    Raises `PackageError` if it is not `is_tunable` or its vocabulary cannot be read, `WriteError`
    if the map cannot be written.
    """
    if not is_tunable(package):
        raise PackageError(
            package.path,
            "cannot be tuned",
            "only Argos packages from Chinese can, and those that bring no list of their own",
        )
    made = _made(package)
    write_whole(made, map_for(_vocabulary(package)).encode())
    return made


def untune(package: Package) -> Path | None:
    """Remove what `tune` made; returns where it was, or None if there was nothing."""
    made = _made(package)
    if not made.is_file():
        return None
    made.unlink()
    return made


def _own(package: Package) -> Path:
    return package.path / "model" / MAP_NAME


def _made(package: Package) -> Path:
    """Where a map of ours is; the whole package is read for it."""
    return user_data_path("bilingual") / "vocabulary" / f"{package.checksum}.txt"


def _vocabulary(package: Package) -> list[str]:
    """The pieces that the model may say, as CTranslate2 stores them."""
    for name in _VOCABULARIES:
        path = package.path / "model" / name
        try:
            text = path.read_text("utf-8")
            pieces: list[str] = json.loads(text) if path.suffix == ".json" else text.split("\n")
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            raise PackageError(path, f"cannot be read ({error})", "install it again") from None
        return pieces
    raise PackageError(package.path, "has no vocabulary in model/", "install it again")
