"""How time grows from 10 to 100 thousand characters, measured so that a busy machine does not matter."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping

SMALL, LARGE = 10_000, 100_000
ROUNDS = 3
"""The least of so many measures counts; a second round is run only where the first was over the limit."""
FLOOR_SECONDS = 0.004
"""Below it a clock tells little."""
LOGARITHM = 1.25
"""log 100,000 / log 10,000."""
SLACK = 2.0
"""Linear work may take this many times its share where other programs take the processor's cache away."""
LIMIT = LARGE / SMALL * LOGARITHM * SLACK
"""25 times the time for 10 times the text; quadratic work takes 100."""
Timed = Callable[[int], Mapping[str, float]]
"""Does the work on so many characters and tells the seconds of its parts."""


def too_steep(work: Timed) -> dict[str, tuple[float, float]]:
    """The parts of `work` that grow faster than n log n, with their seconds at both sizes."""
    best: dict[int, dict[str, float]] = {size: defaultdict(lambda: float("inf")) for size in (SMALL, LARGE)}
    steep: dict[str, tuple[float, float]] = {}
    for _ in range(ROUNDS):
        for size, kept in best.items():
            for part, seconds in work(size).items():
                kept[part] = min(kept[part], seconds)
        steep = {
            part: (best[SMALL][part], seconds)
            for part, seconds in best[LARGE].items()
            if seconds > LIMIT * max(best[SMALL][part], FLOOR_SECONDS)
        }
        if not steep:
            break
    return steep


def clocked(work: Callable[[], object]) -> float:
    """Seconds of the processor that `work` took."""
    begun = time.process_time()
    work()
    return time.process_time() - begun
