"""Who contradicts whom on one matter, and how many voices stand on either side."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import filterfalse
from typing import Any, Generic, TypeVar

from auditor.checks.excuses import Excuses, is_excused
from auditor.checks.stories.told import ARTICLE, MATTER, SUBJECT, Story, Told, count_voices, firsts, group_by
from auditor.finding import Severity

S = TypeVar("S", bound=Told)
Weight = tuple[int, int]
"""How many independent voices and, where those are even, how many articles."""


@dataclass(frozen=True)
class Dispute(Generic[S]):
    """What an article says, what others say against it, and what others say alike."""

    mine: S
    against: Sequence[S]
    same: Sequence[Told] = ()
    matter: Sequence[S] = ()
    """All that is said of it."""
    values: Mapping[str, str] = field(default_factory=dict)
    """As those of a hit."""
    severity: Severity | None = None

    @property
    def weights(self) -> tuple[Weight, Weight]:
        """Of those that stand with the article, and of those that stand against it."""
        return _weigh([self.mine, *self.same]), _weigh(self.against)


def _weigh(told: Sequence[Told]) -> Weight:
    return count_voices(told), len(group_by(told, ARTICLE))


def lacks_majority(dispute: Dispute[Any]) -> bool:
    """Whether no more voices stand with the article than against it."""
    ours, theirs = dispute.weights
    return ours <= theirs


def is_outvoted(dispute: Dispute[Any]) -> bool:
    """Whether fewer voices stand with the article than against it, or as many and it is not the newer."""
    ours, theirs = dispute.weights
    is_newer = days_until(dispute.against[0], dispute.mine) > 0
    return (ours, is_newer) < (theirs, True)


def days_until(one: Told, other: Told) -> int:
    """Days from the publication of one article to that of another; 0 where one of them is not known."""
    first, last = one.telling.published, other.telling.published
    return (last - first).days if first and last else 0


def is_one_voice(one: Told, other: Told) -> bool:
    """Whether one article is a copy of the other, or both of a third."""
    return one.telling.voice == other.telling.voice


def pair(told: Iterable[S], key: Callable[[S], Hashable] = SUBJECT) -> Iterator[tuple[S, Sequence[S]]]:
    """Each claim with all that are about the same, itself among them."""
    for matter in group_by(told, key).values():
        yield from ((mine, matter) for mine in matter)


@dataclass(frozen=True)
class Comparison(Generic[S]):
    """How claims of one kind may contradict each other.

    `propose` gives each claim with those that speak of the same. Those that no excuse, asked for the claim and the
    other, takes away stand against it, and those that `agree` stand with it. It is disputed if then it `loses`; `tell`
    adds what the hit says besides.
    """

    propose: Callable[[Story], Iterable[tuple[S, Sequence[S]]]]
    excuses: Excuses
    agree: Callable[[S, S], bool] = lambda one, other: False
    loses: Callable[[Dispute[S]], bool] = lambda dispute: True
    tell: Callable[[Dispute[S]], Dispute[S]] = lambda dispute: dispute
    once: bool = False
    """Whether of a matter only the first dispute in an article is told."""

    def find_disputes(self, story: Story) -> list[Dispute[S]]:
        """The claims of a story that lose."""
        disputes = map(self._dispute, self.propose(story))
        lost = filter(self.loses, filter(lambda dispute: dispute.against, disputes))
        told = list(map(self.tell, lost))
        return firsts(told, lambda dispute: MATTER(dispute.mine)) if self.once else told

    def _dispute(self, proposed: tuple[S, Sequence[S]]) -> Dispute[S]:
        mine, matter = proposed
        against = filterfalse(partial(is_excused, self.excuses, mine), matter)
        return Dispute(mine, list(against), list(filter(partial(self.agree, mine), matter)), matter)
