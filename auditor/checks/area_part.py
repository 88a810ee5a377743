"""Kind `area-part`: a city is said to lie in the north of a country or state, and lies in its south."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.gazetteer import AS_OF, BEARINGS, SOURCE, Extent, Place, compass_point
from auditor.mentions.judged import is_judged
from auditor.mentions.place_names import cues
from auditor.mentions.places import Demonym, Toponym, find_places, lies_in
from auditor.rule import Rule
from auditor.text.figures import spell_degrees
from auditor.text.tokens import Tokens

SCOPE = Scope.ARTICLE
VALUES = frozenset({"place", "known"})
PARTS = {**BEARINGS, **{f"{name}ern": degrees for name, degrees in BEARINGS.items()}}
MAX_WORDS_BETWEEN = 8
"""Words between a city and the part it lies in: "Lviv, a city of some 700,000 people, in"."""
MAX_WORDS_OF_KIND = 2
"""Words between the part and "city of": "the southern Russian port"."""
NAMESAKE = 10
"""A namesake with less than so small a share of the people is not meant."""
UNCERTAIN = frozenset({"US"})
"""Without a name behind it, "the northern city of" may speak of a state there as well as of the country."""
_BEFORE_PARTS = frozenset({"the", "far", "extreme"})
_LEADS = frozenset({"in", "is", "lies", ","})
_OTHERWISE = frozenset({"and", "or", "to", "from", "for", "while", "who", "than", "with", ",", ";", ":"})
"""Words after which "in the north" tells of something else than the city."""


class Params(Schema):
    """`least`: how far beyond the middle, on the other side, the city lies; the edge is at 0.5."""

    least = fields.Float(load_default=0.25, validate=validate.Range(0.1, 0.5))


class _Claim(NamedTuple):
    city: Toponym
    area: Place
    degrees: int
    """The part of `area`, as a bearing."""
    span: Span


class _Part(NamedTuple):
    """A word as "northern", or two as "north-eastern"."""

    first: int
    last: int
    degrees: int


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    parts = [_part(document.tokens, index) for index in document.tokens.at(PARTS.keys())]
    if not parts:
        return
    places = document.layer(find_places)
    toponyms = {toponym.first: number for number, toponym in enumerate(places.toponyms)}
    demonyms = {demonym.first: demonym for demonym in places.demonyms}
    for part in parts:
        claim = part and (_city_in(document, part, toponyms) or _city_of(document, part, toponyms, demonyms))
        if claim and is_judged(document, claim.span.start):
            yield from _compare(document, rule, claim)


def _part(tokens: Tokens, index: int) -> _Part | None:
    """The part of an area that the word at `index` names; None in half of a word, and in names as "East End"."""
    words, folded = tokens.words, tokens.folded
    first, degrees = index, PARTS[folded[index]]
    if index > 1 and words[index - 1] == "-":
        whole = PARTS.get(folded[index - 2] + folded[index])
        if whole is None:
            return None
        first, degrees = index - 2, whole
    is_name = words[first][0].isupper() and not folded[index].endswith("ern")
    return None if is_name or words[index + 1 : index + 2] == ["-"] else _Part(first, index + 1, degrees)


def _city_in(document: Document, part: _Part, numbers: Mapping[int, int]) -> _Claim | None:
    """The claim of "Lviv in western Ukraine", "Lviv, a city in the west of Ukraine"; `numbers` by first token."""
    words = document.tokens.folded
    of = next(length for length in (2, 1, 0) if words[part.last : part.last + length] == ["of", "the"][:length])
    number = numbers.get(part.last + of)
    if not number:
        return None
    city, area = document.layer(find_places).toponyms[number - 1 : number + 1]
    between = words[city.last : part.first]
    while between and between[-1] in _BEFORE_PARTS:
        between.pop()
    is_told = 0 < len(between) <= MAX_WORDS_BETWEEN and between[0] in _LEADS and between[-1] == "in"
    if not is_told or not _OTHERWISE.isdisjoint(between[1:]) or not _is_one_sentence(document, city, area):
        return None
    return _Claim(city, area.place, part.degrees, Span(document.tokens.starts[part.first], area.span.end))


def _city_of(
    document: Document, part: _Part, numbers: Mapping[int, int], demonyms: Mapping[int, Demonym]
) -> _Claim | None:
    """The claim of "the western city of Lviv", "the western Ukrainian city of Lviv"."""
    toponyms, words = document.layer(find_places).toponyms, document.tokens.folded
    named = toponyms[numbers[part.last]] if part.last in numbers else demonyms.get(part.last)
    after = named.last if named else part.last
    kinds = words[after : after + MAX_WORDS_OF_KIND + 1]
    of = kinds.index("of") if "of" in kinds else 0
    number = numbers.get(after + of + 1)
    if number is None or not of or kinds[of - 1] not in cues()["settlements"] or not all(map(str.isalpha, kinds[:of])):
        return None
    city = toponyms[number]
    if isinstance(named, Toponym):
        area = named.place
    else:
        code = named.country if named else city.place.country
        if code not in document.knowledge.gazetteer.countries or (named is None and code in UNCERTAIN):
            return None
        area = document.knowledge.gazetteer.country(code)
    return _Claim(city, area, part.degrees, Span(document.tokens.starts[part.first], city.span.end))


def _is_one_sentence(document: Document, one: Toponym, other: Toponym) -> bool:
    return document.sentence_at(one.span.start) == document.sentence_at(other.span.start)


def _compare(document: Document, rule: Rule, claim: _Claim) -> Iterator[Hit]:
    gazetteer = document.knowledge.gazetteer
    city, extent = _city_within(claim), gazetteer.extent(claim.area)
    offset = extent.offset(city) if city and extent else None
    if city is None or extent is None or offset is None:
        return
    north, east = offset
    angle = math.radians(claim.degrees)
    if north * math.cos(angle) + east * math.sin(angle) > -rule.params["least"]:
        return
    known = compass_point(math.degrees(math.atan2(east, north)) % 360)
    evidence = Evidence(_where(city, claim.area, extent), reference=SOURCE, as_of=date.fromisoformat(AS_OF))
    yield Hit(rule, claim.span, values={"place": city.name, "known": known}, evidence=(evidence,))


def _where(city: Place, area: Place, extent: Extent) -> str:
    """Where the city lies, and between which degrees the towns of the area do."""
    latitude, longitude = spell_degrees(city.latitude or 0, "NS"), spell_degrees(city.longitude or 0, "EW")
    south, north = (spell_degrees(degrees, "NS") for degrees in (extent.south, extent.north))
    west, east = (spell_degrees(degrees, "EW") for degrees in (extent.west, extent.east))
    return (
        f"{city.name} is at {latitude}, {longitude}; "
        f"nearly all towns of {area.name} are between {south} and {north}, {west} and {east}"
    )


def _city_within(claim: _Claim) -> Place | None:
    """The one city of the name that lies in the area; None where the name may mean two, or something else."""
    options = [option for option in claim.city.options if option.kind == "city" and lies_in(option, claim.area)]
    largest = max(options, key=lambda option: option.population, default=None)
    if largest is None or claim.city.place.kind != "city":
        return None
    meant = [option for option in options if option.population * NAMESAKE >= largest.population]
    return largest if len(meant) == 1 else None
