"""Places that an article names, and the countries they lie in."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.knowledge.gazetteer import WELL_KNOWN_PEOPLE, Place
from auditor.mentions.place_names import Demonym, Name, Names, Reading, find_names, find_title_names, span_of
from auditor.text.tokens import Tokens
from auditor.vocabulary import words

DIVISION_BONUS = 1.0
COUNTRY_BONUS = 0.5
"""What a mention of its division or country adds to a city's order of magnitude when namesakes compete."""
MIN_PEOPLE = 50_000
"""Of namesakes, a smaller one says nothing of the countries that an article is about."""

AREAS = frozenset({"country", "territory", "region", "division", "short division"})
"""Kinds of places that others lie in."""
AREA_WEIGHT = 20.0
"""More than any city has."""


class Toponym(NamedTuple):
    """A place named in a text."""

    span: Span
    """Without a possessive ending."""
    first: int
    """Its first token."""
    last: int
    """Past its last token."""
    key: str
    place: Place
    options: tuple[Place, ...]
    """All that the name may mean."""
    qualified: bool
    """Whether the place that it lies in stands right after it, as in "Lyon, France", or "Lyon, in eastern France"."""

    @property
    def country(self) -> str:
        """The code of the country that it lies in."""
        return self.place.country


class Places(NamedTuple):
    """What a text names, each list in text order."""

    toponyms: list[Toponym]
    demonyms: list[Demonym]
    embedded: list[Toponym]
    """Places that others are named after: papers, teams, universities, treaties."""


class Context(NamedTuple):
    """What the sure places of an article speak for."""

    countries: Counter[str]
    divisions: Counter[str]

    def has_country_of(self, place: Place) -> bool:
        """Whether a country that `place` lies in is among them."""
        return not self.countries.keys().isdisjoint(place.countries)

    def supports(self, place: Place) -> bool:
        """Whether the state of a city in the United States, the country of another place is among them."""
        if place.kind == "city" and place.country == "US":
            return self.divisions[place.division] > 0
        return self.has_country_of(place)


def find_places(document: Document) -> Places:
    """Places and demonyms of the text, title line included."""
    return _resolve(document.layer(find_names), context_of(document))


class Mentions(NamedTuple):
    """Places and demonyms of a text by where they stand."""

    by_first: Mapping[int, Toponym | Demonym]
    """By their first token."""
    by_last: Mapping[int, Toponym | Demonym]
    """By the token behind them."""


def find_mentions(document: Document) -> Mentions:
    """Places and demonyms of the text by their tokens."""
    places = document.layer(find_places)
    mentions: list[Toponym | Demonym] = [*places.demonyms, *places.toponyms]
    by_first = {mention.first: mention for mention in mentions}
    return Mentions(by_first, {mention.last: mention for mention in mentions})


def find_neighbours(document: Document) -> Mapping[int, tuple[Toponym, Toponym]]:
    """By the first token of each place of the text but the first: the place before it, and itself."""
    return {place.first: (before, place) for before, place in pairwise(document.layer(find_places).toponyms)}


def find_title_places(document: Document) -> Places:
    """Places and demonyms of the title; offsets count in `document.title.text`."""
    found = find_title_names(document)
    return _resolve(found._replace(names=list(map(_in_capitals, found.names))), context_of(document))


def country_mentions(places: Places) -> Iterator[tuple[str, Span]]:
    """Every mention of a country, by name, place or demonym, as code and span, in no order."""
    for toponym in places.toponyms:
        if toponym.place.country:
            yield toponym.place.country, toponym.span
    for demonym in places.demonyms:
        yield demonym.country, demonym.span


def lies_in(place: Place, area: Place) -> bool:
    """Whether `place` is known to be a part of `area`."""
    if area.kind not in AREAS or place.kind == "country" or place == area:
        return False
    if area.division:
        return place.kind == "city" and place.division == area.division
    return not set(place.countries).isdisjoint(area.countries)


def _in_capitals(name: Name) -> Name:
    """`name` judged anew for a line in which most words have capitals: neighbours say little there."""
    place = name.options[0]
    if name.reading is Reading.PERSON and place.kind == "city" and place.population >= 10 * WELL_KNOWN_PEOPLE:
        return name._replace(reading=Reading.LIKELY)
    return name


def context_of(document: Document) -> Context:
    """The context that the text gives to names with several readings."""
    return document.layer(_find_context)


def _find_context(document: Document) -> Context:
    """What likely names speak for: countries in which all larger places of a name lie, divisions of the likeliest."""
    found = document.layer(find_names)
    context = Context(Counter(demonym.country for demonym in found.demonyms), Counter())
    for name in found.names:
        if name.reading >= Reading.LIKELY:
            likeliest = name.options[0]
            large = [
                option.countries for option in name.options if option.kind != "city" or option.population >= MIN_PEOPLE
            ]
            context.countries.update(*(large[:1] if len(set(large)) == 1 else []))
            context.divisions[likeliest.division] += likeliest.kind != "city" or len(name.options) == 1
    del context.divisions[""]
    return context


