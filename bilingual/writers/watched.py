"""A program that ends with the process that started it, however that ends.

A watcher stands between the two: it holds one end of a pipe, and the other closes when our process
is no more. Then it ends the program with all that it started, and removes its folder.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_POLL = 0.1  # seconds between two looks


def run_watched(command: Sequence[str], folder: Path, *, patience: float, **more: str) -> None:
    """Run ``command`` to its end, or for ``patience`` seconds. ``folder`` is what it works in,
    for temporary files too; ``more`` are environment variables."""
    environment = {**os.environ, "TMPDIR": str(folder), **more}
    watcher = [sys.executable, "-I", "-S", __file__, str(folder)] if os.name == "posix" else []
    process = subprocess.Popen(
        [*watcher, *command],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    finally:
        if process.stdin:
            process.stdin.close()
        if process.poll() is None and os.name != "posix":
            tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(tree, capture_output=True, check=False)
        process.wait()


def watch(folder: str, command: Sequence[str]) -> None:
    """Run ``command`` until it ends, or whoever holds the other end of stdin does."""
    import select

    program = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    while program.poll() is None:
        if select.select([0], [], [], _POLL)[0]:  # nothing is ever written: it is the end
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
            program.wait()
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    watch(sys.argv[1], sys.argv[2:])
