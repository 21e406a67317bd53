"""Set everything up and go, with nothing but Python and pip at hand.

    python3 run.py                 translate seeds/ into out/
    python3 run.py test            run the checks: ruff, mypy, vulture, pytest
    python3 run.py test --quick    run ruff and the tests of pure functions, readers and writers

What is needed goes into .venv beside this file, at the versions of the lock files, and is
installed again only when those change. Further words are passed on: ``python3 run.py translate
my-folder -o my-out`` is the ``bilingual`` command, ``python3 run.py test -k docx`` picks tests.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STYLE = (("ruff", "check", "."), ("ruff", "format", "--check", "."))
CHECKS = {(): (*STYLE, ("mypy",), ("vulture",)), ("--quick",): STYLE}
"""What is checked before the tests, by the words after ``test``; other words only pick tests."""


def main(arguments: list[str]) -> int:
    """Run the main job, the checks, or the command that the arguments are."""
    if sys.version_info < (3, 11):  # noqa: UP036 - who runs this may have an older one
        print("bilingual needs Python 3.11 or newer; this is", sys.version.split()[0])
        return 2
    is_test = arguments[:1] == ["test"]
    install("requirements-dev.lock" if is_test else "requirements.lock")
    if not is_test:
        return python("-m", "bilingual", *(arguments or ["translate", "seeds", "-o", "out"]))
    words = tuple(arguments[1:])
    checks = [python("-m", *check) for check in CHECKS.get(words, ())]
    workers = ["-n", "auto"] if words in CHECKS else []
    return max([*checks, python("-m", "pytest", *workers, *words)])


def install(lock: str) -> None:
    """Bring .venv to what the lock file says; it may hold more."""
    stamp = VENV / f"{lock}.installed"
    wanted = hashlib.sha256((ROOT / lock).read_bytes() + sys.version.encode()).hexdigest()
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    print(f"Setting up .venv from {lock} (once; about half a minute) …", file=sys.stderr)
    pip = pip_command()
    subprocess.run([*pip, "install", "--quiet", "--require-hashes", "-r", ROOT / lock], check=True)
    stamp.write_text(wanted, "utf-8")


def pip_command() -> list[str]:
    """Pip for .venv, which is made if need be: this Python's own pip where it can serve another
    Python (22.3 and newer), so that no second copy and no ensurepip is needed."""
    own = subprocess.run(
        [sys.executable, "-m", "pip", "--version"], capture_output=True, text=True, check=False
    )
    found = re.match(r"pip (\d+)\.(\d+)", own.stdout)
    has_pip = found is not None and (int(found[1]), int(found[2])) >= (22, 3)
    if not PYTHON.exists():
        venv.create(VENV, with_pip=not has_pip, clear=True)
    pip = (
        [sys.executable, "-m", "pip", "--python", str(PYTHON)]
        if has_pip
        else [str(PYTHON), "-m", "pip"]
    )
    return [*pip, "--disable-pip-version-check"]


def python(*arguments: str) -> int:
    """Run Python from .venv in the project's folder."""
    return subprocess.run([PYTHON, *arguments], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        print("bilingual: setting up failed, see above; is the package index reachable?")
        sys.exit(error.returncode)
    except KeyboardInterrupt:
        sys.exit(130)
