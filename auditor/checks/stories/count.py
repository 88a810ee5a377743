"""The same things counted in two articles: other amounts, or the same amount bounded otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from operator import attrgetter

from auditor.checks.stories.amounts import has_grown, may_be_one
from auditor.checks.stories.dispute import Comparison, days_until, is_one_voice, pair
from auditor.checks.stories.told import MATTER, Story, Told, find_told, group_by

MIN_SHARED = 2
"""Concepts that both sentences have beside the noun, one of them right behind it: "countries attended the meeting"."""
MIN_SHARE = 0.5
"""The part of the shorter sentence's concepts that the other has too."""
MAX_SHARE = 0.8
"""Sentences that have more in common are told apart word by word: rule number-differs."""
MAX_COUNTS = 12
"""Counts of one noun in an article that are compared."""
MAX_RATIO = 2.5
"""Counts farther apart are of other things: the delegates of one state and those of all."""
BOUNDS = {
    "over": (1, inf),
    "at least": (1, inf),
    "under": (0, 1),
    "up to": (0, 1),
    "nearly": (0.9, 1),
    "about": (0.9, 1.1),
}
"""From which part of the figure to which an amount may be, by the words that bound it; others leave it exact."""


@dataclass(frozen=True)
class _Count(Told):
    """A count, and all that its article has of the same noun."""

    number: int
    """Which article of the story it stands in."""
    counts: frozenset[tuple[str, ...]]
    amount: Fraction
    bound: str
    vague: str

    @property
    def reach(self) -> tuple[float, float]:
        """The least and the most that are meant."""
        least, most = BOUNDS.get(self.bound, (1, 1))
        return least * float(self.amount), most * float(self.amount)


def _counts(story: Story) -> Iterator[_Count]:
    """The counts of the articles, without what one counts so often that each must be another group."""
    numbers = {telling.key: number for number, telling in enumerate(story.tellings)}
    groups = group_by(find_told(story, "number"), MATTER).values()
    for told in filter(lambda told: len(told) <= MAX_COUNTS, groups):
        counts = frozenset(map(attrgetter("claim.value"), told))
        for each in told:
            amount, bound, vague = each.claim.value
            yield _Count(each.telling, each.claim, numbers[each.telling.key], counts, Fraction(amount), bound, vague)


def _is_later(one: _Count, other: _Count) -> bool:
    """Whether it stands in the newer article, or in the second of those of one day."""
    return (days_until(one, other), other.number) < (0, one.number)


def _are_unlike(one: _Count, other: _Count) -> bool:
    """Whether the sentences have too little in common for the same things, or so much that they are aligned."""
    shared = len(one.claim.context & other.claim.context)
    less, more = sorted((len(one.claim.context), len(other.claim.context)))
    return not max(MIN_SHARED, MIN_SHARE * less) <= shared <= MAX_SHARE * more


def _are_compatible(one: _Count, other: _Count) -> bool:
    """Whether a reader of both knows how many there were, or knows that they are not the same things."""
    if may_be_one(one.amount, other.amount):
        return {one.bound, other.bound} != {"over", "about"}
    return not (one.vague or other.vague or _are_apart(one, other))


def _are_apart(one: _Count, other: _Count) -> bool:
    """Whether two amounts exclude each other, and are not so far apart that they must be of other things."""
    (_, most), (least, _) = sorted((one.reach, other.reach))
    low, high = sorted((one.amount, other.amount))
    return most < least and high <= MAX_RATIO * low


COUNTS = Comparison(
    propose=lambda story: pair(_counts(story)),
    excuses={
        "one voice": is_one_voice,
        "later": _is_later,
        "does something else": lambda one, other: one.claim.predicate.isdisjoint(other.claim.predicate),
        "unlike": _are_unlike,
        "counted there": lambda one, other: one.claim.value in other.counts,
        "the other counted here": lambda one, other: other.claim.value in one.counts,
        "compatible": _are_compatible,
        "grown": has_grown,
    },
    once=True,
)
"""Counts that a later article gives otherwise, the first of each noun of an article."""
