"""Zip files that are written: Word packages and e-books."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping

_ENTRY_DATE = (1980, 1, 1, 0, 0, 0)


def pack(files: Mapping[str, bytes], *, stored: Collection[str] = ()) -> bytes:
    """The zip file of some files, in their order; those named in ``stored`` are not compressed.
    All bear one fixed date, so that the same files give the same bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _ENTRY_DATE)
            is_stored = name in stored
            entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            file.writestr(entry, data)
    return archive.getvalue()
