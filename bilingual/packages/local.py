"""Packages on disk: where they are, what they hold, which one to use.

An Argos package is a folder (or the same folder zipped as ``.argosmodel``) with ``metadata.json``,
``sentencepiece.model`` or ``bpe.model``, and a CTranslate2 model in ``model/``. The layout is
Argos Translate's, so packages installed by it are found here. Its own ``package`` module is not
used for that: importing it creates folders in the user's home and reads the network's index.

A model of Firefox's is a folder (or the same zipped as ``.firefoxmodel``) with ``metadata.json``,
``model.bin``, mostly ``lex.bin``, and ``vocab.spm`` or one vocabulary a language. Mozilla gives out
the files singly; the folder is our own form.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from bilingual.errors import PackageError
from bilingual.packages.archives import unpack_to_cache
from bilingual.packages.folders import (
    argos_packages_folder,
    firefox_models_folder,
    moved_aside,
)

EMBEDDED_FOLDER = Path(__file__).parents[1] / "data"
"""What comes with this tool: one package, so that everything works without a network."""


class PackageSource(StrEnum):
    """How a package came to be considered; the first named wins."""

    GIVEN = "given"
    INSTALLED = "installed"
    EMBEDDED = "embedded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A translation package, looked at but not loaded."""

    path: Path
    name: str
    source: PackageSource
    from_code: str
    to_code: str
    version: str
    quality: str = ""
    """``draft`` where the package says so of itself, else empty."""
    cut_length: int = 0
    """Characters up to which it says that it does well, see `bilingual.model.EngineInfo`."""
    coverage: float = 0
    """How much it wants a translation to lose for what it leaves unread of its source; see
    `bilingual.engines.alignment.coverage`. 0, as Argos Translate has it, counts the words alone."""
    target_prefix: str = ""
    """Token that multilingual models want before the translation, else empty."""
    to_name: str = ""
    """English name of the target language, such as ``German``."""
    engine: str = "argos"
    """The engine that loads it: ``argos`` or ``firefox``."""
    licence: str = ""
    """What its metadata say of it, else the first sentence of its README that speaks of one."""

    @property
    def checksum(self) -> str:
        """SHA-256 over the names and contents of the files that a translation depends on."""
        digest = hashlib.sha256()
        for path in sorted(self.path.rglob("*")):
            relative = path.relative_to(self.path)
            if path.is_file() and relative.parts[0] in _LOADED[self.engine]:
                digest.update(f"{relative.as_posix()}\0{path.stat().st_size}\0".encode())
                with path.open("rb") as file:
                    while chunk := file.read(1 << 20):
                        digest.update(chunk)
        return digest.hexdigest()

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(path.stat().st_size for path in self.path.rglob("*") if path.is_file())


_LICENCE = re.compile(r"licen[cs]e|\bCC[ -]BY|\bCC0\b", re.IGNORECASE)
_LOADED = {
    "argos": ("metadata.json", "sentencepiece.model", "bpe.model", "model"),
    "firefox": ("model.bin", "lex.bin", "vocab.spm", "srcvocab.spm", "trgvocab.spm"),
}
"""By engine, the files and folders that a translation depends on."""
_ENGINES = {"translate": "argos", "firefox": "firefox"}
"""The engine for each type that metadata name; Argos has packages of other types too, for sentence
splitting."""


def list_packages() -> tuple[tuple[Package, ...], tuple[PackageError, ...]]:
    """Installed and embedded packages, best first, and what is wrong with unusable ones."""
    packages, problems = list[Package](), list[PackageError]()
    firefox = _installed_folders(firefox_models_folder())
    for source, folders in (
        (PackageSource.INSTALLED, _installed_folders(argos_packages_folder()) + firefox),
        (PackageSource.EMBEDDED, _package_folders(EMBEDDED_FOLDER)),
    ):
        found = []
        for path in folders:
            try:
                found.append(read_package(path, source))
            except PackageError as problem:
                problems.append(problem)
        packages += sorted(found, key=lambda package: version_key(package.version), reverse=True)
    return tuple(packages), tuple(problems)


