"""Bundles: installed packages in a folder that can be carried to a machine without a network."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bilingual import __version__
from bilingual.errors import PackageError, WriteError
from bilingual.files import hash_file, write_whole
from bilingual.packages.archives import write_archive
from bilingual.packages.install import ARCHIVE_SUFFIXES
from bilingual.packages.local import Package

MANIFEST = "manifest.json"
_README = """Translation packages for bilingual
==================================

This folder holds all that a machine without a network needs to translate:

{packages}

On that machine, with bilingual installed:

    bilingual models install PATH-TO-THIS-FOLDER
    bilingual models verify

The first command checks each file against its SHA-256 in manifest.json before it is installed.
Files called .argosmodel are also Argos Translate's: argospm can install them. Files called
.firefoxmodel are Mozilla's models, under the licence in each, for --engine firefox.
Made by bilingual {version}.
"""


def write_bundle(packages: Sequence[Package], folder: Path) -> list[Path]:
    """Write the packages, a manifest with their checksums, and a readme; returns the files.

    Raises `WriteError` if the folder cannot be written to.
    """
    entries: list[dict[str, Any]] = []
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for package in packages:
            archive = folder / f"{package.name}{ARCHIVE_SUFFIXES[package.engine]}"
            beside = archive.with_suffix(".part")
            write_archive(package.path, beside)
            beside.replace(archive)
            written.append(archive)
            entries.append(
                {
                    "file": archive.name,
                    "from_code": package.from_code,
                    "to_code": package.to_code,
                    "package_version": package.version,
                    "size": archive.stat().st_size,
                    "sha256": hash_file(archive),
                }
            )
    except OSError as error:
        raise WriteError(
            folder, f"cannot be written to ({error.strerror})", "check space and rights"
        ) from None
    manifest = {"made_by": f"bilingual {__version__}", "packages": entries}
    listed = "\n".join(
        f"- {e['file']}: {e['from_code']}->{e['to_code']}, version {e['package_version']}"
        for e in entries
    )
    for name, text in (
        (MANIFEST, json.dumps(manifest, indent=1) + "\n"),
        ("README.txt", _README.format(packages=listed, version=__version__)),
    ):
        write_whole(folder / name, text.encode())
        written.append(folder / name)
    return written


def read_bundle(folder: Path) -> list[Path]:
    """The package files of a bundle, each checked against the manifest.

    Raises `PackageError` if the folder is no bundle, or a file is missing or not as bundled.
    """
    try:
        manifest: Any = json.loads((folder / MANIFEST).read_text("utf-8"))
        entries = [(str(e["file"]), str(e["sha256"])) for e in manifest["packages"]]
    except FileNotFoundError:
        raise PackageError(
            folder, f"not a bundle (no {MANIFEST})", "pass a folder made by bilingual models bundle"
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PackageError(
            folder / MANIFEST, f"cannot be used ({error})", "copy it again"
        ) from None
    bundled = []
    for name, sha256 in entries:
        path = folder / Path(name).name
        if not path.is_file():
            raise PackageError(path, "missing from the bundle", "copy it again")
        if hash_file(path) != sha256:
            raise PackageError(path, "not as it was bundled (SHA-256 differs)", "copy it again")
        bundled.append(path)
    return bundled
