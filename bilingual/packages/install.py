"""Installing and removing packages, whole or not at all: Argos's in Argos Translate's own folder,
Firefox's models in ours.

A package is unpacked and tried in a staging folder beside the packages folder (Argos Translate
takes every folder inside for a package), then moved in by renaming. What it replaces is moved
aside first and back if anything goes wrong; `recover` does the same after a process was killed
between the two renames. Until then `list_packages` finds it where it is.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from platformdirs import user_data_path

from bilingual.errors import PackageError, UsageError
from bilingual.files import locked, write_whole
from bilingual.packages.archives import unpack
from bilingual.packages.folders import (
    argos_packages_folder,
    beside,
    firefox_models_folder,
    moved_aside,
)
from bilingual.packages.local import Package, PackageSource, list_packages, read_package

_PATIENCE = 600.0  # seconds

Try = Callable[[Package], None]
"""Loads a package and translates with it; raises `PackageError` if it cannot."""

ARCHIVE_SUFFIXES = {"argos": ".argosmodel", "firefox": ".firefoxmodel"}
"""What the name of a package's file ends with, by the engine that loads it."""


def install_archive(
    archive: Path, try_package: Try, *, pair: tuple[str, str] | None = None
) -> Package:
    """Install an ``.argosmodel`` or ``.firefoxmodel`` file; see `install_package`.

    Raises `PackageError` if the archive is damaged or harmful, too.
    """
    is_firefox = archive.suffix == ARCHIVE_SUFFIXES["firefox"]
    return install_package(
        lambda folder: unpack(archive, folder),
        archive,
        try_package,
        engine="firefox" if is_firefox else "argos",
        pair=pair,
    )


def install_package(
    make: Callable[[Path], Path],
    named: Path | str,
    try_package: Try,
    *,
    engine: str,
    pair: tuple[str, str] | None = None,
) -> Package:
    """Install what ``make`` puts into the folder it is given, of which it returns the package's
    folder; returns the package in its place.

    ``named`` is what the user calls it, ``engine`` the one that is to load it, ``pair`` what it
    must translate, where that is known. Older packages of the same pair and engine are replaced
    once the new one has shown that it works.

    Raises `PackageError` if it is no package that works here, `UsageError` if the packages folder
    cannot be written to.
    """
    folder = _homes()[engine]
    with _at_work(folder) as staging:
        unpacked = make(staging / "new")
        try:
            package = read_package(unpacked, PackageSource.GIVEN)
            found = (package.from_code, package.to_code)
            if package.engine != engine:
                suffix = ARCHIVE_SUFFIXES[package.engine]
                raise PackageError(
                    unpacked, f"is for --engine {package.engine}", f"name it NAME{suffix}"
                )
            if pair is not None and found != pair:
                raise PackageError(
                    unpacked,
                    f"translates {found[0]}->{found[1]}, not {pair[0]}->{pair[1]}",
                    "check where it came from",
                )
            try_package(package)
        except PackageError as error:  # say it of the file, since what was unpacked will be gone
            raise error.at(named) from None
        place = folder / package.name
        _move_in(package.path, place, folder)
        installed = read_package(place, PackageSource.INSTALLED)
        _record(installed)
        for other in list_packages()[0]:
            is_old = (other.from_code, other.to_code) == found and other.path != place
            if is_old and other.path.parent == folder:
                _move_out(other.path, staging)
    return installed


def remove_package(name: str) -> Path:
    """Remove an installed package, usable or not; returns where it was.

    Raises `UsageError` if there is none of that name or it is the embedded one.
    """
    packages = list_packages()[0]
    folder = next((home for home in _homes().values() if _holds(home, name)), None)
    if folder is None:
        if any(package.name == name for package in packages):
            raise UsageError(
                name,
                "is part of bilingual and cannot be removed",
                "install another package: it is used in its place",
            )
        raise UsageError(name, "no such package is installed", "see bilingual models list")
    with _at_work(folder) as staging:
        _move_out(folder / name, staging)
    return folder / name


def _homes() -> dict[str, Path]:
    """The folder that packages are installed in, by the engine that loads them."""
    return {"argos": argos_packages_folder(), "firefox": firefox_models_folder()}


def _holds(folder: Path, name: str) -> bool:
    """Whether a package of that name, usable or not, is installed in ``folder``."""
    places = (folder, moved_aside(folder))
    return any(
        path.name == name
        for place in places
        if place.is_dir()
        for path in place.iterdir()
        if path.is_dir()
    )


def recover(folder: Path) -> None:
    """Put back packages that a killed installation had moved aside."""
    aside = moved_aside(folder)
    for kept in sorted(aside.iterdir()) if aside.is_dir() else ():
        place = folder / kept.name
        if place.exists():
            shutil.rmtree(kept)
        else:
            kept.rename(place)


def needs_recovery() -> bool:
    """Whether an installation was killed while a package was moved aside."""
    places = map(moved_aside, _homes().values())
    return any(aside.is_dir() and any(aside.iterdir()) for aside in places)


def recorded_checksum(package: Package) -> str:
    """The checksum the package had when bilingual installed it; empty if it did not."""
    try:
        return str(json.loads(_record_path(package.path).read_text("utf-8"))["checksum"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _move_in(new: Path, place: Path, folder: Path) -> None:
    aside = moved_aside(folder) / place.name
    try:
        _record_path(place).unlink(missing_ok=True)
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
            place, f"cannot be put in place ({error.strerror})", "check space and rights"
        ) from None


def _move_out(place: Path, staging: Path) -> None:
    """Take a package away, at once to all who look; the staging folder goes later."""
    try:
        place.rename(staging / f"removed-{place.name}")
        _record_path(place).unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(
            place, f"cannot be removed ({error.strerror})", "check its rights"
        ) from None


def one_at_a_time(lock: Path, folder: Path) -> AbstractContextManager[None]:
    """Hold ``lock`` so that no other process installs into, or downloads to, ``folder``."""
    busy = ("another installation has not ended", "try again")
    return locked(lock, folder, patience=_PATIENCE, busy=busy)


@contextmanager
def _at_work(folder: Path) -> Iterator[Path]:
    """Be the only one at work on a packages folder, with a staging folder on the same disk; what
    is left in that goes. What killed installations left is put right first."""
    with one_at_a_time(beside(folder, "lock"), folder):
        staging = beside(folder, "staging")
        try:
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir()
            recover(folder)
        except OSError as error:
            raise UsageError(
                folder, f"cannot be written to ({error.strerror})", "check space and rights"
            ) from None
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _record_path(place: Path) -> Path:
    name = hashlib.sha256(str(place.resolve()).encode()).hexdigest()[:16]
    return user_data_path("bilingual") / "installed" / f"{place.name}-{name}.json"


def _record(package: Package) -> None:
    content = json.dumps({"path": str(package.path), "checksum": package.checksum}, indent=1)
    write_whole(_record_path(package.path), content.encode())
