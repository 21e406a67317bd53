"""How a training process uses memory: glibc on Linux; elsewhere nothing here has an effect."""

from __future__ import annotations

import ctypes

TUNABLES = (
    "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=1073741824"
    ":glibc.malloc.trim_threshold=8589934592"
)
"""GLIBC_TUNABLES for a new process. A step needs the same tensors as the last one; glibc would
give large ones back and ask for them anew each time, which is a third of all time."""


def give_back() -> None:
    """Return what is free to the system. Batches have many widths, so free memory is in pieces that
    fit no other batch: without this, a process grows by gigabytes in an hour."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
