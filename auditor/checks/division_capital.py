"""Kind `division-capital`: a city is called the capital of a state or province that has another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.gazetteer import AS_OF, SOURCE, Gazetteer, Place
from auditor.mentions.capital_claims import CapitalClaim, find_capital_claims
from auditor.mentions.place_names import Name, find_names
from auditor.mentions.places import within
from auditor.rule import Rule
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"claimed", "known", "name"})


class Params(Schema):
    """None."""


class Seat(NamedTuple):
    """A city called the capital of a division."""

    window: Window
    """Both names and the word for the capital."""
    form: str
    """Which of them stands last, as CapitalClaim has it."""
    city: Place
    division: Place
    capitals: Sequence[Place]


def propose(document: Document, rule: Rule) -> Iterator[Seat]:
    """Each "Gary, the capital of Indiana" and "Indiana's capital, Gary" of a city that is not the capital."""
    names = document.layer(find_names)
    for claim in find_capital_claims(document, names.by_first, names.by_last):
        if not _is_held(claim.city, claim.area, document.knowledge.gazetteer):
            yield from _seats(claim, document.knowledge.gazetteer)


def _is_held(city: Name, area: Name, gazetteer: Gazetteer) -> bool:
    """Whether a reading of the city is the capital of one of the area."""
    codes = (option.division for option in area.options)
    capitals = chain.from_iterable(gazetteer.division_capitals.get(code, ()) for code in codes)
    seats = set(map(_position, capitals))
    is_seat = not seats.isdisjoint(map(_position, city.options))
    countries = chain.from_iterable(option.countries for option in area.options if option.kind == "country")
    return is_seat or not gazetteer.capitals.get(city.key, frozenset()).isdisjoint(countries)


def _position(place: Place) -> tuple[float | None, float | None]:
    """Where it lies: one city may have several names."""
    return place.latitude, place.longitude


def _seats(claim: CapitalClaim[Name], gazetteer: Gazetteer) -> Iterator[Seat]:
    """The city in each division that the area may mean and whose capital is known, or else a city of another."""
    cities = [place for place in claim.city.options if place.kind == "city"]
    for division in (place for place in claim.area.options if place.kind == "division"):
        capitals = gazetteer.division_capitals.get(division.division, ())
        likeliest = next(iter((*within(cities, [division]), *cities)), None)
        if capitals and likeliest:
            yield Seat(claim.window, claim.form, likeliest, division, capitals)


FEATURES = {
    "people": lambda seat: seat.city.population,
    "elsewhere": lambda seat: seat.city.division != seat.division.division,
    "form": lambda seat: seat.form,
}


def tell(seat: Seat, rule: Rule) -> Hit:
    """The passage, with the division's capital."""
    gazetteer, name = seat.window.document.knowledge.gazetteer, seat.division.name
    elsewhere = FEATURES["elsewhere"](seat)
    where = f"a city of {gazetteer.area_name(seat.city, finer=True)}" if elsewhere else "another city of it"
    known = " and ".join(capital.name for capital in seat.capitals)
    fact = f"the capital of {name} is {known}; {seat.city.name} is {where}"
    return Hit(
        rule,
        seat.window.bare_span,
        values={"claimed": name, "known": known, "name": seat.city.name},
        evidence=(Evidence(fact, reference=SOURCE, as_of=AS_OF),),
    )


compile = Detector(propose, tell, FEATURES).compile
