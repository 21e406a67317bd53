"""Bounds that no document needs to exceed, and the error for a file that does."""

from __future__ import annotations

from pathlib import Path

from bilingual.errors import ReadError
from bilingual.model import Document

_LARGEST = 500 * 2**20
_LARGEST_RATIO = 400
_RATIO_MATTERS_FROM = 20 * 2**20
_LARGEST_SEED = 100 * 2**20
_LARGEST_TEXT = 20 * 2**20
LARGEST_XML = 40 * 2**20
"""Bytes that are parsed, which take some ten times that."""
MOST_BLOCKS = 20_000
"""They take up to 10 kB each until they are written."""
_MOST_CHARACTERS = 1_000_000
_TEXTS = frozenset(
    {".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".srt", ".vtt", ".ass", ".ssa"}
)


def too_large(path: Path, size: int) -> ReadError | None:
    """What is said of a seed of so many bytes, if it is larger than any document."""
    most = _LARGEST_TEXT if path.suffix.lower() in _TEXTS else _LARGEST_SEED
    if size <= most:
        return None
    return ReadError(
        path, f"has more than {most // 2**20} MB", "split it, or check where it comes from"
    )


def too_long(path: Path, document: Document) -> ReadError | None:
    """What is said of a document that would take more memory than small machines have."""
    blocks, characters = document.blocks, sum(len(block.text) for block in document.blocks)
    if len(blocks) > MOST_BLOCKS:
        return too_many_blocks(path)
    if characters > _MOST_CHARACTERS:
        return ReadError(path, f"has more than {_MOST_CHARACTERS:,} characters", "split it")
    return None


def too_many_blocks(path: Path) -> ReadError:
    """What is said of a document of more than `MOST_BLOCKS` blocks."""
    return ReadError(path, f"has more than {MOST_BLOCKS:,} paragraphs", "split it")


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
