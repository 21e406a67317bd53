"""Signals that ask a process to end: it ends as after Ctrl-C, with whole files and its account
saved."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGTERM", "SIGHUP")
"""systemd, Docker and ``timeout`` send the first, a terminal that is closed the second."""
_received: list[int] = []


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Meanwhile the signals raise ``KeyboardInterrupt``, unless whoever started us has them
    ignored."""
    _received.clear()
    known = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    taken = [number for number in known if signal.getsignal(number) is signal.SIG_DFL]

    def stop(number: int, frame: FrameType | None) -> None:
        for other in taken:  # one is enough: what is being saved is to be saved to the end
            signal.signal(other, signal.SIG_IGN)
        _received.append(number)
        raise KeyboardInterrupt

    for number in taken:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def stopped_code() -> int:
    """The exit code of a process that was stopped: 128 and the signal's number."""
    return 128 + (_received[0] if _received else signal.SIGINT)
