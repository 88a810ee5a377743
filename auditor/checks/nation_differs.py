"""Kind `nation-differs`: a leader or a capital is given to another nation than the reference has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import product, starmap, takewhile
from typing import Any, NamedTuple

from marshmallow import Schema, fields, validate

from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.gazetteer import AS_OF, SOURCE, Country, bearing
from auditor.mentions.capital_claims import CapitalClaim, find_capital_claims
from auditor.mentions.leaders import Leader, find_leaders
from auditor.mentions.place_names import Demonym, find_demonyms
from auditor.mentions.places import Toponym, find_mentions, within
from auditor.mentions.times import find_document_date
from auditor.rule import Rule
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"claimed", "known", "name"})


class Params(Schema):
    """`finds`: leaders ("the Dutch president, Ana Sol") or capitals ("the Dutch capital, Oslo")."""

    finds = fields.Str(validate=validate.OneOf(["leader", "capital"]), required=True)


class Led(NamedTuple):
    """A leader called that of a nation."""

    window: Window
    demonym: Demonym
    leader: Leader


def find_led(document: Document, rule: Rule) -> Iterator[Led]:
    """Each demonym, words for an office and name of a leader of another nation, not one that it holds or claims."""
    gazetteer, roles = document.knowledge.gazetteer, words("nation-slots/roles")
    windows = ((Window(document, demonym.first, demonym.last), demonym) for demonym in find_demonyms(document))
    before_office = {window.end: (window, demonym) for window, demonym in windows if window.word_after in roles}
    for leader in document.layer(find_leaders) if before_office else ():
        before = Window(document, leader.first, leader.last).before()
        offices = list(takewhile(roles.__contains__, reversed(before)))
        nation = before_office.get(leader.first - len(offices))
        known = leader.country in gazetteer.countries
        if nation and known and not gazetteer.may_lie_in(leader.country, nation[1].country):
            yield Led(*nation, leader)


def tell_led(led: Led, rule: Rule) -> Hit:
    """The nation, with the one in which the leader held office."""
    document, gazetteer = led.window.document, led.window.document.knowledge.gazetteer
    span = Window(document, led.leader.first, led.leader.last).span
    name, known = bare(document.text[slice(*span)]), gazetteer.countries[led.leader.country].name
    as_of = document.knowledge.offices.as_of
    evidence = Evidence(f"{name} held office in {known}", reference="table of office holders", as_of=as_of)
    values = {"claimed": gazetteer.countries[led.demonym.country].name, "known": known, "name": name}
    return Hit(rule, led.demonym.span, values=values, evidence=(evidence,))


def _pairs(code: str, others: Iterable[str]) -> frozenset[str]:
    """A country with each of others, by their codes: "CD CG"."""
    return frozenset(" ".join(sorted((code, other))) for other in others)


LED_FEATURES = {"nations": lambda led: _pairs(led.demonym.country, [led.leader.country])}


class Seat(NamedTuple):
    """A city called the capital of a country."""

    window: Window
    claim: CapitalClaim[Demonym | Toponym]
    city: Toponym
    country: Country
    owners: frozenset[str]
    """The countries that have a capital of the city's name."""


def find_seats(document: Document, rule: Rule) -> Iterator[Seat]:
    """Each "Qatari capital, Kuwait City", "Doha, the capital of Kuwait" and "Doha, Kuwait's capital" that is none."""
    gazetteer = document.knowledge.gazetteer
    mentions = document.layer(find_mentions) if document.tokens.at({"capital"}) else None
    for claim in find_capital_claims(document, mentions.by_first, mentions.by_last) if mentions else ():
        city, country = claim.city, gazetteer.countries.get(_country_of(claim))
        if country and country.capitals and isinstance(city, Toponym):
            seat = Seat(claim.window, claim, city, country, gazetteer.capitals.get(city.key, frozenset()))
            if not _is_held(seat):
                yield seat


def _country_of(claim: CapitalClaim[Demonym | Toponym]) -> str:
    """The code of the country that a nation's adjective or a country's name means; "" for other places.

    "The capital of Qatari trade" is that of no country.
    """
    nation = claim.area
    if isinstance(nation, Toponym):
        return nation.place.country if nation.place.kind == "country" else ""
    return nation.country if claim.form != "area" else ""


def _is_held(seat: Seat) -> bool:
    """Whether the city is the capital of the country, or of one that it holds or claims."""
    may_lie_in, code = seat.window.document.knowledge.gazetteer.may_lie_in, seat.country.code
    return any(may_lie_in(owner, code) for owner in seat.owners)


def _nations(seat: Seat) -> frozenset[str]:
    """The country with each that has a capital of the city's name, where an adjective tells it."""
    return _pairs(seat.country.code, seat.owners) if isinstance(seat.claim.area, Demonym) else frozenset()


def _kilometres(seat: Seat) -> float:
    """How far the nearest city of the name lies from the country's capital; 0 if that is not known."""
    places = seat.window.document.knowledge.gazetteer.places(seat.country.capitals[0])
    capitals = [place for place in places if place.capital]
    ways = starmap(bearing, product(seat.city.options, capitals))
    return min((way[1] for way in ways if way), default=0.0)


def _is_listed(seat: Seat) -> bool:
    """Whether the city may be the next of a list, as in "the Qatari capital, Lyon and Turin"."""
    behind_comma = Window(seat.window.document, seat.city.first, seat.city.last).follows(",")
    return behind_comma and not seat.claim.enclosed


SEAT_FEATURES = {
    "owned": lambda seat: bool(seat.owners),
    "nations": _nations,
    "country": lambda seat: seat.country.code,
    "year": lambda seat: getattr(seat.window.document.layer(find_document_date).published, "year", 9999),
    "people": lambda seat: max(option.population for option in seat.city.options),
    "kilometres": _kilometres,
    "listed": _is_listed,
    "form": lambda seat: seat.claim.form,
    "owns": lambda seat: seat.window.span.end > seat.window.bare_span.end,
}


def tell_seat(seat: Seat, rule: Rule) -> Hit:
    """The passage, with the country's capital and what the city is."""
    document, country = seat.window.document, seat.country
    name = document.text[slice(*seat.city.span)]
    fact = f"the capital of {country.name} is {country.capitals[0]}; {name} is {_role(seat)}"
    return Hit(
        rule,
        seat.window.bare_span,
        values={"claimed": country.name, "known": country.capitals[0], "name": name},
        evidence=(Evidence(fact, reference=SOURCE, as_of=AS_OF),),
    )


def _role(seat: Seat) -> str:
    """What the city is: the capital of another country, or another city."""
    gazetteer, country = seat.window.document.knowledge.gazetteer, seat.country
    if seat.owners:
        return f"that of {gazetteer.countries[min(seat.owners)].name}"
    is_there = within(seat.city.options, [gazetteer.country(country.code)])
    return f"another city of {country.name}" if is_there else f"a city of {gazetteer.area_name(seat.city.place)}"


DETECTORS: Mapping[str, Detector[Any]] = {
    "leader": Detector(find_led, tell_led, LED_FEATURES),
    "capital": Detector(find_seats, tell_seat, SEAT_FEATURES),
}
FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS)
