"""What these tests share: seeds by number, a run in a process that can be killed, snapshots."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx

from bilingual.cli.main import main
from tests.conftest import ROOT

TIMES = int(os.environ.get("FAULTS", "40"))
"""How many times each trouble is made."""
REFUSAL = "not as bilingual wrote it"


def make_seeds(folder: Path, count: int) -> list[Path]:
    """Texts, Markdown with a picture in it, and a Word file or two, in two folders."""
    made = []
    for number in range(count):
        path = folder / f"{number % 2}" / f"文{number}.{'txt' if number % 3 else 'md'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        edit(path, random.Random(number))
        made.append(path)
    word = docx.Document()
    word.add_paragraph("会议举行。")
    word.add_picture(str(ROOT / "docs" / "side-by-side.png"))
    word.save(str(folder / "w.docx"))
    return made


def edit(path: Path, rng: random.Random) -> None:
    """Give a seed another text."""
    lines = "".join(f"第{rng.randrange(1000)}段的内容。\n\n" for _ in range(rng.randrange(1, 4)))
    path.write_text(f"标题{rng.randrange(1000)}\n\n{lines}", "utf-8")


def snapshot(folder: Path) -> dict[str, bytes]:
    """All files below a folder and what they hold."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def start(words: list[str], said: Path, prepare: Callable[[], None] = lambda: None) -> int:
    """Run the command in a child of this process, which has all libraries loaded; its id."""
    child = os.fork()
    if child:
        while os.getpgid(child) != child:  # it may be killed as a group from now on
            time.sleep(0.001)
        return child
    try:
        os.setsid()
        prepare()
        handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for number in (1, 2):
            os.dup2(handle, number)
        sys.stdout, sys.stderr = (open(n, "w", encoding="utf-8") for n in (1, 2))  # noqa: PTH123, SIM115
        sys.argv = ["bilingual", *words]
        with contextlib.suppress(SystemExit):
            main()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(0)


def start_and_kill(
    words: list[str], said: Path, seconds: float, number: signal.Signals = signal.SIGKILL
) -> bool:
    """Run the command for so many seconds at most, then kill it; whether that ended it."""
    child = start(words, said)
    time.sleep(seconds)
    os.killpg(child, number)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


__all__ = ["REFUSAL", "TIMES", "edit", "make_seeds", "snapshot", "start"]
