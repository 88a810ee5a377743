"""Places that an article names, and the countries they lie in."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.knowledge.gazetteer import Place
from auditor.mentions.place_names import AREAS, Demonym, Name, Names, Reading, find_names, find_title_names, span_of
from auditor.text.tokens import Tokens
from auditor.vocabulary import words
from auditor.window import Window

DIVISION_BONUS = 1.0
COUNTRY_BONUS = 0.5
"""What a mention of its division or country adds to a city's order of magnitude when namesakes compete."""
GREAT_PEOPLE = 1_000_000
"""In a title the name of so large a city is no person's: "Houston Floods Kill Two"."""
MIN_PEOPLE = 50_000
"""Of namesakes, a smaller one says nothing of the countries that an article is about."""

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
    options: Sequence[Place]
    """All that the name may mean."""

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

    def joints(self, window: Window) -> Iterator[str]:
        """The words that alone part a passage from the mention before it, and from that behind it."""
        if window.first - 1 in self.by_last:
            yield window.word_before
        if window.end + 1 in self.by_first:
            yield window.word_after


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
    found.names = list(map(_in_capitals, found.names))
    return _resolve(found, context_of(document))


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
    is_great = name.options[0].population >= GREAT_PEOPLE
    return name._replace(reading=Reading.LIKELY) if is_great and name.reading is Reading.PERSON else name


def context_of(document: Document) -> Context:
    """The context that the text gives to names with several readings."""
    return document.layer(_find_context)


def _find_context(document: Document) -> Context:
    """What likely names speak for: countries in which all larger places of a name lie, divisions of the likeliest."""
    found = document.layer(find_names)
    context = Context(Counter(demonym.country for demonym in found.demonyms), Counter())
    for name in found.names:
        if name.reading >= Reading.LIKELY:
            large = {
                place.countries for place in name.options if place.kind != "city" or place.population >= MIN_PEOPLE
            }
            context.countries.update(*(large if len(large) == 1 else ()))
            context.divisions[name.options[0].division] += name.is_area or len(name.options) == 1
    del context.divisions[""]
    return context


class _Company(NamedTuple):
    """What the names of a text say of each other."""

    context: Context
    told: Mapping[int, Place]
    """By first token, what a city with its area behind it means, and what its area does."""
    settled: Mapping[str, Place]
    """By key, what such names mean wherever they stand."""
    likeliest: Mapping[tuple[str, int], Place]
    """By key and number of options."""
    persons: Set[str]
    """Names that are persons' somewhere."""
    cued: Set[str]
    """Names that stand somewhere where only a place does, but those that may be anything."""


def _company(found: Names, context: Context) -> _Company:
    """What the names say of each other."""
    told = dict(_find_told(found))
    settled = {found.by_first[first].key: place for first, place in told.items()}
    variants = {(name.key, len(name.options)): name.options for name in found.names}
    likeliest = {variant: choose(options, context) for variant, options in variants.items()}
    cued = found.read_as(Reading.CUED) - words("places/ambiguous")
    return _Company(context, told, settled, likeliest, found.read_as(Reading.PERSON), cued)


def _find_told(found: Names) -> Iterator[tuple[int, Place]]:
    """The first tokens of names with their area behind a comma, and of those areas, each with what it means there."""
    for city, area in found.placed():
        for place in within(city.options, area.options)[:1] if city.reading is not Reading.PERSON else ():
            yield city.first, place
            yield area.first, next(option for option in area.options if lies_in(place, option))


def within(options: Sequence[Place], areas: Sequence[Place]) -> list[Place]:
    """Those of `options` that lie in one of `areas`, cities by population."""
    return [option for option in options if any(lies_in(option, area) for area in areas)]


def _resolve(found: Names, context: Context) -> Places:
    """Which of the names are places, and which places they are: as told with a city's area, else the likeliest."""
    places = Places([], found.demonyms, [])
    company = _company(found, context)
    for name in found.names:
        likeliest = company.likeliest[name.key, len(name.options)]
        place = company.told.get(name.first) or company.settled.get(name.key, likeliest)
        if name.first in company.told or (name.reading >= Reading.WEAK and _is_place(name, place, company)):
            places.toponyms.append(make_toponym(found.tokens, name, place))
        elif name.reading is Reading.EMBEDDED:
            places.embedded.append(make_toponym(found.tokens, name, place))
    return places


def _is_place(name: Name, place: Place, company: _Company) -> bool:
    """Whether a name is one of a place; what is a person's elsewhere must stand where only a place does."""
    if name.key in company.settled or place.kind == "short division":
        return True
    if name.key in company.persons and name.reading is not Reading.CUED:
        return False
    if place.well_known:
        return name.reading > Reading.WEAK or (place.kind != "city" and company.context.supports(place))
    return name.key in company.cued and company.context.supports(place)


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


def make_toponym(tokens: Tokens, name: Name, place: Place) -> Toponym:
    """`name` as the name of `place`."""
    span = span_of(tokens, name.first, name.last, name.key)
    return Toponym(span, name.first, name.last, name.key, place, name.options)
