"""``.argosmodel`` files: zip archives of one package folder, inspected before they are unpacked."""

from __future__ import annotations

import lzma
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from platformdirs import user_cache_path

from bilingual.errors import PackageError, WriteError
from bilingual.files import hash_file

_LARGEST = 4 << 30  # bytes a package may unpack to; the largest of Argos's are about 0.3 GiB
_HIGHEST_RATIO = 200  # unpacked to packed; models, which hardly shrink, have about 1.2
_MOST_FILES = 10_000
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,  # a way of packing that Python does not know
    RuntimeError,  # encrypted
    UnicodeDecodeError,  # in a name
)


def unpack(archive: Path, to: Path) -> Path:
    """Unpack an archive into the folder ``to`` and return the package folder there.

    Raises `PackageError` if it is not a zip archive of one folder, is damaged, or could do harm:
    absolute paths, ``..``, links, sizes that no model has. Nothing is written in that case but
    what was unpacked before damage showed. `WriteError` if it is the disk that fails.
    """
    with _zip_errors(archive), zipfile.ZipFile(archive) as zipped:
        root = _inspect(archive, zipped)
        zipped.extractall(to)
    return to / root


def unpack_to_cache(archive: Path) -> Path:
    """The package folder of an archive, unpacked once into the user's cache."""
    with _zip_errors(archive):
        digest = hash_file(archive)
        home = user_cache_path("bilingual") / "packages" / digest[:16]
        if not home.is_dir():
            home.parent.mkdir(parents=True, exist_ok=True)
            beside = Path(tempfile.mkdtemp(dir=home.parent))
            try:
                unpack(archive, beside)
                beside.replace(home)
            finally:
                shutil.rmtree(beside, ignore_errors=True)
    return next(path for path in home.iterdir() if path.is_dir())


def write_archive(folder: Path, archive: Path) -> None:
    """Write a package folder as an archive; the same folder gives the same bytes."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = (folder.name / path.relative_to(folder)).as_posix()
                member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                member.compress_type = zipfile.ZIP_DEFLATED
                member.external_attr = 0o644 << 16
                with path.open("rb") as source, zipped.open(member, "w") as target:
                    shutil.copyfileobj(source, target, 1 << 20)


def _inspect(archive: Path, zipped: zipfile.ZipFile) -> str:
    """The name of the one folder in the archive, once all members are known to be harmless."""
    members = zipped.infolist()
    roots = set()
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        is_outside = path.is_absolute() or ".." in path.parts or ":" in member.filename
        if is_outside or not path.parts or stat.S_ISLNK(member.external_attr >> 16):
            raise PackageError(
                archive,
                f"not unpacked, {member.filename!r} would leave its folder",
                "fetch the package from its source",
            )
        if len(path.parts) > 1 or member.is_dir():
            roots.add(path.parts[0])
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if size > _LARGEST or size > _HIGHEST_RATIO * max(packed, 1) or len(members) > _MOST_FILES:
        raise PackageError(
            archive,
            f"not unpacked, it would fill the disk with {size:,} bytes",
            "fetch the package from its source",
        )
    if len(roots) != 1 or next(iter(roots)).startswith("."):
        raise PackageError(
            archive, "not an Argos package (it must hold one package folder)", "check the file"
        )
    return roots.pop()


@contextmanager
def _zip_errors(archive: Path) -> Iterator[None]:
    try:
        yield
    except _ZIP_ERRORS as error:
        raise PackageError(
            archive, f"not an Argos package or damaged ({error})", "fetch it again"
        ) from None
    except OSError as error:
        raise WriteError(
            archive, f"cannot be unpacked ({error.strerror or error})", "check space and rights"
        ) from None
