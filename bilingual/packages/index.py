"""The list of packages that can be had: Argos's ``index.json``, official or a mirror's.

It is fetched on request only, kept in the user's cache with its date, and may as well be a file
or folder on disk.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from platformdirs import user_cache_path

from bilingual.errors import PackageError
from bilingual.files import write_whole
from bilingual.packages.download import fetch, is_address
from bilingual.packages.folders import argos_setting
from bilingual.packages.local import version_key

OFFICIAL_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"
_LARGEST = 16 << 20  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailablePackage:
    """An entry of the index."""

    from_code: str
    to_code: str
    version: str
    links: tuple[str, ...]
    """Addresses or paths of the archive, to be tried in order."""
    size: int | None = None
    """Bytes of the archive, where the index says."""
    sha256: str = ""
    """Of the archive, where the index says."""
    engine: str = "argos"
    """The engine that loads it; what Firefox's does is no archive, but several files."""

    @property
    def name(self) -> str:
        kind = "translate" if self.engine == "argos" else self.engine
        return f"{kind}-{self.from_code}_{self.to_code}-{self.version.replace('.', '_')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """What an index lists."""

    location: str
    """Its address or path."""
    date: dt.datetime
    """When it was fetched; for a file, when it was written."""
    packages: tuple[AvailablePackage, ...]
    problem: str = ""
    """Why this is the cached index and not the present one, else empty."""

    @property
    def remark(self) -> str:
        """What a user must know of a cached index; empty for the present one."""
        if not self.problem:
            return ""
        return f"{self.problem}; going on with the copy of {self.date:%Y-%m-%d}"

    def find(self, from_code: str, to_code: str) -> AvailablePackage:
        """The newest package for a pair; raises `PackageError` if there is none."""
        pair = (from_code, to_code)
        found = [p for p in self.packages if (p.from_code, p.to_code) == pair]
        if not found:
            raise PackageError(
                self.location,
                f"lists no package for {from_code}->{to_code}",
                "see bilingual models list --available",
            )
        return max(found, key=lambda package: version_key(package.version))


def index_location(named: str = "") -> str:
    """Where the index is: as named, or ``BILINGUAL_INDEX``, or Argos Translate's own
    ``ARGOS_PACKAGE_INDEX`` (variable or settings file), or the official one."""
    found = named or os.environ.get("BILINGUAL_INDEX") or argos_setting("ARGOS_PACKAGE_INDEX")
    return found or OFFICIAL_INDEX


def load_index(location: str, *, timeout: float) -> Index:
    """Read the index from an address, a file or a folder.

    An address that cannot be reached within ``timeout`` seconds is answered from the cache, with
    the `Index.problem` said; without a cached copy it is a `PackageError`.
    """
    if is_address(location):
        return _fetch_index(location, timeout)
    path = Path(location.removeprefix("file://"))
    path = path / "index.json" if path.is_dir() else path
    try:
        content = path.read_bytes()
        date = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    except OSError as error:
        raise PackageError(
            path, f"cannot be read as a package index ({error.strerror})", "check --index"
        ) from None
    packages = _parse(content, str(path), lambda link: _locate(link, path.resolve().parent))
    return Index(location=str(path), date=date, packages=packages)


def _fetch_index(location: str, timeout: float) -> Index:
    address = location if location.endswith(".json") else f"{location.rstrip('/')}/index.json"
    name = hashlib.sha256(address.encode()).hexdigest()[:16]
    cached = user_cache_path("bilingual") / "indexes" / f"{name}.json"
    problem = ""
    try:
        content = fetch(address, timeout=timeout, limit=_LARGEST)
        packages = _parse(content, address, lambda link: urljoin(address, link))
        write_whole(cached, content)
        date = dt.datetime.now(dt.UTC)
    except PackageError as error:
        if not cached.is_file():
            raise
        problem = str(error)
        packages = _parse(cached.read_bytes(), address, lambda link: urljoin(address, link))
        date = dt.datetime.fromtimestamp(cached.stat().st_mtime, dt.UTC)
    return Index(location=address, date=date, packages=packages, problem=problem)


def _locate(link: str, folder: Path) -> str:
    """A link of an index on disk: an address, or a path that may be relative to the index."""
    return link if "://" in link else str(folder / link)


def _parse(
    content: bytes, location: str, resolve: Callable[[str], str]
) -> tuple[AvailablePackage, ...]:
    try:
        entries: Any = json.loads(content)
        return tuple(
            _entry(entry, resolve)
            for entry in entries
            if entry.get("type", "translate") == "translate" and entry.get("from_code")
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PackageError(
            location, f"not a package index ({type(error).__name__}: {error})", "check --index"
        ) from None


def _entry(entry: dict[str, Any], resolve: Callable[[str], str]) -> AvailablePackage:
    return AvailablePackage(
        from_code=str(entry["from_code"]),
        to_code=str(entry["to_code"]),
        version=str(entry["package_version"]),
        links=tuple(resolve(str(link)) for link in entry["links"]),
        size=int(entry["size"]) if "size" in entry else None,
        sha256=str(entry.get("sha256", "")).lower(),
    )
