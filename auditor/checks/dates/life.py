"""Years against a person's life: what is told of a time before the birth, or as done after the death."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from auditor.checks.dates.binding import LEAD, Bound, bound_years, find_names_beside_years, names_year_before
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

NEVER = 9999
"""The year in which who is not known to have died did."""
LONGEST_LIFE = 110
"""Years; hardly anybody is older who speaks to a newspaper or writes for one."""
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

    @property
    def name(self) -> Window:
        """The name alone."""
        return self.bound.name


def _birth(bearer: Bearer) -> Life:
    return min(bearer.lives, key=lambda life: life.born)


def _death_year(life: Life) -> int:
    return life.died.year if life.died else NEVER


def _death(bearer: Bearer) -> Life:
    return max(bearer.lives, key=_death_year)


def propose_before_birth(document: Document, rule: Rule) -> Iterator[Claim]:
    """Each person that the words put into a year before the birth of everybody of the name."""
    for bearer in _doubted_births(document):
        life = _birth(bearer)
        yield from (Claim(bound, life) for bound in bound_years(bearer.window) if bound.dated.year < life.born.year)


def _doubted_births(document: Document) -> Sequence[Bearer]:
    """Everybody, by full name or surname, if beside a year stands a name of somebody born later."""
    if names_year_before(document, name_index(document.knowledge.lives).born):
        return [*document.layer(find_bearers), *document.layer(find_bearers_by_surname)]
    return []


def propose_after_death(document: Document, rule: Rule) -> Iterator[Claim]:
    """Each person that is told, by the full name, to do what only the living do in a year after everybody of the
    name had died."""
    died, beside = name_index(document.knowledge.lives).died, document.layer(find_names_beside_years)
    dead = {name for year, names in beside for name in names & died.keys() if died[name] < year}
    places = document.layer(find_capitals).among(dead)
    for bearer in bearers_of(document, filter(partial(_may_act, document.tokens.folded), places)):
        life = _death(bearer)
        years = _years_of_acts(bearer.window) if life.died else ()
        yield from (Claim(bound, life) for bound in years if bound.dated.year > _death_year(life))


def _may_act(folded: Sequence[str], place: tuple[int, str]) -> bool:
    """Whether what only the living do stands right behind a name, or "by" a little before it."""
    at, _ = place
    return not words("dates/acts").isdisjoint(folded[at + 1 : at + 2]) or "by" in folded[max(0, at - LEAD) : at]


def _years_of_acts(name: Window) -> Iterator[Bound]:
    """The years of what the bearer of a name does, or has done."""
    acts = name.word_after in words("dates/acts")
    return (bound for bound in bound_years(name) if acts or bound.order == "by")


def find_unborn(document: Document) -> frozenset[Dated]:
    """The times into which the words put somebody who was not born, or "I" who could not be alive any more."""
    return frozenset(bound.dated for bound, born in _bound_to_people(document) if bound.dated.year < born)


def _bound_to_people(document: Document) -> Iterator[tuple[Bound, int]]:
    """Years of persons, and when each was born at the earliest."""
    for bearer in _doubted_births(document):
        yield from ((bound, _birth(bearer).born.year) for bound in bound_years(bearer.window))
    first_person = (Window(document, at, at + 1) for at in document.tokens.at(FIRST_PERSON))
    oldest = document.layer(find_document_date).latest.year - LONGEST_LIFE
    yield from ((bound, oldest) for window in first_person for bound in bound_years(window))


def _is_part(claim: Claim) -> bool:
    """Whether the name goes on, as "Kennedy Center" and "Jr." do."""
    name = claim.name
    behind = "".join(name.after(1, written=True))
    return behind[:1].isupper() or behind.lower() in words("persons/suffixes")


FEATURES = {
    "verbs": lambda claim: claim.bound.verbs,
    "titled": lambda claim: claim.name.words[0] in words("names/titles"),
    "common-surname": lambda claim: claim.name.words[-1] in load_person_names().family,
    "possessive": lambda claim: claim.name.bare_span != claim.name.span,
    "next-word": lambda claim: claim.name.word_after,
    "word-before": lambda claim: claim.name.word_before,
    "part-of-name": _is_part,
    "reported": lambda claim: claim.bound.reported,
    "order": lambda claim: claim.bound.order,
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
