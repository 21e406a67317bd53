"""What a process of a `pool` does: a line of JSON comes in for each text, one goes out for each
translation. It ends with its stdin, and so with whoever started it."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any


def serve(load: Callable[[], Callable[[str], str]]) -> None:
    """Make a translator by ``load``, say ``null`` or what is wrong with it, then answer.

    Where a translation fails, its answer is empty, which a check finds. Whatever libraries print
    is no answer.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started it
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)

    def say(what: Any) -> None:
        print(json.dumps(what), file=answers, flush=True)

    try:
        translate = load()
    except BaseException as error:  # a panic of Rust's is no Exception
        say(" ".join(str(error).split())[:200] or type(error).__name__)
        return
    say(None)
    for line in sys.stdin.buffer:
        try:
            answer = translate(json.loads(line))
        except BaseException:  # the same
            answer = ""
        say(answer)
