"""Clocks that bear a busy machine: the best of several runs, and everything as multiples of one fixed workload."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")

ROUNDS = 5
REFERENCE_TEXT = (
    "The harbour board met on Tuesday, 4 March, to talk about the new ferry, which costs $48 million. " * 2_000
)
REFERENCE_SECONDS = 0.016
"""What the fixed workload takes with it on the machine on which the promises of the tests were made."""
_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")


def best_of_each(work: Callable[[Thing], object], things: Sequence[Thing], rounds: int = ROUNDS) -> float:
    """Mean milliseconds of `work` over `things`, each at its best of `rounds`: what others disturb is left out."""
    return best_in_turn([work], things, rounds)[0]


def best_in_turn(
    works: Sequence[Callable[[Thing], object]], things: Sequence[Thing], rounds: int = ROUNDS
) -> list[float]:
    """The same for each of `works`, taken in turn, so that a machine that grows slow is slow for all of them."""
    totals = [0.0] * len(works)
    for thing in things:
        taken = [[_seconds(work, thing) for work in works] for _ in range(rounds)]
        totals = [total + min(times) for total, times in zip(totals, zip(*taken, strict=True), strict=True)]
    return [1000 * total / len(things) for total in totals]


def _seconds(work: Callable[[Thing], object], thing: Thing) -> float:
    begun = time.process_time()
    work(thing)
    return time.process_time() - begun


def reference_work(text: str) -> int:
    """A fixed workload of the kind that an audit is: a regular expression, dictionaries, slices. Never change it."""
    words = _WORD.findall(text)
    counts = Counter(words)
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    seen: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        if word[0].isupper() and counts[word] < 20:
            seen.setdefault(word.lower(), []).append(starts[number])
    return sum(len(places) for places in seen.values())


def slowness(clock: Callable[[], float] = time.process_time) -> float:
    """How many times as long as on the machine of the promises the fixed workload takes here and now; at least 1.

    A promise in seconds is held to so many times its seconds, by the same `clock`.
    """
    best = float("inf")
    for _ in range(ROUNDS):
        begun = clock()
        reference_work(REFERENCE_TEXT)
        best = min(best, clock() - begun)
    return max(1.0, best / REFERENCE_SECONDS)


def process_cost(*arguments: str) -> tuple[float, float]:
    """CPU seconds, the best of ROUNDS, and peak MB of a Python process with `arguments`."""
    best = float("inf")
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best, after.ru_maxrss / 1024
