"""Servers on 127.0.0.1, each in a process of its own, since the tests' process may open no socket.

A server is a module here that calls `serve` where it is the program; `running` runs it so.
"""

import http.server
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running(module: str, folder: Path, guard: Path) -> Iterator[str]:
    """Run ``module`` for ``folder`` meanwhile; the address of its server. ``guard`` is the folder
    of the network guard, which allows loopback."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, str(folder)],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "PYTHONPATH": str(guard), "BILINGUAL_TESTS_ALLOW_LOOPBACK": "1"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout
    with process.stdout:
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()
            process.wait()


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers for the folder that the program is given, and logs nothing."""

    folder: Path

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def serve(handler: type[Handler]) -> None:
    """Serve the folder that the program is given until killed; the address is the one line on
    stdout."""
    handler.folder = Path(sys.argv[1])
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
        server.serve_forever()
