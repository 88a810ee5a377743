"""Acts of an office long before its bearer came to it: "the law that President X signed in 1975"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from auditor.checks.dates.binding import BOUND_FEATURES, LEAD, Bound, bound_years
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.knowledge.offices import Term
from auditor.mentions.offices import Claim, find_claims
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window


class Early(NamedTuple):
    """A year in which the text has somebody act in an office, and the first term of all who may be meant."""

    bound: Bound
    term: Term

    @property
    def window(self) -> Window:
        """The name and the year."""
        return self.bound.window

    @property
    def years(self) -> int:
        """How many years the term begins later."""
        return self.term.start.year - self.bound.dated.year


def propose(document: Document, rule: Rule) -> Iterator[Early]:
    """Each year before all terms of the office that stands before the name, of an act of that office."""
    acts = not words("dates/acts of office").isdisjoint(document.tokens.counts)
    for claim in document.layer(find_claims) if acts else ():
        if claim.window.field == "text" and not claim.apposition and _may_act(claim.window):
            yield from (each for each in _years_of(claim) if each.years > 0)


def _years_of(claim: Claim) -> Iterator[Early]:
    """The years of what stands around the name, beside the first term of anybody who may be meant."""
    terms = chain.from_iterable(map(claim.title.meant.held, claim.mention.people))
    first = sorted(terms, key=lambda term: term.start)[:1]
    years = bound_years(claim.window._replace(first=claim.window.end - 1)) if first else ()
    return (Early(bound, *first) for bound in years)


def _may_act(claimed: Window) -> bool:
    """Whether an act of an office stands right behind the name, or shortly before the office, and "by" behind it."""
    acts, before = words("dates/acts of office"), claimed.before(LEAD)
    return claimed.word_after in acts or (before[-1:] == ["by"] and not acts.isdisjoint(before))


def tell(early: Early, rule: Rule) -> Hit:
    """The name and the year, and since when the person held the office."""
    table, term = early.window.document.knowledge.offices, early.term
    fact = Evidence(
        f"{term.name}: {table.label(term.office)} since {term.start}", reference=term.source, as_of=term.as_of
    )
    values = {"date": str(early.bound.dated.year), "other": term.name, "expected": str(term.start.year)}
    return Hit(rule, early.window.span, values=values, evidence=(fact,))


FEATURES = {
    **BOUND_FEATURES,
    "years-early": lambda early: early.years,
}
DETECTOR = Detector(propose, tell, FEATURES)
