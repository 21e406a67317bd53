"""Argos packages on disk: where they are, what they hold, which one to use.

A package is a folder (or the same folder zipped as ``.argosmodel``) with ``metadata.json``,
``sentencepiece.model`` or ``bpe.model``, and a CTranslate2 model in ``model/``. The layout is
Argos Translate's, so packages installed by it are found here. Its own ``package`` module is not
used for that: importing it creates folders in the user's home and reads the network's index.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

from bilingual.errors import PackageError

_EMBEDDED = Path(__file__).parent / "data"
_LARGEST = 4 << 30  # bytes a package may unpack to; the largest of Argos's are about 0.3 GiB


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
    quality: str
    """``draft`` where the package says so of itself, else empty."""
    target_prefix: str
    """Token that multilingual models want before the translation, else empty."""

    @property
    def checksum(self) -> str:
        """SHA-256 over the names and contents of the files that a translation depends on."""
        digest = hashlib.sha256()
        for path in sorted(self.path.rglob("*")):
            relative = path.relative_to(self.path)
            if path.is_file() and relative.parts[0] in _LOADED:
                digest.update(f"{relative.as_posix()}\0{path.stat().st_size}\0".encode())
                with path.open("rb") as file:
                    while chunk := file.read(1 << 20):
                        digest.update(chunk)
        return digest.hexdigest()


_LOADED = ("metadata.json", "sentencepiece.model", "bpe.model", "model")


def choose_package(given: Path | None, *, from_code: str = "zh", to_code: str = "en") -> Package:
    """The package to translate with: the given one, else the newest installed, else the embedded.

    Raises `PackageError` if the given one is unusable or none translates the pair.
    """
    if given is not None:
        package = read_package(given, PackageSource.GIVEN)
        if (package.from_code, package.to_code) != (from_code, to_code):
            raise PackageError(
                f"{given}: translates {package.from_code} to {package.to_code}, not {from_code} to "
                f"{to_code}; pass a {from_code}->{to_code} package"
            )
        return package
    for package in list_packages()[0]:
        if (package.from_code, package.to_code) == (from_code, to_code):
            return package
    raise PackageError(f"no package translates {from_code} to {to_code}; pass one with --package")


def list_packages() -> tuple[tuple[Package, ...], tuple[PackageError, ...]]:
    """Installed and embedded packages, best first, and what is wrong with unusable ones."""
    packages, problems = list[Package](), list[PackageError]()
    for source, root in (
        (PackageSource.INSTALLED, argos_packages_folder()),
        (PackageSource.EMBEDDED, _EMBEDDED),
    ):
        found = []
        for path in sorted(root.glob("*/metadata.json")) if root.is_dir() else ():
            try:
                found.append(read_package(path.parent, source))
            except PackageError as problem:
                problems.append(problem)
        packages += sorted(found, key=lambda package: _version_key(package.version), reverse=True)
    return tuple(packages), tuple(problems)


def argos_packages_folder() -> Path:
    """Argos Translate's package folder, found as its ``settings`` module finds it: the variable
    ``ARGOS_PACKAGES_DIR``, the same key in its ``settings.json``, the data folder."""
    if named := os.environ.get("ARGOS_PACKAGES_DIR"):
        return Path(named)
    home = Path(os.environ.get("SNAP_USER_DATA") or Path.home())
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    try:
        settings = json.loads((config / "argos-translate" / "settings.json").read_text("utf-8"))
        if named := settings.get("ARGOS_PACKAGES_DIR"):
            return Path(named)
    except (OSError, ValueError, AttributeError):
        pass  # no settings, or none that Argos could use either
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return data / "argos-translate" / "packages"


def read_package(path: Path, source: PackageSource) -> Package:
    """Look at a package folder or ``.argosmodel`` file.

    Raises `PackageError` if it is not one, or lacks a part.
    """
    if not path.exists():
        raise PackageError(f"{path}: no such package; check the path")
    folder = _unpacked(path) if path.is_file() else path
    try:
        metadata: Any = json.loads((folder / "metadata.json").read_text("utf-8"))
        codes = str(metadata["from_code"]), str(metadata["to_code"])
    except FileNotFoundError:
        raise PackageError(
            f"{path}: not an Argos package (no metadata.json); pass a package's folder or "
            ".argosmodel file"
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PackageError(
            f"{path}: metadata.json cannot be used ({error}); install it again"
        ) from None
    tokenizers = (folder / "sentencepiece.model", folder / "bpe.model")
    if not any(tokenizer.is_file() for tokenizer in tokenizers):
        raise PackageError(f"{path}: has no sentencepiece.model; install the package again")
    if not (folder / "model" / "model.bin").is_file():
        raise PackageError(f"{path}: has no model/model.bin; install the package again")
    return Package(
        path=folder,
        name=folder.name,
        source=source,
        from_code=codes[0],
        to_code=codes[1],
        version=str(metadata.get("package_version", "")),
        quality=str(metadata.get("quality", "")),
        target_prefix=str(metadata.get("target_prefix", "")),
    )


def _unpacked(archive: Path) -> Path:
    """The package folder of an ``.argosmodel`` file, unpacked once into the user's cache."""
    from platformdirs import user_cache_path  # only for zipped packages

    try:
        with archive.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        with zipfile.ZipFile(archive) as package:
            root = _root_folder(archive, package)
            home = user_cache_path("bilingual") / "packages" / digest[:16]
            if not (home / root).is_dir():
                home.parent.mkdir(parents=True, exist_ok=True)
                beside = Path(tempfile.mkdtemp(dir=home.parent))
                try:
                    package.extractall(beside)
                    beside.replace(home)
                finally:
                    shutil.rmtree(beside, ignore_errors=True)
    except (zipfile.BadZipFile, EOFError) as error:
        raise PackageError(
            f"{archive}: not an Argos package or damaged ({error}); fetch it again"
        ) from None
    except OSError as error:
        raise PackageError(f"{archive}: cannot be unpacked ({error}); check the disk") from None
    return home / root


def _root_folder(archive: Path, package: zipfile.ZipFile) -> str:
    """The one folder in the archive, once its names and sizes are known to be harmless."""
    names = [PurePosixPath(name) for name in package.namelist()]
    is_unsafe = any(name.is_absolute() or ".." in name.parts or not name.parts for name in names)
    if is_unsafe or sum(member.file_size for member in package.infolist()) > _LARGEST:
        raise PackageError(f"{archive}: unsafe archive, not unpacked; fetch it from its source")
    roots = {name.parts[0] for name in names if len(name.parts) > 1}
    if len(roots) != 1:
        raise PackageError(f"{archive}: not an Argos package; it must hold one package folder")
    return roots.pop()


def _version_key(version: str) -> tuple[int, ...]:
    """Numbers of a version such as ``1.9``; anything else counts as 0."""
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))
