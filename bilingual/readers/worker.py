"""The process that reads one large seed, see `isolated`. The seed comes in on stdin; the document
or the error goes out on stdout."""

from __future__ import annotations

import pickle
import sys
import traceback
from pathlib import Path

from bilingual.errors import BilingualError, FaultError, ReadError
from bilingual.model import Document
from bilingual.readers import read_here
from bilingual.readers.isolated import MEMORY, PATIENCE, too_much


def answer(
    path: Path, data: bytes, encoding: str | None, **choices: bool
) -> Document | tuple[BilingualError, str]:
    """The document; or what went wrong, and where if that is a fault of ours."""
    try:
        return read_here(path, data, encoding=encoding, **choices)
    except ReadError as error:
        return error, ""
    except MemoryError:
        return too_much(path), ""
    except Exception as error:
        return FaultError.of(path, error), traceback.format_exc()


def _limit(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    memory = MEMORY + 10 * size
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))


if __name__ == "__main__":
    content = sys.stdin.buffer.read()
    _limit(len(content))
    seed, encoding, *choices = sys.argv[1:]
    found = answer(Path(seed), content, encoding or None, **dict.fromkeys(choices, True))
    sys.stdout.buffer.write(pickle.dumps(found))
