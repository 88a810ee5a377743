"""The gamma distribution with rate 1: its distribution function and quantiles.

Source: Press et al., Numerical Recipes, section 6.2 (series below shape + 1, continued fraction above).
"""

from __future__ import annotations

import math
from itertools import count

PRECISION = 1e-15
_TINY = 1e-300


def gamma_cdf(x: float, shape: float) -> float:
    """The probability of a value up to `x`."""
    if x <= 0:
        return 0.0
    density = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1:
        return density * _series(x, shape)
    return 1 - density * _fraction(x, shape)


def _series(x: float, shape: float) -> float:
    term = total = 1 / shape
    for n in count(1):
        term *= x / (shape + n)
        total += term
        if term < total * PRECISION:
            break
    return total


def _fraction(x: float, shape: float) -> float:
    """The continued fraction of the upper tail, by Lentz's method."""
    b = x + 1 - shape
    c, d = 1 / _TINY, 1 / b
    value = d
    for n in count(1):
        a = -n * (n - shape)
        b += 2
        d = 1 / _away_from_zero(a * d + b)
        c = _away_from_zero(b + a / c)
        value *= c * d
        if abs(c * d - 1) < PRECISION:
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def gamma_quantile(probability: float, shape: float) -> float:
    """The value that is not exceeded with `probability`, 0 < probability < 1; by bisection, good to 1e-12."""
    low, high = 0.0, shape + 10 * math.sqrt(shape) + 20
    while gamma_cdf(high, shape) < probability:
        high *= 2
    while high - low > 1e-13 * max(high, 1e-3):
        middle = (low + high) / 2
        if gamma_cdf(middle, shape) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2
