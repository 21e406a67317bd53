"""The zip file that a Word package is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_ENTRY_DATE = (1980, 1, 1, 0, 0, 0)


def pack(files: Mapping[str, bytes]) -> bytes:
    """The zip file of parts, in their order. All bear one fixed date, so that the same parts give
    the same bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _ENTRY_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            file.writestr(entry, data)
    return archive.getvalue()
