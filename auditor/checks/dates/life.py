"""Years against a person's life: what is told of a time before the birth, or as done after the death."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import NamedTuple

from auditor.checks.dates.binding import (
    BOUND_FEATURES,
    LEAD,
    Bound,
    bound_years,
    find_names_beside_years,
    names_year_before,
)
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.knowledge.lives import Life
from auditor.knowledge.offices import display_name
from auditor.knowledge.partial_date import PartialDate
from auditor.knowledge.words import load_person_names
from auditor.mentions.capitals import find_capitals
from auditor.mentions.lives import Bearer, bearers_of, find_bearers, find_bearers_by_surname, name_index
from auditor.mentions.times import Dated, find_document_date
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

NEVER = date.max.year
"""The year in which who is not known to have died did."""
LONGEST_LIFE = 110
"""Years; hardly anybody is older who speaks to a newspaper or writes for one."""
NAMESAKE_REACH = 2
"""Tokens behind a name in which it is told whose namesake is meant: ", Jr.", "the elder"."""
FIRST_PERSON = frozenset({"i"})


class Claim(NamedTuple):
    """A year that a person is put into."""

    bound: Bound
    life: Life
    """The one of its name that comes nearest."""

    @property
    def window(self) -> Window:
        """The name and the year."""
        return self.bound.window


def _birth(bearer: Bearer) -> Life:
    return min(bearer.lives, key=lambda life: life.born)


def _death_year(life: Life) -> int:
    return life.died.year if life.died else NEVER


def _death(bearer: Bearer) -> Life:
    return max(bearer.lives, key=_death_year)


def propose_before_birth(document: Document, rule: Rule) -> list[Claim]:
    """Each person that the words put into a year before the birth of everybody of the name."""
    return document.layer(find_too_early)


def find_too_early(document: Document) -> list[Claim]:
    """The same, made once, by full name and surname; none where no name of somebody born later is beside a year."""
    if not names_year_before(document, name_index(document.knowledge.lives).born):
        return []
    bearers = (*document.layer(find_bearers), *document.layer(find_bearers_by_surname))
    claims = (Claim(bound, _birth(bearer)) for bearer in bearers for bound in bound_years(bearer.window))
    return [claim for claim in claims if claim.bound.dated.year < claim.life.born.year]


def propose_after_death(document: Document, rule: Rule) -> Iterator[Claim]:
    """Each person that the words put, by the full name, into a year after everybody of the name had died, beside what
    only the living do."""
    died, beside = name_index(document.knowledge.lives).died, document.layer(find_names_beside_years)
    dead = {name for year, names in beside for name in names & died.keys() if died[name] < year}
    places = document.layer(find_capitals).among(dead)
    for bearer in bearers_of(document, filter(partial(_may_act, document.tokens.folded), places)):
        life = _death(bearer)
        yield from (Claim(bound, life) for bound in bound_years(bearer.window) if bound.dated.year > _death_year(life))


def _may_act(folded: Sequence[str], place: tuple[int, str]) -> bool:
    """Whether what only the living do stands right behind a name, or "by" a little before it."""
    at, _ = place
    return not words("dates/acts").isdisjoint(folded[at + 1 : at + 2]) or "by" in folded[max(0, at - LEAD) : at]


def find_unborn(document: Document) -> frozenset[Dated]:
    """The times into which the words put somebody who was not born, or "I" who could not be alive any more."""
    oldest = document.layer(find_document_date).latest.year - LONGEST_LIFE
    told = (bound_years(Window(document, at, at + 1)) for at in document.tokens.at(FIRST_PERSON))
    too_old = [bound.dated for bound in chain.from_iterable(told) if bound.dated.year < oldest]
    return frozenset([*too_old, *(claim.bound.dated for claim in document.layer(find_too_early))])


FEATURES = {
    **BOUND_FEATURES,
    "behind-name": lambda claim: frozenset(claim.bound.name.after(NAMESAKE_REACH)),
    "titled": lambda claim: claim.bound.name.words[0] in words("names/titles"),
    "common-surname": lambda claim: claim.bound.name.words[-1] in load_person_names().family,
    "possessive": lambda claim: claim.bound.name.bare_span != claim.bound.name.span,
}


def tell_before_birth(claim: Claim, rule: Rule) -> Hit:
    """The name and the year, and when the person was born."""
    return _hit(claim, rule, claim.life.born, "born")


def tell_after_death(claim: Claim, rule: Rule) -> Hit:
    """The name and the year, and when the person died."""
    return _hit(claim, rule, claim.life.died, "died")


def _hit(claim: Claim, rule: Rule, day: PartialDate | None, what: str) -> Hit:
    life, person = claim.life, display_name(claim.life.person)
    fact = Evidence(f"{person}, {what} {day}", reference=life.source, as_of=life.as_of)
    values = {"other": person, "date": str(claim.bound.dated.year), "expected": str(day)}
    return Hit(rule, claim.window.span, values=values, evidence=(fact,))


BEFORE_BIRTH = Detector(propose_before_birth, tell_before_birth, FEATURES)
AFTER_DEATH = Detector(propose_after_death, tell_after_death, FEATURES)
