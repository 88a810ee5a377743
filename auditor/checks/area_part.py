"""Kind `area-part`: a city is said to lie in the north of a country or state, and lies in its south."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from marshmallow import Schema

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.gazetteer import AS_OF, BEARINGS, SOURCE, Extent, Place, compass_point
from auditor.mentions.place_names import Demonym
from auditor.mentions.places import Toponym, find_mentions, find_neighbours, within
from auditor.rule import Rule
from auditor.text.figures import spell_degrees
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"place", "known"})
PARTS = {**BEARINGS, **{f"{name}ern": degrees for name, degrees in BEARINGS.items()}}
HALF_TURN = 180
MAX_WORDS_OF_KIND = 2
"""Words between the part and "of": "the southern Russian port city of"."""


class Params(Schema):
    """None."""


class Told(NamedTuple):
    """A city, and the part of an area that the text puts it in."""

    window: Window
    """From the part to the later of both names."""
    end: int
    """Where that ends, without a possessive ending."""
    part: Window
    """The words for the part: "northern", or "north-eastern"."""
    city: Toponym
    area: Place
    named: bool = True
    """Whether the text names the area; else it is the country of the city."""
    between: tuple[str, ...] = ()
    """The words from the city to "in the far north of the area", if it stands before them."""


class Claim(NamedTuple):
    """What a text tells, and where the gazetteer has the city."""

    window: Window
    told: Told
    cities: list[Place]
    """Places of the name in the area, the largest first."""
    extent: Extent
    offset: tuple[float, float]
    """How far north and east of the middle of the area the largest lies; the edges are at 0.5."""


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """Each city told with a part of an area, if the gazetteer knows where in the area it lies."""
    for part in _find_parts(document):
        for told in (*_city_before(document, part), *_city_behind(document, part)):
            cities, extent = within(told.city.options, [told.area]), document.knowledge.gazetteer.extent(told.area)
            offset = extent.offset(cities[0]) if extent and cities else None
            if extent and offset:
                yield Claim(told.window, told, cities, extent, offset)


def _find_parts(document: Document) -> Iterator[Window]:
    """The words for parts; half a word as in "north-south" is none."""
    for index in document.tokens.at(PARTS.keys()):
        window = Window(document, index, index + 1)
        if window.word_before == "-":
            window = Window(document, index - 2, index + 1)
        if _name_of(window) in PARTS and window.word_after != "-":
            yield window


def _name_of(part: Window) -> str:
    """The word for the part, without a hyphen."""
    return "".join(part.words).replace("-", "")


def _city_before(document: Document, part: Window) -> Iterator[Told]:
    """The city of "Lviv in western Ukraine", "Lviv, a city in the west of Ukraine"."""
    pair = document.layer(find_neighbours).get(part.with_behind(words("places/behind a part")).end)
    where = part.with_before(words("places/before a part"))
    if pair:
        city, area = pair
        *between, joint = Window(document, city.first, city.last).between(where) or [""]
        if joint == "in":
            window = Window(document, part.first, area.last)
            yield Told(window, area.span.end, part, city, area.place, between=tuple(between))


def _city_behind(document: Document, part: Window) -> Iterator[Told]:
    """The city of "the western city of Lviv", "the western Ukrainian port city of Odesa"."""
    mentions = document.layer(find_mentions).by_first
    area = mentions.get(part.end)
    end = area.last if area else part.end
    kinds = Window(document, part.first, end).after(MAX_WORDS_OF_KIND + 1)
    of = kinds.index("of") if "of" in kinds else 0
    city = mentions.get(end + of + 1)
    if of and kinds[of - 1] in words("places/settlements") and isinstance(city, Toponym):
        window = Window(document, part.first, city.last)
        for place in _areas(document, area, city):
            yield Told(window, city.span.end, part, city, place, named=area is not None)


def _areas(document: Document, area: Toponym | Demonym | None, city: Toponym) -> Iterator[Place]:
    """The area that the text names, or else the country of the city."""
    gazetteer = document.knowledge.gazetteer
    code = (area or city).country
    if isinstance(area, Toponym):
        yield area.place
    elif code in gazetteer.countries:
        yield gazetteer.country(code)


def along(claim: Claim) -> float:
    """How far the city lies beyond the middle towards the part that the text tells."""
    north, east = claim.offset
    angle = math.radians(PARTS[_name_of(claim.told.part)])
    return north * math.cos(angle) + east * math.sin(angle)


FEATURES = {
    "along": along,
    "namesake": lambda claim: claim.cities[1].population / claim.cities[0].population if claim.cities[1:] else 0.0,
    "located": lambda claim: not {*claim.told.between[:1]} - words("places/located"),
    "between": lambda claim: frozenset(claim.told.between[1:]),
    "words-between": lambda claim: len(claim.told.between),
    "part": lambda claim: frozenset(claim.told.part.words),
    "capital": lambda claim: claim.told.part.tokens.words[claim.told.part.first][0].isupper(),
    "country": lambda claim: claim.told.area.country,
    "named": lambda claim: claim.told.named,
}


def tell(claim: Claim, rule: Rule) -> Hit:
    """The passage, with where the city and nearly all towns of the area lie.

    What is known is the half, on the other side of the middle: that the city lies there, and no more, is proven.
    """
    known = f"{compass_point(PARTS[_name_of(claim.told.part)] + HALF_TURN)}ern"
    evidence = Evidence(_where(claim), reference=SOURCE, as_of=AS_OF)
    span = Span(claim.window.span.start, claim.told.end)
    return Hit(rule, span, values={"place": claim.cities[0].name, "known": known}, evidence=(evidence,))


def _where(claim: Claim) -> str:
    """Where the city lies, and between which degrees the towns of the area do."""
    city, extent = claim.cities[0], claim.extent
    latitude, longitude = spell_degrees(city.latitude or 0, "NS"), spell_degrees(city.longitude or 0, "EW")
    south, north = (spell_degrees(degrees, "NS") for degrees in (extent.south, extent.north))
    west, east = (spell_degrees(degrees, "EW") for degrees in (extent.west, extent.east))
    return (
        f"{city.name} is at {latitude}, {longitude}; "
        f"nearly all towns of {claim.told.area.name} are between {south} and {north}, {west} and {east}"
    )


compile = Detector(propose, tell, FEATURES).compile
