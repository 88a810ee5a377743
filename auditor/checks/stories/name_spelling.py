"""One person whom two articles spell otherwise by a letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from operator import attrgetter

from rapidfuzz.distance import OSA

from auditor.checks.excuses import Excuses, is_excused
from auditor.checks.stories.dispute import Comparison, Dispute, is_one_voice, is_outvoted
from auditor.checks.stories.told import ARTICLE, SUBJECT, Story, Told, find_told, group_by

MIN_LETTERS = 5
"""Shorter surnames that differ by a letter are often two persons'."""
UNLIKE: Excuses = {
    "short": lambda one, other: min(len(one), len(other)) < MIN_LETTERS,
    "another start": lambda one, other: one[0] != other[0],
    "another end": lambda one, other: one[-1] != other[-1],
    "more than a letter": lambda one, other: OSA.distance(one, other) > 1,
}
"""Why two words are not one, misspelled."""


@dataclass(frozen=True)
class _Name(Told):
    """A full name in small letters, all of the article, and pairs of words that may be one name's in another script."""

    given: str
    surname: str
    names: frozenset[str]
    variants: frozenset[frozenset[str]]


def _propose(story: Story) -> list[tuple[_Name, Sequence[_Name]]]:
    """Each name with those that have a word alike."""
    names = list(_names(story))
    given, surnames = group_by(names, attrgetter("given")), group_by(names, attrgetter("surname"))
    return [(name, given[name.given] + surnames[name.surname]) for name in names]


def _names(story: Story) -> Iterator[_Name]:
    pairs = chain.from_iterable(combinations(group, 2) for group in story.params["variants"])
    variants = frozenset(map(frozenset, pairs))
    for told in group_by(find_told(story, "name"), ARTICLE).values():
        names = frozenset(map(SUBJECT, told))
        for each in told:
            given, surname = map(str.lower, each.claim.value)
            yield _Name(each.telling, each.claim, given, surname, names, variants)


def _is_another(one: _Name, other: _Name) -> bool:
    """Whether more than a word differs, or by more than a slip, or as forms of one name from another script do."""
    mine, theirs = (one.given, one.surname), (other.given, other.surname)
    unlike = [words for words in zip(mine, theirs, strict=True) if words[0] != words[1]]
    return len(unlike) != 1 or is_excused(UNLIKE, *unlike[0]) or frozenset(unlike[0]) in one.variants


def _loses(dispute: Dispute[_Name]) -> bool:
    """Whether the name is outvoted, and none of those that have another has it, too."""
    names = frozenset[str]().union(*(other.names for other in dispute.against))
    return dispute.mine.claim.subject not in names and is_outvoted(dispute)


NAMES = Comparison(
    propose=_propose,
    excuses={
        "one voice": is_one_voice,
        "another name": _is_another,
        "both here": lambda one, other: other.claim.subject in one.names,
    },
    agree=lambda one, other: one.claim.subject == other.claim.subject,
    loses=_loses,
)
"""Full names with one word alike and a letter of the other put in, left out, changed or swapped."""
