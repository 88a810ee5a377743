"""Places that an article names, and the countries they lie in."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.knowledge.gazetteer import WELL_KNOWN_PEOPLE, Gazetteer, Place
from auditor.mentions.capitals import Capitals, capitals_of, find_capitals
from auditor.mentions.place_names import (
    PARTIES,
    Name,
    Reading,
    cues,
    find_keys,
    judge,
    surroundings,
)
from auditor.text.tokens import Tokens

DIVISION_BONUS = 1.0
COUNTRY_BONUS = 0.5
"""What a mention of its division or country adds to a city's order of magnitude when namesakes compete."""

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
    """Whether the place that it lies in stands right after it, as in "Lyon, France"."""


class Demonym(NamedTuple):
    """An adjective or noun that names a nation, as "French" or "Iraqis"."""

    span: Span
    first: int
    last: int
    key: str
    country: str


class Places(NamedTuple):
    """What a text names, each list in text order."""

    toponyms: list[Toponym]
    demonyms: list[Demonym]
    embedded: list[Toponym]
    """Places that others are named after: papers, teams, universities, treaties."""


class Pair(NamedTuple):
    """A name, a comma and the name of an area, as in "Lyon, France"."""

    name: Toponym
    area: Toponym
    listed: bool
    """Whether other places stand around it as in a list, so that the comma may just part two of them."""


class Context(NamedTuple):
    """What the sure places of an article speak for."""

    countries: Counter[str]
    divisions: Counter[str]

    def has_country_of(self, place: Place) -> bool:
        """Whether a country that `place` lies in is among them."""
        return not self.countries.keys().isdisjoint(place.countries)


class _Scan(NamedTuple):
    text: str
    tokens: Tokens
    names: list[Name]
    demonyms: list[Demonym]


def find_places(document: Document) -> Places:
    """Places and demonyms of the text, title line included."""
    scan = document.layer(_scan_text)
    return _resolve(document, scan)


def find_title_places(document: Document) -> Places:
    """Places and demonyms of the title; offsets count in `document.title.text`."""
    text = document.title.text if document.title else ""
    tokens = document.title_tokens
    scan = _scan(text, tokens, capitals_of(tokens), document.knowledge.gazetteer)
    return _resolve(document, scan._replace(names=[_in_capitals(name) for name in scan.names]))


def find_demonyms(document: Document) -> list[Demonym]:
    """The demonyms of the text alone, in text order."""
    return document.layer(_scan_text).demonyms


def may_name(document: Document, keys: Set[str]) -> bool:
    """Whether the text has one of `keys`, a place or not: far quicker than `find_places`."""
    return not keys.isdisjoint(name.key for name in document.layer(_scan_text).names)


def may_name_often(document: Document, least: int) -> bool:
    """Whether the text may name a country other than the United States so often, whichever places its names mean."""
    scan = document.layer(_scan_text)
    codes: dict[str, set[str]] = {}
    for name in scan.names:
        codes.setdefault(name.key, set()).update(code for option in name.options for code in option.countries)
    times = Counter(demonym.country for demonym in scan.demonyms)
    for name in scan.names:
        times.update(codes[name.key])
    return any(count >= least and code != "US" for code, count in times.items())


def find_pairs(document: Document) -> list[Pair]:
    """The names with an area behind a comma, in text order; names of persons and papers left out."""
    scan = document.layer(_scan_text)
    found = []
    for number, (name, area) in enumerate(pairwise(scan.names)):
        if _is_next(name, area, scan.tokens) and name.reading >= Reading.WEAK and area.options[0].kind in AREAS:
            context = context_of(document)
            one, two = (_toponym(scan.tokens, each, choose(each.options, context)) for each in (name, area))
            found.append(Pair(one, two, _is_listed(scan, number)))
    return found


def _is_listed(scan: _Scan, number: int) -> bool:
    """Whether a place stands before name `number` or behind the area that follows it, and is no part of the pair."""
    names, words = scan.names, scan.tokens.words
    if number and _is_next(names[number - 1], names[number], scan.tokens):
        return True
    area = names[number + 1]
    if number + 2 == len(names):
        return False
    third = names[number + 2]
    if third.reading < Reading.LIKELY:
        return False
    between = words[area.last : third.first]
    if between == [","]:
        return not any(lies_in(a, b) for a in area.options for b in third.options)
    if between not in (["and"], ["or"], ["&"], [",", "and"], [",", "or"]):
        return False
    return number + 3 == len(names) or not _is_next(third, names[number + 3], scan.tokens)


def _is_next(name: Name, area: Name, tokens: Tokens) -> bool:
    """Whether only a comma stands between both."""
    return area.first == name.last + 1 and tokens.words[name.last] == ","


