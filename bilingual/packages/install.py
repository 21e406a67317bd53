"""Installing and removing packages in Argos Translate's own folder, whole or not at all.

A package is unpacked and tried in a staging folder beside the packages folder (Argos Translate
takes every folder inside for a package), then moved in by renaming. What it replaces is moved
aside first and back if anything goes wrong; `recover` does the same after a process was killed
between the two renames.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock
from platformdirs import user_data_path

from bilingual.errors import PackageError, UsageError
from bilingual.files import write_whole
from bilingual.packages.archives import unpack
from bilingual.packages.local import (
    Package,
    PackageSource,
    argos_packages_folder,
    list_packages,
    read_package,
)

Try = Callable[[Package], None]
"""Loads a package and translates with it; raises `PackageError` if it cannot."""


def install_archive(
    archive: Path, try_package: Try, *, pair: tuple[str, str] | None = None
) -> Package:
    """Install an ``.argosmodel`` file; returns the package in its place.

    ``pair`` is what it must translate, where that is known. Older packages of the same pair in the
    folder are replaced once the new one has shown that it works.

    Raises `PackageError` if the archive is damaged, harmful, or no package that works here;
    `UsageError` if the packages folder cannot be written to.
    """
    folder = argos_packages_folder()
    with _locked(folder), _staging(folder) as staging:
        recover(folder)
        package = read_package(unpack(archive, staging / "new"), PackageSource.GIVEN)
        found = (package.from_code, package.to_code)
        if pair is not None and found != pair:
            raise PackageError(
                f"{archive}: translates {found[0]}->{found[1]}, not {pair[0]}->{pair[1]}; check "
                "where it came from"
            )
        try_package(package)
        place = folder / package.name
        _move_in(package.path, place, folder)
        for other in list_packages()[0]:
            is_old = (other.from_code, other.to_code) == found and other.path != place
            if is_old and other.path.parent == folder:
                shutil.rmtree(other.path)
    installed = read_package(place, PackageSource.INSTALLED)
    _record(installed)
    return installed


def remove_package(name: str) -> Path:
    """Remove an installed package; returns where it was.

    Raises `UsageError` if there is none of that name or it is the embedded one.
    """
    folder = argos_packages_folder()
    for package in list_packages()[0]:
        if package.name == name and package.source is PackageSource.INSTALLED:
            with _locked(folder), _staging(folder) as staging:
                package.path.rename(staging / "removed")
            return package.path
        if package.name == name:
            raise UsageError(f"{name}: is part of bilingual and cannot be removed")
    raise UsageError(f"{name}: no such package is installed; see bilingual models list")


def recover(folder: Path) -> None:
    """Put back packages that a killed installation had moved aside."""
    aside = _aside(folder)
    for kept in sorted(aside.iterdir()) if aside.is_dir() else ():
        place = folder / kept.name
        if place.exists():
            shutil.rmtree(kept)
        else:
            kept.rename(place)


def needs_recovery() -> bool:
    """Whether an installation was killed while a package was moved aside."""
    aside = _aside(argos_packages_folder())
    return aside.is_dir() and any(aside.iterdir())


def recorded_checksum(package: Package) -> str:
    """The checksum the package had when bilingual installed it; empty if it did not."""
    try:
        return str(json.loads(_record_path(package).read_text("utf-8"))["checksum"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _move_in(new: Path, place: Path, folder: Path) -> None:
    aside = _aside(folder) / place.name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if place.exists():
            aside.parent.mkdir(parents=True, exist_ok=True)
            place.rename(aside)
        try:
            new.rename(place)
        except OSError:
            if aside.exists():
                aside.rename(place)
            raise
        shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise UsageError(
            f"{place}: cannot be put in place ({error.strerror}); check space and rights"
        ) from None


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """A fresh folder on the same disk as ``folder``; what is left in it goes. So do those of
    installations that were killed: whoever holds the lock is the only one at work."""
    root = _beside(folder, "staging")
    try:
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        staging = Path(tempfile.mkdtemp(dir=root))
    except OSError as error:
        raise UsageError(
            f"{folder}: cannot be written to ({error.strerror}); check its rights, or set "
            "ARGOS_PACKAGES_DIR to another folder"
        ) from None
    try:
        yield staging
    finally:
        shutil.rmtree(root, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One installation at a time for a packages folder; a second one waits."""
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    path = Path(tempfile.gettempdir()) / f"bilingual-packages-{name}.lock"
    try:
        with filelock.FileLock(path, timeout=600):
            yield
    except filelock.Timeout:
        raise UsageError(f"{folder}: another installation has not ended; try again") from None


def _beside(folder: Path, purpose: str) -> Path:
    return folder.parent / f".{folder.name}-{purpose}"


def _aside(folder: Path) -> Path:
    return _beside(folder, "replaced")


def _record_path(package: Package) -> Path:
    name = hashlib.sha256(str(package.path.resolve()).encode()).hexdigest()[:16]
    return user_data_path("bilingual") / "installed" / f"{package.name}-{name}.json"


def _record(package: Package) -> None:
    content = json.dumps({"path": str(package.path), "checksum": package.checksum}, indent=1)
    write_whole(_record_path(package), content.encode())
