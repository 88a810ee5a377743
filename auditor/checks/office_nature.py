"""Kind `office-nature`: a head of state or of government is called by an office that the country does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.offices.telling import spell
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.natures import Nature
from auditor.knowledge.offices import Office, OfficeTable, Term
from auditor.mentions.offices import Claim, Meant, find_claims
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
    term: Term
    """The office that the person holds."""
    nature: Nature


def propose(document: Document, rule: Rule) -> Iterator[Miscalled]:
    """Claims of a dated text on heads of state and of government, by words that are not those of their country."""
    day = document.layer(find_document_date).day
    if day is None:
        return
    for claim in document.layer(find_claims):
        title = claim.title
        headship = _headship(document, claim, day) if title.phrase in words("offices/natures") else None
        if headship and _is_excluded(title.meant, *headship, day):
            yield Miscalled(claim.window, *headship)


def _headship(document: Document, claim: Claim, day: date) -> tuple[Term, Nature] | None:
    """The term by which the one person of a claim heads the country of the claim, or its government, on the day."""
    for term in document.knowledge.offices.by_person.get(claim.person, ()):
        nature = document.knowledge.natures.at(term.office.place, day)
        heads = nature and term.office.role in nature.roles and term.surely_covers(day, day)
        if nature and heads and term.office.within_any(claim.title.places):
            return term, nature
    return None


def _is_excluded(meant: Meant, term: Term, nature: Nature, day: date) -> bool:
    """Whether none of the person's offices is what the claim says, in a country of this order."""
    table, asked = meant.table, {role.id for role in meant.roles}
    lately = (held for held in table.by_person[term.person] if held.may_cover(day, day, LATELY))
    held = {each.office.role for each in lately if each.office.place == nature.place}
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


FEATURES: Mapping[str, Feature] = {}
compile = Detector(propose, tell).compile
