"""Packages from an index, a file or a bundle into the packages folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from bilingual.errors import PackageError, UsageError
from bilingual.packages.bundle import read_bundle
from bilingual.packages.download import (
    TellBytes,
    Wanted,
    discard,
    download,
    downloads_folder,
    is_address,
)
from bilingual.packages.index import AvailablePackage, Index, index_location, load_index
from bilingual.packages.install import Try, install_archive, one_at_a_time
from bilingual.packages.local import Package

TIMEOUT = 30.0
"""Seconds to wait for a server that does not answer."""


def forbid_network(*, is_offline: bool, purpose: str) -> None:
    """Raise `UsageError` if the user has forbidden network use, by ``--offline`` or by the
    variable ``BILINGUAL_OFFLINE``."""
    if is_offline or is_offline_by_environment():
        raise UsageError(
            "",
            f"{purpose} needs the network, which --offline or BILINGUAL_OFFLINE forbids",
            "carry a package here and run: bilingual models install FILE",
        )


def is_offline_by_environment() -> bool:
    """Whether ``BILINGUAL_OFFLINE`` is set to anything but nothing, 0, false or no."""
    return os.environ.get("BILINGUAL_OFFLINE", "").lower() not in ("", "0", "false", "no")


def open_index(named: str = "", *, is_offline: bool, timeout: float) -> Index:
    """The index as named, or as the environment says; see `load_index`.

    Raises `UsageError` if it is at an address and the network is forbidden.
    """
    location = index_location(named)
    if is_address(location):
        forbid_network(is_offline=is_offline, purpose=f"the index {location}")
    return load_index(location, timeout=timeout)


def install_local(path: Path, try_package: Try) -> Iterator[Package]:
    """Install an ``.argosmodel`` or ``.firefoxmodel`` file, or all packages of a bundle folder.

    Raises `PackageError` if there is none, or one is not usable; see `install_archive`.
    """
    if not path.exists():
        raise PackageError(path, "no such file or folder", "check the path")
    archives = read_bundle(path) if path.is_dir() else [path]
    for archive in archives:
        yield install_archive(archive, try_package)


def packages_to_install(index: Index, from_code: str, to_code: str) -> list[AvailablePackage]:
    """What to install to translate ``from_code`` to ``to_code``: the direct package, or one to
    English and one from there. Raises `PackageError` if the index has neither."""
    try:
        return [index.find(from_code, to_code)]
    except PackageError:
        if "en" in (from_code, to_code):
            raise
        return [index.find(from_code, "en"), index.find("en", to_code)]


def install_available(
    available: AvailablePackage,
    try_package: Try,
    *,
    is_offline: bool,
    timeout: float,
    tell: TellBytes,
) -> Package:
    """Download a package and install it.

    Raises `UsageError` if it is at an address and the network is forbidden.
    """
    if any(map(is_address, available.links)):
        forbid_network(is_offline=is_offline, purpose=available.name)
    wanted = Wanted(links=available.links, size=available.size, sha256=available.sha256)
    pair = (available.from_code, available.to_code)
    with only_download():
        archive = download(wanted, timeout=timeout, tell=tell)
        with used_up([archive]):
            try:
                return install_archive(archive, try_package, pair=pair)
            except PackageError as error:
                raise error.at(available.name) from None


def only_download() -> AbstractContextManager[None]:
    """Be the only one that downloads: two that fetch the same would write to one file."""
    return one_at_a_time(downloads_folder() / ".lock", downloads_folder())


@contextmanager
def used_up(downloads: Collection[Path]) -> Iterator[None]:
    """Remove whole downloads once they are installed, or are no good: going on from those would
    never help. What else stops an installation leaves them."""
    try:
        yield
    except PackageError:
        _discard_all(downloads)
        raise
    _discard_all(downloads)


def _discard_all(downloads: Collection[Path]) -> None:
    for part in downloads:
        discard(part)


def install_pair(
    index: Index,
    from_code: str,
    to_code: str,
    try_package: Try,
    *,
    is_offline: bool,
    timeout: float,
    bar_for: Callable[[str], AbstractContextManager[TellBytes]],
) -> list[Package]:
    """Download and install what translates ``from_code`` to ``to_code``.

    See `packages_to_install` and `install_available`, also for errors. ``bar_for`` shows the
    download of the package it is given by name.
    """
    installed = []
    for wanted in packages_to_install(index, from_code, to_code):
        with bar_for(wanted.name) as tell:
            package = install_available(
                wanted, try_package, is_offline=is_offline, timeout=timeout, tell=tell
            )
        installed.append(package)
    return installed
