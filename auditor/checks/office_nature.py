"""Kind `office-nature`: a head of state or of government is called by an office that the country does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.offices.telling import spell
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.natures import Nature
from auditor.knowledge.offices import Office, OfficeTable, Term
from auditor.mentions.offices import Claim, find_claims, office_index
from auditor.mentions.times import find_document_date
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"country", "state", "government", "source", "as_of"})
STATE, GOVERNMENT = "head-of-state", "head-of-government"
LATELY = timedelta(days=2 * 365)
"""An office that was abolished no longer ago still names people by courtesy."""


class Params(Schema):
    """None."""


class Miscalled(NamedTuple):
    """A claim that gives somebody an office, or a nature of it, that the order of the country excludes."""

    window: Window
    phrase: str
    term: Term
    """The office that the person holds."""
    nature: Nature


def propose(document: Document, rule: Rule) -> Iterator[Miscalled]:
    """Claims of a dated text on heads of state and of government, by words that are not those of their country."""
    day = document.layer(find_document_date).day
    if day is None:
        return
    for claim in document.layer(find_claims):
        term = _headship(document, claim, day) if claim.phrase in words("offices/natures") else None
        nature = document.knowledge.natures.at(term.office.place, day) if term else None
        if term and nature and _is_excluded(document.knowledge.offices, claim, nature, day):
            window = Window(document, claim.first, claim.last, claim.field)
            yield Miscalled(window, claim.phrase, term, nature)


def _headship(document: Document, claim: Claim, day: date) -> Term | None:
    """The term by which the one person of a claim heads the country of the claim, or its government, on the day."""
    if len(claim.people) > 1:
        return None
    terms = document.knowledge.offices.by_person[claim.people[0]]
    return next((term for term in terms if _is_headship(document, term, day) and _is_of(term, claim)), None)


def _is_headship(document: Document, term: Term, day: date) -> bool:
    nature = document.knowledge.natures.at(term.office.place, day)
    return nature is not None and term.office.role in nature.roles and term.surely_covers(day, day)


def _is_of(term: Term, claim: Claim) -> bool:
    return not claim.places or term.office.place in claim.places


def _is_excluded(table: OfficeTable, claim: Claim, nature: Nature, day: date) -> bool:
    """Whether nobody of the person's offices is what the claim says, in a country of this order."""
    asked = {role.id for role in office_index(table).roles[claim.phrase]}
    held = {
        t.office.role
        for t in table.by_person[claim.people[0]]
        if t.office.place == nature.place and t.may_cover(day, day, LATELY)
    }
    for nature_of, roles in ((STATE, nature.state), (GOVERNMENT, nature.government)):
        if nature_of in asked:
            return held.isdisjoint(roles)
    return asked.isdisjoint(nature.roles | held) and not _exists(table, nature.place, asked, day)


def _exists(table: OfficeTable, place: str, roles: Iterable[str], day: date) -> bool:
    """Whether the table knows one of the offices in the country, held about that day."""
    terms = (term for role in roles for term in table.by_office.get(Office(place, role), ()))
    return any(term.may_cover(day, day, LATELY) for term in terms)


def tell(found: Miscalled, rule: Rule) -> Hit:
    """The claim with the order of the country and the office that the person holds."""
    nature, term, table = found.nature, found.term, found.window.document.knowledge.offices
    state, government = (_named(table, roles) for roles in (nature.state, nature.government))
    country = table.places[nature.place].name
    values = {
        "country": country, "state": state, "government": government,
        "source": nature.source, "as_of": spell(nature.as_of),
    }  # fmt: skip
    order = f"{country}: head of state the {state}, head of government the {government}"
    held = f"{term.name}: {table.label(term.office)} since {spell(term.start)}"
    evidence = (
        Evidence(order, reference=nature.source, as_of=nature.as_of),
        Evidence(held, reference=term.source, as_of=term.as_of),
    )
    return Hit(rule, found.window.bare_span, found.window.field, values, evidence)


def _named(table: OfficeTable, roles: Iterable[str]) -> str:
    return " or ".join(table.roles[role].label for role in roles)


FEATURES = {"phrase": lambda found: found.phrase}
compile = Detector(propose, tell, FEATURES).compile
