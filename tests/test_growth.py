"""The measure that tests of growth stand on tells steep work from linear work, whatever disturbs it once."""

import gc
import math
from collections.abc import Callable, Iterator

import pytest

from tests.growth import clocked, too_steep


@pytest.mark.parametrize(
    ("seconds", "steep"),
    [
        (lambda n: n * 1e-6, False),
        (lambda n: n * math.log(n) * 1e-6, False),
        (lambda n: n**1.5 * 1e-6, True),
        (lambda n: n * n * 1e-9, True),
    ],
)
def test_what_grows_faster_than_n_log_n_is_steep(seconds: Callable[[int], float], steep: bool) -> None:
    assert list(too_steep(lambda size: {"work": seconds(size)})) == ["work"] * steep


@pytest.mark.parametrize(("power", "steep"), [(1, False), (2, True)])
def test_what_begins_late_is_judged_by_what_follows(power: int, steep: bool) -> None:
    """Nothing to do for the smaller input, as where only a long text counts up to a year."""
    assert bool(too_steep(lambda size: {"work": 1e-6 * max(0, size - 15_000) ** power})) == steep


def test_one_disturbed_measure_does_not_count() -> None:
    disturbed: Iterator[float] = iter([1, 1, 100, 1])
    assert not too_steep(lambda size: {"work": size * 1e-6 * next(disturbed, 1)})


def test_the_collector_does_not_run_in_what_is_clocked() -> None:
    ran: list[bool] = []
    clocked(lambda: ran.append(gc.isenabled()))
    assert ran == [False]
    assert gc.isenabled()