class _Company(NamedTuple):
    """What the names of a text say of each other."""

    context: Context
    inside: Mapping[int, Place]
    """By the number of a name, the reading of it that lies in the area named after the next comma."""
    settled: Mapping[str, Place]
    """The same by key: what such a name means wherever it stands."""
    likeliest: Mapping[tuple[str, int], Place]
    """By key and number of options."""
    persons: Set[str]
    cued: Set[str]


def _company(found: Names, context: Context) -> _Company:
    """What the names say of each other."""
    inside = dict(_find_inside(found))
    keys = {reading: {name.key for name in found.names if name.reading is reading} for reading in Reading}
    variants = {(name.key, len(name.options)): name.options for name in found.names}
    return _Company(
        context,
        inside,
        {found.names[number].key: place for number, place in inside.items()},
        {variant: choose(options, context) for variant, options in variants.items()},
        keys[Reading.PERSON],
        keys[Reading.CUED],
    )


def _find_inside(found: Names) -> Iterator[tuple[int, Place]]:
    """The numbers of names with their area behind a comma, or a part of it, each with what it means there."""
    for number, (name, area) in enumerate(pairwise(found.names)):
        if name.reading is not Reading.PERSON and found.is_placed(number):
            yield from ((number, place) for place in within(name.options, area.options)[:1])


def within(options: Sequence[Place], areas: Sequence[Place]) -> list[Place]:
    """Those of `options` that lie in one of `areas`, cities by population."""
    return [option for option in options if any(lies_in(option, area) for area in areas)]


def _resolve(found: Names, context: Context) -> Places:
    """Which of the names are places, and which places they are."""
    places = Places([], found.demonyms, [])
    company = _company(found, context)
    for number, name in enumerate(found.names):
        place = _meaning(number, name, company)
        toponym = make_toponym(found.tokens, name, place, qualified=number in company.inside)
        if _is_place(number, name, place, company):
            places.toponyms.append(toponym)
        elif name.reading is Reading.EMBEDDED:
            places.embedded.append(toponym)
    return places


def _meaning(number: int, name: Name, company: _Company) -> Place:
    """What name `number` means: what its area says, here or elsewhere, or as the area of the city before; or the
    likeliest."""
    city = company.inside.get(number - 1)
    areas = [option for option in name.options if lies_in(city, option)] if city else []
    told = company.inside.get(number) or company.settled.get(name.key)
    return told or next(iter(areas), company.likeliest[name.key, len(name.options)])


class _Sight(NamedTuple):
    """What is known of a name that may be a place."""

    weak: bool
    here: bool
    """Whether it stands here where only a place stands."""
    cued: bool
    """Whether it does so here or elsewhere."""
    person: bool
    """Whether it is a person's name elsewhere."""
    ambiguous: bool
    supported: bool


TESTS: Mapping[str, Callable[[_Sight], bool]] = {
    "area": lambda it: not it.weak or ((it.cued or it.supported) and not it.person),
    "city": lambda it: (it.cued or not it.weak) and (not it.person or (it.here and not it.ambiguous)),
    "town": lambda it: it.cued and it.supported and not it.ambiguous and (it.here or not it.person),
}
"""What makes a place of a name: of an area, a city that everybody knows, and another."""


def _is_place(number: int, name: Name, place: Place, company: _Company) -> bool:
    """Whether name `number` is that of a place."""
    paired = not company.inside.keys().isdisjoint((number, number - 1))
    if paired or name.reading < Reading.WEAK:
        return paired
    sight = _Sight(
        weak=name.reading is Reading.WEAK,
        here=name.reading is Reading.CUED,
        cued=name.key in company.cued,
        person=name.key in company.persons,
        ambiguous=name.key in words("places/ambiguous"),
        supported=company.context.supports(place),
    )
    kind = ("city" if place.well_known else "town") if place.kind == "city" else "area"
    return name.key in company.settled or place.kind == "short division" or TESTS[kind](sight)


def choose(options: Sequence[Place], context: Context) -> Place:
    """The likeliest of `options`: an area before a city, what the context supports before what is large.

    So Georgia is a state where the article is about the United States, else the country. A city that is a
    capital comes before a state of its name.
    """
    if len(options) == 1 or (options[0].kind == "country" and options[1].kind == "city"):
        return options[0]
    return max(options, key=lambda place: _weight(place, context))


def _weight(place: Place, context: Context) -> float:
    """How likely a place is meant: its order of magnitude, and what supports it."""
    support = COUNTRY_BONUS * context.has_country_of(place)
    if place.kind == "city":
        support += DIVISION_BONUS * (context.divisions[place.division] > 0)
        return math.log10(place.population + 1) + support + AREA_WEIGHT * (place.division == "DC" and place.capital)
    return AREA_WEIGHT + support + 0.1 * (place.kind == "country")


def make_toponym(tokens: Tokens, name: Name, place: Place, *, qualified: bool = False) -> Toponym:
    """`name` as the name of `place`."""
    span = span_of(tokens, name.first, name.last, name.key)
    return Toponym(span, name.first, name.last, name.key, place, name.options, qualified)