def _installed_folders(folder: Path) -> list[Path]:
    """Those in a packages folder, and those that an installation, killed in between, was
    replacing there."""
    aside = _package_folders(moved_aside(folder))
    return _package_folders(folder) + [path for path in aside if not (folder / path.name).exists()]


def _package_folders(root: Path) -> list[Path]:
    """The folders in ``root`` that are translation packages, as far as their metadata tells."""
    folders = [path.parent for path in sorted(root.glob("*/metadata.json"))]
    return [folder for folder in folders if _is_translation(folder)]


def _is_translation(folder: Path) -> bool:
    """What cannot be read counts as a translation, so that the complaint about it is heard."""
    try:
        metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
        return metadata.get("type", "translate") in _ENGINES
    except (OSError, ValueError, AttributeError, TypeError):
        return True


def read_package(path: Path, source: PackageSource) -> Package:
    """Look at a package folder, or an ``.argosmodel`` or ``.firefoxmodel`` file.

    Raises `PackageError` if it is not one, or lacks a part.
    """
    if not path.exists():
        raise PackageError(path, "no such package", "check the path")
    folder = unpack_to_cache(path) if path.is_file() else path
    try:
        metadata: Any = json.loads((folder / "metadata.json").read_text("utf-8"))
        codes = str(metadata["from_code"]), str(metadata["to_code"])
        engine = _ENGINES[metadata.get("type", "translate")]
    except FileNotFoundError:
        raise PackageError(
            path,
            "not a package (no metadata.json)",
            "pass a package's folder, or its .argosmodel or .firefoxmodel file",
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PackageError(
            path, f"metadata.json cannot be used ({error})", "install it again"
        ) from None
    if missing := _MISSING[engine](lambda name: (folder / name).is_file()):
        raise PackageError(path, f"has no {missing}", "install the package again")
    return Package(
        path=folder,
        name=folder.name,
        source=source,
        from_code=codes[0],
        to_code=codes[1],
        version=str(metadata.get("package_version", "")),
        quality=str(metadata.get("quality", "")),
        cut_length=_whole_number(metadata.get("cut_length")),
        coverage=_weight(metadata.get("coverage")),
        target_prefix=str(metadata.get("target_prefix", "")),
        to_name=str(metadata.get("to_name", "")),
        engine=engine,
        licence=str(metadata.get("licence", "")) or _licence_line(folder),
    )


def _missing_of_argos(has: Callable[[str], bool]) -> str:
    """The name of a file that it cannot do without; empty if all are there."""
    if not (has("sentencepiece.model") or has("bpe.model")):
        return "sentencepiece.model"
    return "" if has("model/model.bin") else "model/model.bin"


def _missing_of_firefox(has: Callable[[str], bool]) -> str:
    vocabularies = ("srcvocab.spm", "trgvocab.spm") if has("srcvocab.spm") else ("vocab.spm",)
    return next((name for name in ("model.bin", *vocabularies) if not has(name)), "")


_MISSING = {"argos": _missing_of_argos, "firefox": _missing_of_firefox}


def version_key(version: str) -> tuple[int, ...]:
    """For sorting: the numbers of a version such as ``1.9``; anything else counts as 0."""
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))


def _whole_number(value: object) -> int:
    """``value`` if it is a whole number above 0, else 0."""
    return value if isinstance(value, int) and value > 0 else 0


def _weight(value: object) -> float:
    """``value`` if it is a number above 0 and no more than 100, else 0."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and 0 < value <= 100 else 0  # type: ignore[operator, arg-type]


def _licence_line(folder: Path) -> str:
    try:
        text = (folder / "README.md").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    sentences = re.split(r"(?<=[.!?])\s+|\n", text)
    return next((s.strip("#* ") for s in sentences if _LICENCE.search(s)), "")[:300]
