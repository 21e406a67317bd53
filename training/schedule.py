"""How fast to learn, and how long to remember, over the course of a schedule."""

from __future__ import annotations

import math

_FLAT = 0.15  # of the schedule at the peak rate, before it sinks with the square root
_COOLING = 0.8  # from here on the rate falls to almost nothing: worth the most of all
_LEAST = 0.03


def learning_rate(peak: float, step: int, warmup: int, progress: float) -> float:
    """The rate of ``step``: up to ``peak`` in ``warmup`` steps, then by ``progress`` (0 to 1)."""
    warm = min(1.0, step / max(1, warmup))
    sunk = 1.0 if progress < _FLAT else math.sqrt(_FLAT / progress)
    cooled = 1.0 if progress < _COOLING else max(_LEAST, (1 - progress) / (1 - _COOLING))
    return peak * warm * sunk * cooled


def average_decay(step: int) -> float:
    """What the moving average keeps of itself at ``step``: little at first, 0.999 later."""
    return min(0.999, (1 + step) / (10 + step))
