"""How time grows with the input, measured so that neither a busy machine nor the tests run before matter."""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Mapping

SMALL, LARGE = 5_000, 50_000
"""Characters, where a test names no sizes of its own."""
ROUNDS = 3
"""The least of so many measures counts; a second round is run only where the first was over the limit."""
FLOOR_SECONDS = 0.002
"""Below it a clock tells little."""
LOGARITHM = 1.27
"""log 50,000 / log 5,000."""
SLACK = 2.0
"""Linear work may take this many times its share where other programs take the processor's cache away."""
DOUBLE_LIMIT = 2.4
"""Twice the input may take this many times as long: n log n takes 2.1 times, n to the power of 1.5 takes 2.8, n * n 4.

Asked where work is over its share: what begins only within a larger input, as years do in a text that counts up, is
over it and yet linear.
"""
Timed = Callable[[int], Mapping[str, float]]
"""Does the work on an input of so many pieces and tells the seconds of its parts."""


def too_steep(work: Timed, small: int = SMALL, large: int = LARGE) -> dict[str, tuple[float, float]]:
    """The parts of `work` that grow faster than n log n, with their seconds at both sizes.

    For 10 times the input 25 times the time is allowed; quadratic work takes 100. Where a part takes more, it is steep
    if twice the larger input shows it again.
    """
    limit = large / small * LOGARITHM * SLACK
    work(small)  # what is loaded at first use
    steep = _over(work, small, large, lambda least: limit * max(least, FLOOR_SECONDS))
    if steep:
        again = _over(work, large, 2 * large, lambda least: DOUBLE_LIMIT * least)
        return {part: seconds for part, seconds in steep.items() if part in again}
    return steep


def _over(work: Timed, small: int, large: int, allowed: Callable[[float], float]) -> dict[str, tuple[float, float]]:
    """The parts that take more at `large` than is allowed for what they take at `small`, by their least of ROUNDS."""
    best: dict[int, dict[str, float]] = {size: defaultdict(lambda: float("inf")) for size in (small, large)}
    over: dict[str, tuple[float, float]] = {}
    for _ in range(ROUNDS):
        for size, kept in best.items():
            for part, seconds in work(size).items():
                kept[part] = min(kept[part], seconds)
        over = {
            part: (best[small][part], seconds)
            for part, seconds in best[large].items()
            if seconds > allowed(best[small][part])
        }
        if not over:
            break
    return over


def clocked(work: Callable[[], object]) -> float:
    """Seconds of the processor that `work` took, without the collector of cycles: it walks through all that the process
    holds, which grows with the tests run before."""
    collects = gc.isenabled()
    gc.disable()
    try:
        begun = time.process_time()
        work()
        return time.process_time() - begun
    finally:
        if collects:
            gc.enable()
