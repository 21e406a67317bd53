"""Bounds that no document needs to exceed, and the error for a file that does."""

from __future__ import annotations

from pathlib import Path

from bilingual.errors import ReadError

_LARGEST = 500 * 2**20
_LARGEST_RATIO = 400
_RATIO_MATTERS_FROM = 20 * 2**20
_LARGEST_SEED = 100 * 2**20
_LARGEST_TEXT = 20 * 2**20
_TEXTS = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".xhtml"})


def too_large(path: Path, size: int) -> ReadError | None:
    """What is said of a seed of so many bytes, if it is larger than any document."""
    most = _LARGEST_TEXT if path.suffix.lower() in _TEXTS else _LARGEST_SEED
    if size <= most:
        return None
    return ReadError(
        path, f"has more than {most // 2**20} MB", "split it, or check where it comes from"
    )


def unpacks_too_far(unpacked: int, packed: int) -> bool:
    """Whether a zip file's content is larger than a document's can be. Sizes in bytes."""
    is_bomb = unpacked > _RATIO_MATTERS_FROM and unpacked > _LARGEST_RATIO * packed
    return is_bomb or unpacked > _LARGEST


def too_deep(path: Path) -> ReadError:
    """What is said of a tree of which the parser or the walk does not see the end."""
    return ReadError(
        path,
        "is nested deeper, or has longer parts, than any page needs",
        "save it again in a browser, or check where it comes from",
    )