def context_of(document: Document) -> Context:
    """The context that the text gives to names with several readings."""
    return document.layer(_find_context)


def _scan_text(document: Document) -> _Scan:
    return _scan(document.text, document.tokens, document.layer(find_capitals), document.knowledge.gazetteer)


def _find_context(document: Document) -> Context:
    scan = document.layer(_scan_text)
    countries: Counter[str] = Counter(demonym.country for demonym in scan.demonyms)
    divisions: Counter[str] = Counter()
    for name in scan.names:
        if name.reading >= Reading.LIKELY:
            _add_context(name, countries, divisions)
    return Context(countries, divisions)


def _add_context(name: Name, countries: Counter[str], divisions: Counter[str]) -> None:
    codes = {option.countries for option in name.options if option.kind != "city" or option.population >= 50_000}
    if len(codes) == 1:
        countries.update(next(iter(codes)))
    place = name.options[0]
    if place.division and (place.kind != "city" or len(name.options) == 1):
        divisions[place.division] += 1


def _scan(text: str, tokens: Tokens, capitals: Capitals, gazetteer: Gazetteer) -> _Scan:
    names: list[Name] = []
    demonyms: list[Demonym] = []
    titles, skipped = cues()["titles"], cues()["time"]
    for first, last, key in find_keys(tokens, capitals, gazetteer):
        if key in skipped:
            continue
        options = _usable(gazetteer.places(key), names, tokens, first)
        if key in gazetteer.demonyms and options and options[0].kind == "city":
            options = ()  # Canadian, Texas
        near = surroundings(text, tokens, first, last, key)
        if options:
            names.append(Name(first, last, key, options, judge(key, options, near)))
        elif key in gazetteer.demonyms and near.before not in titles:
            span = Span(tokens.starts[first], tokens.starts[last - 1] + len(key.rpartition(" ")[2]))
            demonyms.append(Demonym(span, first, last, key, gazetteer.demonyms[key]))
    return _Scan(text, tokens, names, demonyms)


def _usable(options: tuple[Place, ...], names: list[Name], tokens: Tokens, first: int) -> tuple[Place, ...]:
    """`options` without abbreviations of states unless a name and a comma, or a party, stands before."""
    if "short division" not in [option.kind for option in options]:
        return options
    words = tokens.words
    if names and names[-1].last == first - 1 and words[first - 1] == ",":
        return options
    if first > 1 and words[first - 1] == "-" and words[first - 2] in PARTIES:
        return options
    return tuple(option for option in options if option.kind != "short division")


def _in_capitals(name: Name) -> Name:
    """`name` judged anew for a line in which most words have capitals: neighbours say little there."""
    place = name.options[0]
    if name.reading is Reading.PERSON and place.kind == "city" and place.population >= 10 * WELL_KNOWN_PEOPLE:
        return name._replace(reading=Reading.LIKELY)
    return name


def lies_in(place: Place, area: Place) -> bool:
    """Whether `place` is known to be a part of `area`."""
    if area.kind not in AREAS or place.kind == "country" or place == area:
        return False
    if area.division:
        return place.kind == "city" and place.division == area.division
    return not set(place.countries).isdisjoint(area.countries)


def _areas_after(names: list[Name], tokens: Tokens) -> dict[int, Place]:
    """By the number of a name, the reading of it that lies in the area named after the next comma."""
    found = {}
    for number, (name, area) in enumerate(pairwise(names)):
        if name.reading is not Reading.PERSON and _is_next(name, area, tokens):
            for option in name.options:
                if any(lies_in(option, reading) for reading in area.options):
                    found[number] = option
                    break
    return found


def _resolve(document: Document, scan: _Scan) -> Places:
    if not scan.names:
        return Places([], scan.demonyms, [])
    context, qualified = context_of(document), _areas_after(scan.names, scan.tokens)
    persons = {name.key for name in scan.names if name.reading is Reading.PERSON}
    cued = {name.key for name in scan.names if name.reading is Reading.CUED}
    named = {scan.names[number].key: place for number, place in qualified.items()}
    likeliest: dict[tuple[str, int], Place] = {}
    places = Places([], scan.demonyms, [])
    for number, name in enumerate(scan.names):
        place = qualified.get(number) or named.get(name.key) or _area_of(qualified.get(number - 1), name)
        variant = name.key, len(name.options)
        place = place or likeliest.get(variant) or likeliest.setdefault(variant, choose(name.options, context))
        toponym = _toponym(scan.tokens, name, place, qualified=number in qualified)
        if number in qualified or number - 1 in qualified or (name.key in named and name.reading >= Reading.WEAK):
            places.toponyms.append(toponym)
        elif name.reading is Reading.EMBEDDED:
            places.embedded.append(toponym)
        elif name.reading >= Reading.WEAK and _is_place(name, place, context, persons, cued):
            places.toponyms.append(toponym)
    return places


