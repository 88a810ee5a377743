"""Kind `division-capital`: a city is called the capital of a state or province that has another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, takewhile
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.gazetteer import AS_OF, SOURCE, Gazetteer, Place
from auditor.mentions.place_names import Name, NameTokens, find_name_tokens
from auditor.mentions.places import within
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"claimed", "known", "name"})


class Params(Schema):
    """None."""


class Seat(NamedTuple):
    """A city called the capital of a division."""

    window: Window
    """From the earlier of both names to the later."""
    city: Place
    division: Place
    capitals: Sequence[Place]


def propose(document: Document, rule: Rule) -> Iterator[Seat]:
    """Each "Gary, the capital of Indiana" and "Indiana's capital, Gary" of a city that is not the capital."""
    for at in document.tokens.at({"capital"}):
        area, city = _names_beside(document.layer(find_name_tokens), Window(document, at, at + 1))
        if area and city and not _is_held(city, area, document.knowledge.gazetteer):
            yield from _seats(document, area, city)


def _names_beside(names: NameTokens, capital: Window) -> tuple[Name | None, Name | None]:
    """The names of an area and of a city which is called its capital."""
    firsts, lasts = names.by_first, names.by_last
    if capital.leads("of"):
        kind = 1 if capital.word_before in words("places/kinds of capital") else 0
        before = Window(capital.document, capital.first - kind, capital.first)
        return firsts.get(capital.end + 1), lasts.get(before.first - 2) if before.follows(",", "the") else None
    joint = takewhile(words("places/behind capital").__contains__, capital.after())
    return lasts.get(capital.first), firsts.get(capital.end + len(list(joint)))


def _is_held(city: Name, area: Name, gazetteer: Gazetteer) -> bool:
    """Whether a reading of the city is the capital of one of the area."""
    countries = frozenset(chain.from_iterable(option.countries for option in area.options if option.kind == "country"))
    capitals = chain.from_iterable(gazetteer.division_capitals.get(option.division, ()) for option in area.options)
    where = {(capital.latitude, capital.longitude) for capital in capitals}
    is_seat = any((option.latitude, option.longitude) in where for option in city.options)
    return is_seat or not gazetteer.capitals.get(city.key, frozenset()).isdisjoint(countries)


def _seats(document: Document, area: Name, city: Name) -> Iterator[Seat]:
    """The city in each division that the area may mean and whose capital is known."""
    window = Window(document, min(area.first, city.first), max(area.last, city.last))
    known = document.knowledge.gazetteer.division_capitals
    for division in (option for option in area.options if known.get(option.division) and option.kind == "division"):
        for other in within(city.options, [division])[:1]:
            yield Seat(window, other, division, known[division.division])


FEATURES = {
    "people": lambda seat: seat.city.population,
}


def tell(seat: Seat, rule: Rule) -> Hit:
    """The passage, with the division's capital."""
    known = " and ".join(capital.name for capital in seat.capitals)
    fact = f"the capital of {seat.division.name} is {known}; {seat.city.name} is another city of it"
    return Hit(
        rule,
        seat.window.bare_span,
        values={"claimed": seat.division.name, "known": known, "name": seat.city.name},
        evidence=(Evidence(fact, reference=SOURCE, as_of=date.fromisoformat(AS_OF)),),
    )


compile = Detector(propose, tell, FEATURES).compile
