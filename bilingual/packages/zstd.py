"""How much a file packed by zstd unpacks to, at most, without unpacking it (RFC 8878).

What unpacks it keeps all of it in memory, and 32 kB can stand for a gigabyte.
"""

from __future__ import annotations

_MAGIC = b"\x28\xb5\x2f\xfd"
_SKIPPED = range(0x184D2A50, 0x184D2A60)  # frames that hold something else
_LARGEST_BLOCK = 128 << 10  # bytes that a block unpacks to, at most
_RAW, _REPEATED = 0, 1  # types of blocks that say how much they unpack to


def largest_size(packed: bytes) -> int:
    """Bytes that the frames of ``packed`` unpack to, at most; blocks are counted, not unpacked.

    Raises `ValueError` if it is not packed by zstd, or ends too early.
    """
    total = at = 0
    while at < len(packed):
        if int.from_bytes(packed[at : at + 4], "little") in _SKIPPED:
            at += 8 + int.from_bytes(packed[at + 4 : at + 8], "little")
            continue
        size, at = _frame(packed, at)
        total += size
    return total


def _frame(packed: bytes, at: int) -> tuple[int, int]:
    """The same for the frame that begins at ``at``; and where it ends."""
    if packed[at : at + 4] != _MAGIC:
        raise ValueError("not packed by zstd")
    flags = packed[at + 4] if at + 4 < len(packed) else 0
    is_single = flags >> 5 & 1
    at += 5 + (not is_single) + (0, 1, 2, 4)[flags & 3] + (is_single, 2, 4, 8)[flags >> 6]
    total, is_last = 0, False
    while not is_last:
        header = int.from_bytes(packed[at : at + 3], "little")
        is_last, kind, size = bool(header & 1), header >> 1 & 3, header >> 3
        total += size if kind in (_RAW, _REPEATED) else _LARGEST_BLOCK
        at += 3 + (1 if kind == _REPEATED else size)
        if at > len(packed):
            raise ValueError("ends too early")
    return total, at + 4 * (flags >> 2 & 1)
