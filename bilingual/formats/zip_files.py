"""Documents that are zip files of XML, opened with distrust: e-books and OpenDocument."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from bilingual.errors import ReadError
from bilingual.formats.limits import LARGEST_XML, unpacks_too_far
from bilingual.formats.xml import Element, damaged, parse_xml

_MOST_FILES = 20_000


class ZipSeed:
    """The files in a seed. ``kind`` is what messages call it: ``EPUB``."""

    def __init__(self, path: Path, data: bytes, kind: str) -> None:
        """Raises `ReadError` if it is no zip file, or unpacks beyond reason."""
        self.path, self.kind = path, kind
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise self.damaged("it is no zip file") from None
        entries = self._zip.infolist()
        total = sum(entry.file_size for entry in entries)
        if unpacks_too_far(total, len(data)) or len(entries) > _MOST_FILES:
            raise ReadError(
                path,
                f"unpacks to {total // 1_000_000:,} MB in {len(entries):,} files, "
                "which no document needs",
                "split it, or check where it comes from",
            )
        self._sizes = {entry.filename: entry.file_size for entry in entries}
        self._unpacked = 0

    def __contains__(self, name: str) -> bool:
        return name in self._sizes

    def read(self, name: str) -> bytes:
        """A file's content. Raises `ReadError` where it is missing or damaged."""
        try:
            return self._zip.read(name)
        except KeyError:
            raise self.damaged(f"{name} is missing") from None
        except RuntimeError:  # zipfile's word for a password
            raise ReadError(
                self.path, "is protected with a password", "save a copy without it"
            ) from None
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError):
            raise self.damaged(f"{name} does not unpack") from None

    def read_text_part(self, name: str) -> bytes:
        """As `read`, for what is to be parsed: no more than 40 MB of a seed.

        Raises `ReadError`, also where there is more.
        """
        self._unpacked += self._sizes.get(name, 0)
        if self._unpacked > LARGEST_XML:
            raise ReadError(
                self.path, f"has more than {LARGEST_XML // 2**20} MB of text", "split it"
            )
        return self.read(name)

    def read_xml(self, name: str) -> Element:
        """A file's root element, see `parse_xml`."""
        return parse_xml(self.path, self.read_text_part(name), self.kind, name)

    def damaged(self, reason: str) -> ReadError:
        """What is said of a file that is not what its suffix says."""
        return damaged(self.path, self.kind, reason)
