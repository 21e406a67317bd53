"""How a document on the disk stands to what we wrote: as it was, edited, or damaged."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from bilingual.files import hash_bytes
from bilingual.formats.seals import read_seal


def read_output(path: Path) -> bytes | None:
    """The content of a document; None if there is none.

    Raises `OSError` if there is something that cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def is_written_or_edited(content: bytes, name: str, digest: str) -> bool:
    """Whether a document with ``content`` is as it was written, with that SHA-256, or whole in
    another way: then a person edited it."""
    return hash_bytes(content) == digest or _is_whole(content, name)


def holds_work(content: bytes, name: str, digest: str | None) -> bool:
    """Whether somebody's work is lost with ``content``: unless it is as it was written, or
    bears an unbroken seal, or is nothing at all, as a full disk or a power failure leaves it."""
    if not content.strip(b"\0") or (digest and hash_bytes(content) == digest):
        return False
    return read_seal(content, name.rpartition(".")[2]) is None


def _is_whole(content: bytes, name: str) -> bool:
    """Whether a program that knows the format would open it."""
    if not content.strip(b"\0"):
        return False
    suffix = name.rpartition(".")[2]
    if suffix in ("docx", "epub"):
        return _is_whole_zip(content)
    if suffix == "pdf":
        return content.startswith(b"%PDF") and b"%%EOF" in content[-2048:]
    if suffix in ("md", "html"):
        return _is_text(content)
    return True


def _is_whole_zip(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return file.testzip() is None
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError):
        return False
    except RuntimeError:  # somebody set a password
        return True


def _is_text(content: bytes) -> bool:
    """Whether it is text of any encoding that people save in, not bytes of chance."""
    if b"\0" in content:
        return content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        try:
            content.decode("gb18030")
        except UnicodeDecodeError:
            return False
    return True
