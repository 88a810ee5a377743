"""Whether a number bears another out: equal, rounded, bounded, in another unit, as a sum or as a share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import partial
from itertools import chain, combinations

from auditor.mentions.number_words import load_number_words
from auditor.mentions.numbers import Number
from auditor.mentions.rounding import significant_digits
from auditor.vocabulary import words

WHOLE = 100
"""Per cent."""
HALF = Fraction(1, 2)
MAX_PARTS = 3
"""Numbers that may make another."""
THINGS = "things"
"""What a count is for if it has a noun."""
NOT_OF = dict.fromkeys(("percent", "age"), frozenset({"money", "date", "time", "year", THINGS}))
"""Kinds of numbers that bear out neither a share nor an age."""
IN_SHARES = {("percent", "fraction"): Fraction(WHOLE), ("fraction", "percent"): Fraction(1, WHOLE)}
"""What a share is to be multiplied by, by the kind that is asked for and its own."""
MOST_TIMES = 10
"""A number so many times more or less counts something else, as in "Two sisters, two votes"."""
ONE_THING = ("states", "people", "workers")
"""Lists of nouns that titles put for each other."""
BELOW = frozenset({"nearly", "under", "up to"})
ABOVE = frozenset({"over", "at least"})
BOUNDS = {
    "over": (Fraction(1), Fraction(5, 4)),
    "at least": (Fraction(1), Fraction(5, 4)),
    "under": (Fraction(4, 5), Fraction(1)),
    "up to": (Fraction(4, 5), Fraction(1)),
    "nearly": (Fraction(4, 5), Fraction(1)),
    "about": (Fraction(9, 10), Fraction(11, 10)),
}
"""How far from a bounded number, as shares of it, another bears it out."""


def bears_out(number: Number, other: Number) -> bool:
    """Whether `other`, of a text, can be `number`, of its title."""
    things = other.kind == "count" and other.noun not in ("", "point")
    if (THINGS if things else other.kind) in NOT_OF.get(number.kind, ()):
        return False
    hours = load_number_words().hours
    timed = number.unit in hours and other.unit in hours
    scales = {
        Fraction(1),
        IN_SHARES.get((number.kind, other.kind), Fraction(1)),
        hours[other.unit] / hours[number.unit] if timed else Fraction(1),
    }
    return any(says(number, scale * other.value) for scale in scales)


def says(number: Number, value: Fraction) -> bool:
    """Whether `value` is the number, is rounded or cut to it, or lies where it is bounded."""
    if value <= 0:
        return False
    step = Fraction(10) ** (math.floor(math.log10(value)) - _kept_digits(number.value) + 1)
    cut, rounded = (math.floor(value / step + half) * step for half in (Fraction(0), HALF))
    whole = number.kind == "percent" and number.value == math.floor(value + HALF)
    return is_within(number, value) or whole or number.value in (cut, rounded)


def is_within(number: Number, value: Fraction) -> bool:
    """Whether `value` is the number, or lies where it is bounded."""
    low, high = BOUNDS.get(number.comparator, (1, 1))
    return low * number.value <= value <= high * number.value


def _kept_digits(value: int | Fraction) -> int:
    """Digits that a number has, and at least as many as rounding keeps: 551 may become 600, but 75 not 80."""
    return max(2 if value < WHOLE else 1, significant_digits(value))


def may_both_hold(number: Number, other: Number) -> bool:
    """Whether one of both is bounded on the side where the other lies: "over 40" and 46, "at least 12" and 13."""
    low, high = sorted((number, other), key=lambda each: each.value)
    return low.comparator in ABOVE or high.comparator in BELOW


def times_apart(number: Number, other: Number) -> float:
    """How many times one is the other, at least 1; without end where only one of them is nothing."""
    low, high = sorted((Fraction(number.value), Fraction(other.value)))
    return float(high / low) if low else math.inf


def count_same(number: Number, other: Number) -> bool:
    """Whether both count the same noun, or measure in the same unit, on one scale."""
    if number.kind != other.kind or other.value <= 1 or times_apart(number, other) > MOST_TIMES:
        return False
    nouns = {number.noun, other.noun}
    if "" in nouns:
        return number.unit == other.unit != ""
    return len(nouns) == 1 or any(words(f"numbers/{things}").issuperset(nouns) for things in ONE_THING)


def add_up_to(number: Number, parts: Sequence[Number]) -> bool:
    """Whether some of `parts` make the number, added up, or taken from each other if they count the same."""
    fits = partial(is_within, number)
    values = [Fraction(part.value) for part in parts if part.kind == number.kind]
    if number.kind == "percent":
        return any(map(fits, map(sum, combinations(values, 2))))
    alike = [pair for pair in combinations(parts, 2) if count_same(*pair)]
    differences = (abs(Fraction(one.value) - other.value) for one, other in alike)
    some = chain.from_iterable(combinations(values, size) for size in range(2, MAX_PARTS + 1))
    return any(map(fits, chain(map(sum, some), differences)))


def is_share(number: Number, pairs: Iterable[tuple[Number, Number]]) -> bool:
    """Whether the number is the share that one of a pair of counts is of the other."""
    scale = {"percent": WHOLE, "fraction": 1}.get(number.kind, 0)
    counts = (sorted((Fraction(one.value), Fraction(other.value))) for one, other in pairs)
    return any(says(number, scale * part / whole) for part, whole in counts if whole)
