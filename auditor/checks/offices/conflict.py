"""Two offices for one person in one text that were never held at the same time: a sign even without a date."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations, product
from typing import NamedTuple

from auditor.checks.offices.context import NEAR
from auditor.checks.offices.judge import is_history
from auditor.document import Document
from auditor.knowledge.offices import Term
from auditor.mentions.judged import in_own_prose
from auditor.mentions.offices import Claim, find_claims
from auditor.mentions.times import find_document_date
from auditor.text.years import is_year
from auditor.vocabulary import words
from auditor.window import Window


class Told(NamedTuple):
    """The first claim of a text on an office for a person, and the terms that it may mean, the earliest first."""

    claim: Claim
    terms: Sequence[Term]
    times: int
    """How often the text makes it."""

    @property
    def last(self) -> Term:
        """The latest of its terms."""
        return self.terms[-1]


class Conflict(NamedTuple):
    """A claim, and the other that speaks against it."""

    told: Told
    other: Told

    @property
    def window(self) -> Window:
        """The passage of the claim."""
        return self.told.claim.window


def find_conflicts(document: Document, grace_days: int) -> Iterator[Conflict]:
    """Claims of a text without a date that another of its claims excludes, one for each pair of offices.

    Of the two, the one is flagged that the text makes less often, else the one of the earlier office.
    """
    if document.layer(find_document_date).day is None:
        for claims in _by_person(document).values():
            for told, other in combinations(_told(claims), 2):
                if not may_overlap(told.terms, other.terms, timedelta(days=grace_days)):
                    yield Conflict(told, other)


def _by_person(document: Document) -> Mapping[str, Sequence[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in document.layer(find_claims):
        if claim.person and _is_plain(claim.window):
            found[claim.person].append(claim)
    return found


def _is_plain(window: Window) -> bool:
    """Whether a claim speaks of what is so now, as far as the words around it tell."""
    coloured = window.has(words("offices/past") | words("offices/to come"), NEAR)
    return in_own_prose(window) and not coloured and not any(map(is_year, window.around()))


def _told(claims: Sequence[Claim]) -> Sequence[Told]:
    """The claims of one person on offices that they held, what is said least first; none if all of it is history."""
    counts = Counter(claim.title.phrase for claim in claims)
    first = {claim.title.phrase: claim for claim in reversed(claims)}.values()
    told = [Told(claim, claim.title.meant.held(claim.person), counts[claim.title.phrase]) for claim in first]
    held = [each for each in told if each.terms]
    current = any(not is_history(each.last, each.claim.title.meant.table.as_of) for each in held)
    return sorted(held, key=lambda each: (each.times, each.last.start)) if current else ()


def may_overlap(ones: Iterable[Term], others: Iterable[Term], grace: timedelta) -> bool:
    """Whether one of either may have been held on one day of the other, or handed over within `grace`."""
    return any(one.may_cover(two.start, two.until, grace) for one, two in product(ones, others))
