"""Kind `containment`: a city is put into a country or state that has none of its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.gazetteer import AS_OF, SOURCE, Gazetteer, Place
from auditor.mentions.judged import is_in_caption, is_judged
from auditor.mentions.place_names import cues
from auditor.mentions.places import (
    AREAS,
    Demonym,
    Toponym,
    context_of,
    find_pairs,
    find_places,
    lies_in,
    pair_of_dateline,
)
from auditor.rule import Rule

SCOPE = Scope.ARTICLE
VALUES = frozenset({"place", "claimed", "known"})
_CLOSING = frozenset(".,;:)]—–-\"“”'’(")
"""What may stand right after "City, Country" where it is one phrase."""
SETTLED = frozenset({"US", "CA", "AU", "NZ"})
"""Countries whose settlers reused the names of cities elsewhere for places that the gazetteer does not list."""
MAX_OTHERS = 4
"""Passages shown as evidence."""


class Params(Schema):
    """`min_people`: how many people a city has that cannot be mistaken for a hamlet of its name.

    `min_people_supported`: the same where the article names the right country or state elsewhere.
    """

    min_people = fields.Int(load_default=40_000, validate=validate.Range(min=0))
    min_people_supported = fields.Int(load_default=1_000, validate=validate.Range(min=0))


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    dateline = pair_of_dateline(document)
    for pair in [dateline, *find_pairs(document)] if dateline else find_pairs(document):
        if not pair.listed and _is_read(document, pair.name) and _is_one_phrase(document, pair.area):
            city = _city_elsewhere(document, pair.name, _areas(pair.area, document.knowledge.gazetteer), rule)
            if city:
                yield _hit(document, rule, Span(pair.name.span.start, pair.area.span.end), city, pair.area)
    yield from _settlements(document, rule)


def _is_read(document: Document, name: Toponym) -> bool:
    """Whether `name` stands in prose or a caption and no capital part of it before, as "Upper" Marlboro."""
    start = name.span.start
    if not is_judged(document, start) and not is_in_caption(document, start):
        return False
    before = document.tokens.words[name.first - 1] if name.first else ""
    return before not in cues()["directions"]


def _is_one_phrase(document: Document, area: Toponym) -> bool:
    """Whether what follows `area` can close "City, Country"; a verb would make it the subject of a clause."""
    tokens = document.tokens
    if area.last == len(tokens) or "\n" in document.text[area.span.end : tokens.starts[area.last]]:
        return True
    if tokens.ends[area.last - 1] > area.span.end:  # a possessive
        return False
    following = tokens.words[area.last]
    return following in _CLOSING or following in cues()["after an area"] or following in cues()["roles"]


def _city_elsewhere(document: Document, name: Toponym, areas: Sequence[Place], rule: Rule) -> Place | None:
    """The city that `name` means if it lies in none of `areas` and is large enough to be known; else None."""
    options = name.options
    if not options or any(option.kind != "city" for option in options):
        return None
    gazetteer = document.knowledge.gazetteer
    codes = {code for area in areas for code in area.countries}
    if any(lies_in(option, area) for option in options for area in areas) or any(
        gazetteer.is_claimed(option, code) for option in options for code in codes
    ):
        return None
    return next((option for option in options if _is_known(document, option, codes, len(options), rule)), None)


def _is_known(document: Document, city: Place, claimed: set[str], namesakes: int, rule: Rule) -> bool:
    """Whether `city` is so large, or so supported, that no place of its name in the claimed countries can be meant.

    Each namesake makes another one, too small for the gazetteer, likelier; above all where settlers named the places.
    """
    if city.country not in claimed:
        return SETTLED.isdisjoint(claimed) and bool(city.population >= namesakes * rule.params["min_people"])
    context = context_of(document)
    supported = context.divisions[city.division] > 0
    least: int = rule.params["min_people_supported" if supported else "min_people"]
    return city.population >= namesakes * least


def _settlements(document: Document, rule: Rule) -> Iterator[Hit]:
    """Hits for "the Syrian city of Mosul" and "the Texas town of Tulsa"."""
    settlements = cues()["settlements"]
    if document.tokens.counts.keys().isdisjoint(settlements):
        return
    places = document.layer(find_places)
    words = document.tokens.words
    by_first = {toponym.first: toponym for toponym in places.toponyms}
    areas: list[Toponym | Demonym] = [*places.demonyms, *places.toponyms]
    for area in areas:
        after = words[area.last : area.last + 2]
        name = by_first.get(area.last + 2)
        if name and len(after) == 2 and after[0] in settlements and after[1] == "of":
            claimed = _areas(area, document.knowledge.gazetteer)
            city = _city_elsewhere(document, name, claimed, rule) if claimed else None
            if city and is_judged(document, area.span.start):
                yield _hit(document, rule, Span(area.span.start, name.span.end), city, area)


def _areas(mention: Toponym | Demonym, gazetteer: Gazetteer) -> Sequence[Place]:
    if isinstance(mention, Demonym):
        return gazetteer.places(gazetteer.countries[mention.country].name)
    return [option for option in mention.options if option.kind in AREAS]


def _hit(document: Document, rule: Rule, span: Span, city: Place, area: Toponym | Demonym) -> Hit:
    gazetteer = document.knowledge.gazetteer
    known = gazetteer.area_name(city)
    claimed = area.place.name if isinstance(area, Toponym) else gazetteer.countries[area.country].name
    evidence = [Evidence(f"{city.name} lies in {known}", reference=SOURCE, as_of=date.fromisoformat(AS_OF))]
    evidence += _others(document, city, span)
    return Hit(rule, span, values={"place": city.name, "claimed": claimed, "known": known}, evidence=tuple(evidence))


def _others(document: Document, city: Place, span: Span) -> list[Evidence]:
    """Other passages of the article that name the area in which `city` lies."""
    return [
        Evidence("named elsewhere in the article", span=other.span, quote=document.text[slice(*other.span)])
        for other in document.layer(find_places).toponyms
        if other.place.kind in AREAS and lies_in(city, other.place) and not other.span.overlaps(span)
    ][:MAX_OTHERS]
