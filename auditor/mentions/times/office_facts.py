"""National offices that a text gives to people who did not hold them near the day of publication."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from auditor.document import Document
from auditor.knowledge.offices import Term
from auditor.mentions.offices import Claim, find_claims
from auditor.mentions.times.fact import Fact, Given, Kind
from auditor.mentions.times.interval import Interval
from auditor.vocabulary import words
from auditor.window import Window

AROUND_TERM = timedelta(days=200)
"""So long people are called by an office before and after they hold it; see checks/offices/context.py."""


class Holding(NamedTuple):
    """A claim, and the terms of the one whom it means."""

    window: Window
    terms: Sequence[Term]

    @property
    def first(self) -> Term:
        """The first of them."""
        return min(self.terms, key=lambda term: term.start)

    @property
    def last(self) -> Term:
        """The last of them: one that is not over, if there is one."""
        return max(self.terms, key=lambda term: (term.end or date.max, term.start))

    def may_cover(self, day: date) -> bool:
        """Whether the office was held, or nearly, on a day."""
        return any(term.may_cover(day, day, AROUND_TERM) for term in self.terms)


def find_office_facts(document: Document, given: Given) -> Iterator[Fact]:
    """Those first held months later; where none was held near the day, those given up long before it, too."""
    held = [each for each in map(partial(_holding, document), document.layer(find_claims)) if each.terms]
    yield from (_began(each) for each in held if each.first.start - given.published > AROUND_TERM)
    if not any(each.may_cover(given.published) for each in held):
        yield from filter(None, (_ended(each, given) for each in held))


def _began(holding: Holding) -> Fact:
    start = holding.first.start
    return Fact(Kind.OFFICE, holding.window, Interval(start, start), later=True, term=holding.first)


def _ended(holding: Holding, given: Given) -> Fact | None:
    """The end of the last term, if it was long before and the bearer is told to act in the office."""
    end = holding.last.end
    if end is None or given.published - end <= AROUND_TERM or not _acts(holding.window):
        return None
    return Fact(Kind.OFFICE, holding.window, Interval(end, end), later=False, term=holding.last)


def _holding(document: Document, claim: Claim) -> Holding:
    """The terms of the one who is meant in the national office that a claim gives."""
    table = document.knowledge.offices
    held = claim.title.meant.held(claim.person)
    offices = {term.office for term in held}
    national = all(each.is_national and not table.roles[each.role].lawmaker for each in offices)
    return Holding(claim.window, held if national else [])


def _acts(window: Window) -> bool:
    """Whether a verb of saying is right behind the name, and no word of the past stands in the sentence."""
    said = not words("offices/saying").isdisjoint(window.after(2))
    return said and not window.quoted and not window.has(words("offices/past"))