def _area_of(city: Place | None, name: Name) -> Place | None:
    """What `name` means behind `city` and a comma."""
    return next((option for option in name.options if city and lies_in(city, option)), None)


def _is_place(name: Name, place: Place, context: Context, persons: set[str], cued: set[str]) -> bool:
    if place.kind == "short division":
        return True
    if place.kind != "city":
        supported = name.key in cued or context.has_country_of(place)
        return name.reading is not Reading.WEAK or (supported and name.key not in persons)
    ambiguous = name.key in cues()["ambiguous"]
    if name.key in persons and (ambiguous or name.reading is not Reading.CUED):
        return False
    if not place.well_known:
        return not ambiguous and name.key in cued and _is_supported(place, context)
    return name.reading is not Reading.WEAK or name.key in cued


def _is_supported(place: Place, context: Context) -> bool:
    """Whether the article names the state of a place in the United States, the country of another."""
    if place.country == "US":
        return context.divisions[place.division] > 0
    return context.countries[place.country] > 0


def choose(options: Sequence[Place], context: Context) -> Place:
    """The likeliest of `options`: an area before a city, what the context supports before what is large.

    So Georgia is a state where the article is about the United States, else the country. A city that is a
    capital comes before a state of its name.
    """
    if len(options) == 1 or (options[0].kind == "country" and options[1].kind == "city"):
        return options[0]
    return max(options, key=lambda place: _weight(place, context))


def _weight(place: Place, context: Context) -> float:
    support = COUNTRY_BONUS * context.has_country_of(place)
    if place.kind == "city":
        support += DIVISION_BONUS * (context.divisions[place.division] > 0)
        return math.log10(place.population + 1) + support + AREA_WEIGHT * (place.division == "DC" and place.capital)
    return AREA_WEIGHT + support + (0.1 if place.kind == "country" else 0)


def _toponym(tokens: Tokens, name: Name, place: Place, *, qualified: bool = False) -> Toponym:
    end = tokens.starts[name.last - 1] + len(name.key.rpartition(" ")[2])
    span = Span(tokens.starts[name.first], end)
    return Toponym(span, name.first, name.last, name.key, place, name.options, qualified)


def place_of_dateline(document: Document) -> Place | None:
    """The place that the dateline names in capitals, if the gazetteer knows it."""
    if document.dateline is None:
        return None
    text = document.text[slice(*document.dateline.place)]
    name, _, area = text.partition(",")
    gazetteer = document.knowledge.gazetteer
    options = gazetteer.places(_in_lower_case(name))
    areas = gazetteer.places(area.strip())
    inside = [option for option in options if any(lies_in(option, reading) for reading in areas)]
    known = inside or [option for option in options if option.well_known and not area]
    return choose(known, Context(Counter(), Counter())) if known else None


def pair_of_dateline(document: Document) -> Pair | None:
    """The place in capitals and the area that the dateline names: "LYON, France"."""
    start, end = document.dateline.place if document.dateline else (0, 0)
    city, comma, _ = document.text[start:end].partition(",")
    scan = document.layer(_scan_text)
    area = next((name for name in scan.names if scan.tokens.starts[name.first] > start), None) if comma else None
    options = document.knowledge.gazetteer.places(_in_lower_case(city)) if city.isupper() and area else ()
    if area is None or not options or area.options[0].kind not in AREAS:
        return None
    first, last = bisect_left(scan.tokens.starts, start), area.first - 1
    if scan.tokens.starts[last] != start + len(city):
        return None
    context = context_of(document)
    name = Toponym(Span(start, start + len(city)), first, last, city, choose(options, context), options, qualified=True)
    return Pair(name, _toponym(scan.tokens, area, choose(area.options, context)), listed=False)


def _in_lower_case(name: str) -> str:
    """The key of a name in capitals: "PORT-AU-PRINCE" as "Port - au - Prince"."""
    first, *rest = name.replace("-", " - ").replace(".", " .").split() or [""]
    return " ".join([first.capitalize(), *(part.lower() if len(part) < 3 else part.capitalize() for part in rest)])


def country_mentions(places: Places) -> Iterator[tuple[str, Span]]:
    """Every mention of a country, by name, place or demonym, as code and span, in no order."""
    for toponym in places.toponyms:
        if toponym.place.country:
            yield toponym.place.country, toponym.span
    for demonym in places.demonyms:
        yield demonym.country, demonym.span
