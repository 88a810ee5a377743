"""Kind `containment`: a city is put into a country or state that has none of its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from marshmallow import Schema

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.gazetteer import AS_OF, SOURCE, Gazetteer, Place
from auditor.mentions.place_names import cues
from auditor.mentions.places import (
    AREAS,
    Demonym,
    Toponym,
    find_pairs,
    find_places,
    lies_in,
    pair_of_dateline,
)
from auditor.rule import Rule
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"place", "claimed", "known"})
MAX_OTHERS = 4
"""Passages shown as evidence."""


class Params(Schema):
    """None."""


class Claim(NamedTuple):
    """A passage that puts a city where the gazetteer has none of its name."""

    window: Window
    name: Toponym
    area: Toponym | Demonym
    city: Place
    """The largest that the name may mean."""
    claimed: frozenset[str]
    """The countries that `area` may mean."""
    listed: bool


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """Each "City, Area" and "Area city of City" in which no reading of the city lies in a reading of the area."""
    dateline = pair_of_dateline(document)
    pairs = ([dateline] if dateline else []) + find_pairs(document)
    for name, area, listed in (*pairs, *_settlements(document)):
        yield from _claims(Window(document, min(name.first, area.first), max(name.last, area.last)), name, area, listed)


def _claims(window: Window, name: Toponym, area: Toponym | Demonym, listed: bool) -> Iterator[Claim]:
    gazetteer = window.document.knowledge.gazetteer
    areas = _areas(area, gazetteer)
    if areas and name.options and all(option.kind == "city" for option in name.options):
        claimed = frozenset(code for each in areas for code in each.countries)
        if not _is_possible(gazetteer, name, areas, claimed):
            city = max(name.options, key=lambda option: option.population)
            yield Claim(window, name, area, city, claimed, listed)


def _is_possible(gazetteer: Gazetteer, name: Toponym, areas: Sequence[Place], claimed: frozenset[str]) -> bool:
    """Whether a city of the name lies in one of `areas`, or is claimed by one of the countries."""
    inside = any(lies_in(option, area) for option in name.options for area in areas)
    return inside or any(gazetteer.is_claimed(option, code) for option in name.options for code in claimed)


def _settlements(document: Document) -> Iterator[tuple[Toponym, Toponym | Demonym, bool]]:
    """The name and the area of "the Syrian city of Mosul" and "the Texas town of Tulsa"."""
    settlements, tokens = cues()["settlements"], document.tokens
    if tokens.counts.keys().isdisjoint(settlements):
        return
    places = document.layer(find_places)
    by_first = {toponym.first: toponym for toponym in places.toponyms}
    areas: list[Toponym | Demonym] = [*places.demonyms, *places.toponyms]
    for area in areas:
        kind, *of = Window(document, area.first, area.last).after(2) or [""]
        if kind in settlements and of == ["of"] and area.last + 2 in by_first:
            yield by_first[area.last + 2], area, False


def _areas(mention: Toponym | Demonym, gazetteer: Gazetteer) -> Sequence[Place]:
    """The areas that `mention` may mean; a nation's adjective means the nation, not a town of its name."""
    if isinstance(mention, Demonym):
        return [gazetteer.country(mention.country)]
    return [option for option in mention.options if option.kind in AREAS]


def _word_after(claim: Claim) -> str:
    """What follows the passage: "'s" for a possessive, "" at its sentence's or line's end."""
    document, end = claim.window.document, max(claim.name.span.end, claim.area.span.end)
    if claim.window.span.end > end:
        return "'s"
    following = claim.window.after(1, written=True)
    ended = not following or "\n" in document.text[end : document.tokens.starts[claim.window.end]]
    return "" if ended else following[0]


def _closing() -> frozenset[str]:
    """What may stand behind "City, Country"; a verb would make the country the subject of a clause."""
    return cues()["closing"] | cues()["after an area"] | cues()["roles"]


FEATURES = {
    "listed": lambda claim: claim.listed,
    "closed": lambda claim: not _word_after(claim) or _word_after(claim) in _closing(),
    "directed": lambda claim: not cues()["directions"].isdisjoint(claim.window.before(1, written=True)),
    "abroad": lambda claim: claim.city.country not in claim.claimed,
    "countries": lambda claim: claim.claimed,
    "supported": lambda claim: bool(_others(claim.window.document, claim.city, claim.window.span)),
    "people": lambda claim: claim.city.population / len(claim.name.options),
}


def tell(claim: Claim, rule: Rule) -> Hit:
    """The claim, with what the gazetteer has and where else the article names it."""
    gazetteer, city, area = claim.window.document.knowledge.gazetteer, claim.city, claim.area
    known = gazetteer.area_name(city)
    claimed = area.place.name if isinstance(area, Toponym) else gazetteer.countries[area.country].name
    span = Span(min(claim.name.span.start, area.span.start), max(claim.name.span.end, area.span.end))
    evidence = [Evidence(f"{city.name} lies in {known}", reference=SOURCE, as_of=date.fromisoformat(AS_OF))]
    evidence += _others(claim.window.document, city, span)
    return Hit(rule, span, values={"place": city.name, "claimed": claimed, "known": known}, evidence=tuple(evidence))


def _others(document: Document, city: Place, span: Span) -> list[Evidence]:
    """Other passages of the article that name the area in which `city` lies."""
    return [
        Evidence("named elsewhere in the article", span=other.span, quote=document.text[slice(*other.span)])
        for other in document.layer(find_places).toponyms
        if other.place.kind in AREAS and lies_in(city, other.place) and not other.span.overlaps(span)
    ][:MAX_OTHERS]


compile = Detector(propose, tell, FEATURES).compile
