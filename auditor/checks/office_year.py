"""Kind `office-year`: the year in which somebody is said to have come to an office, or to have left it, is another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, partial
from itertools import takewhile
from operator import ne
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.offices.telling import history, references, spell
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.knowledge.offices import Term
from auditor.mentions.offices import Claim, find_claims
from auditor.mentions.phrases import Phrases
from auditor.rule import Rule
from auditor.text.years import is_year
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"person", "held", "source", "as_of"})
WHO = (",", "who")
REACH = 12
"""Tokens behind a name among which a year is looked for: ", who was elected over another in a close race in 2019"."""
ELECTION = timedelta(days=120)
"""The longest time from an election to taking office; a predecessor leaves no longer before it."""


class Params(Schema):
    """None."""


class Told(NamedTuple):
    """What is said of somebody's office: ", who took office in 2019"."""

    window: Window
    verb: str
    year: int
    terms: Sequence[Term]
    """The person's own that may be meant."""


def propose(document: Document, rule: Rule) -> Iterator[Told]:
    """Years behind the name of an office holder that none of the terms of the office allows."""
    for claim in document.layer(find_claims):
        told = _told(claim)
        if told and VERBS[told.verb](told):
            yield told


def _told(claim: Claim) -> Told | None:
    """What the clause behind a name says of an office held, with its year; None if it says nothing of the kind."""
    if not claim.window.leads(*WHO):
        return None
    clause = list(takewhile(partial(ne, ","), claim.window.after(REACH)[len(WHO) :]))
    verb = _verbs().at(clause, 0) or _verbs().at(clause, len(("finally",)))
    year = next((at for at in range(1, len(clause)) if clause[at - 1] == "in" and is_year(clause[at])), 0)
    terms = claim.title.meant.held(claim.person)
    window = claim.window._replace(end=claim.window.end + len(WHO) + year + 1)
    return Told(window, verb[1], int(clause[year]), terms) if verb and year and terms else None


@cache
def _verbs() -> Phrases[str]:
    """The phrases of the lists of VERBS; their meaning is the list."""
    return Phrases.of({tuple(phrase.split()): verb for verb in VERBS for phrase in words(f"offices/{verb}")}, 0)


def _came_otherwise(told: Told) -> bool:
    """Whether the person came to the office later, or was out of it by then; within a term may lie a second."""
    first = date(told.year, 1, 1)
    return not any(term.may_cover(first, date(told.year, 12, 31), ELECTION) for term in told.terms)


def _left_otherwise(told: Told) -> bool:
    """Whether the person left the office in other years."""
    ends = [term.end for term in told.terms if term.end and not term.approximate]
    years = {day.year for end in ends for day in (end - ELECTION, end)}
    return len(ends) == len(told.terms) and told.year not in years


VERBS: Mapping[str, Callable[[Told], bool]] = {
    "coming": _came_otherwise,
    "leaving": _left_otherwise,
}
"""Lists of phrases, and what speaks against a year behind one of them."""


def tell(told: Told, rule: Rule) -> Hit:
    """The passage with the terms of the office."""
    table, last = told.window.document.knowledge.offices, told.terms[-1]
    values = {
        "person": last.name, "held": history(table, told.terms), "source": last.source, "as_of": spell(last.as_of),
    }  # fmt: skip
    evidence = tuple(references(table, told.terms))
    return Hit(rule, told.window.bare_span, told.window.field, values, evidence)


FEATURES: Mapping[str, Feature] = {}
compile = Detector(propose, tell).compile
