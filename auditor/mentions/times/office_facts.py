"""National offices that a text gives to people who did not hold them near the day of publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
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
    terms: list[Term]

    @property
    def first(self) -> Term:
        """The first of them."""
        return min(self.terms, key=lambda term: term.start)

    @property
    def last(self) -> Term | None:
        """The last of them, if all are over."""
        ended = None not in [term.end for term in self.terms]
        return max(self.terms, key=lambda term: (term.end, term.start)) if ended else None


def find_office_facts(document: Document, given: Given) -> Iterator[Fact]:
    """Those first held months later; where none was held near the day, those given up long before it, too."""
    held = list(filter(_terms_of, _holdings(document)))
    yield from (_began(each) for each in held if each.first.start - given.published > AROUND_TERM)
    if not any(_is_held(each, given) for each in held):
        yield from filter(None, (_ended(each, given) for each in held))


def _holdings(document: Document) -> Iterator[Holding]:
    for claim in document.layer(find_claims):
        yield Holding(claim.window, _terms(document, claim))


def _terms_of(holding: Holding) -> list[Term]:
    return holding.terms


def _is_held(holding: Holding, given: Given) -> bool:
    """Whether the office was held, or nearly, on the day of publication."""
    return any(term.may_cover(given.published, given.published, AROUND_TERM) for term in holding.terms)


def _began(holding: Holding) -> Fact:
    start = holding.first.start
    return Fact(Kind.OFFICE, holding.window, Interval(start, start), later=True, term=holding.first)


def _ended(holding: Holding, given: Given) -> Fact | None:
    """The end of the last term, if it was long before and the bearer is told to act in the office."""
    end = holding.last.end if holding.last else None
    if end is None or given.published - end <= AROUND_TERM or not _acts(holding.window):
        return None
    return Fact(Kind.OFFICE, holding.window, Interval(end, end), later=False, term=holding.last)


def _terms(document: Document, claim: Claim) -> list[Term]:
    """The terms of the one who is meant in the national office that a claim gives."""
    table = document.knowledge.offices
    held = claim.title.meant.held(claim.person)
    offices = {term.office for term in held}
    national = all(each.is_national and not table.roles[each.role].lawmaker for each in offices)
    return held if national else []


def _acts(window: Window) -> bool:
    """Whether a verb of saying is right behind the name, and no word of the past stands in the sentence."""
    said = not words("offices/saying").isdisjoint(window.after(2))
    return said and not window.quoted and not window.has(words("offices/past"))
