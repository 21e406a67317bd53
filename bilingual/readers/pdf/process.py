"""Modules of this package as processes of their own, that a hostile file can exhaust alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any


def run_module(module: str, *arguments: str, data: bytes, seconds: float) -> Any:
    """What a module writes to stdout as JSON when it gets ``data`` on stdin.

    Raises `subprocess.SubprocessError` if it fails or takes longer.
    """
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        input=data,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        timeout=seconds,
        check=True,
    )
    return json.loads(done.stdout)
