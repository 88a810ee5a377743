"""Kind `containment`: a city is put into a country or state that has none of its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, product
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope, Severity
from auditor.knowledge.gazetteer import AS_OF, SOURCE, Place
from auditor.mentions.place_names import Demonym
from auditor.mentions.place_pairs import find_pairs, pair_of_dateline
from auditor.mentions.places import AREAS, Toponym, find_mentions, find_places, lies_in, within
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"place", "claimed", "known"})
MAX_OTHERS = 4
"""Passages shown as evidence."""


class Params(Schema):
    """How many people the namesake must have, for each namesake of the table, for a finding above advice.

    `sure_people` in the country that the text names, `sure_abroad` in another. Where the article names the
    namesake's state or country elsewhere, it needs only one in `support` of them.
    """

    sure_people = fields.Int(load_default=40_000, validate=validate.Range(min=1))
    sure_abroad = fields.Int(load_default=100_000, validate=validate.Range(min=1))
    support = fields.Int(load_default=4, validate=validate.Range(min=1))


class Claim(NamedTuple):
    """A passage that puts a city into an area that has none of its name."""

    window: Window
    name: Toponym
    area: Toponym | Demonym
    city: Place
    """The largest that the name may mean."""
    areas: Sequence[Place]
    """What `area` may mean."""
    listed: bool

    @property
    def claimed(self) -> frozenset[str]:
        """The countries that the areas lie in."""
        return frozenset(chain.from_iterable(area.countries for area in self.areas))

    @property
    def span(self) -> Span:
        """Both names, without a possessive ending."""
        return Span(min(self.name.span.start, self.area.span.start), max(self.name.span.end, self.area.span.end))

    @property
    def abroad(self) -> bool:
        """Whether the city lies in no country that the area may mean."""
        return self.city.country not in self.claimed

    @property
    def people(self) -> float:
        """How many people live in the city, for each place of its name: where many are, there may be one more."""
        return self.city.population / len(self.name.options)

    @property
    def support(self) -> list[Toponym]:
        """Where else the article names the country of the city; its state, if the country is the one claimed."""
        places = self.window.document.layer(find_places)
        named = [other for other in places.toponyms if lies_in(self.city, other.place)]
        finer = [other for other in named if self.abroad or other.place.division]
        return [other for other in finer if not other.span.overlaps(self.span)]


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """Each "City, Area" and "Area city of City" in which no reading of the city lies in a reading of the area."""
    dateline = pair_of_dateline(document)
    pairs = chain(filter(None, [dateline]), find_pairs(document), _settlements(document))
    for name, area, listed in pairs:
        areas = _areas(area, document)
        if areas and not within(name.options, areas):
            window = Window(document, min(name.first, area.first), max(name.last, area.last))
            city = max(name.options, key=lambda option: option.population)
            yield Claim(window, name, area, city, areas, listed)


def _is_claimed(claim: Claim) -> bool:
    """Whether one of the countries holds or claims a city of the name."""
    is_claimed, pairs = claim.window.document.knowledge.gazetteer.is_claimed, product(claim.name.options, claim.claimed)
    return any(is_claimed(option, code) for option, code in pairs)


def _areas(area: Toponym | Demonym, document: Document) -> Sequence[Place]:
    """The areas that `area` may mean; a nation's adjective means the nation, not a town of its name."""
    if isinstance(area, Demonym):
        return [document.knowledge.gazetteer.country(area.country)]
    return [option for option in area.options if option.kind in AREAS]


def _settlements(document: Document) -> Iterator[tuple[Toponym, Toponym | Demonym, bool]]:
    """The name and the area of "the Syrian city of Mosul" and "the Texas town of Tulsa"."""
    for at in document.tokens.at(words("places/settlements")):
        mentions = document.layer(find_mentions)
        area, name = mentions.by_last.get(at), mentions.by_first.get(at + 2)
        if area and isinstance(name, Toponym) and Window(document, at, at + 1).leads("of"):
            yield name, area, False


FEATURES = {
    "names": lambda claim: frozenset(option.kind for option in claim.name.options),
    "claimed": _is_claimed,
    "listed": lambda claim: claim.listed,
    "possessive": lambda claim: claim.window.span.end > claim.span.end,
    "abroad": lambda claim: claim.abroad,
    "countries": lambda claim: claim.claimed,
    "country": lambda claim: claim.city.country,
    "people": lambda claim: claim.people,
    "supported": lambda claim: bool(claim.support),
}


def tell(claim: Claim, rule: Rule) -> Hit:
    """The claim, with what the gazetteer has and where else the article names it."""
    document, city, area = claim.window.document, claim.city, claim.area
    gazetteer, name = document.knowledge.gazetteer, document.text[slice(*claim.name.span)]
    known = gazetteer.area_name(city, finer=not claim.abroad)
    claimed = area.place.name if isinstance(area, Toponym) else gazetteer.countries[area.country].name
    fact = Evidence(f"{city.name} lies in {known}", reference=SOURCE, as_of=date.fromisoformat(AS_OF))
    return Hit(
        rule,
        claim.span,
        values={"place": name, "claimed": claimed, "known": known},
        evidence=(fact, *_others(claim)),
        severity=None if _is_sure(claim, rule) else Severity.INFO,
    )


def _is_sure(claim: Claim, rule: Rule) -> bool:
    """Whether the namesake is so large that hardly anybody would mean a place missing from the gazetteer."""
    least = rule.params["sure_abroad" if claim.abroad else "sure_people"]
    return claim.people * (rule.params["support"] if claim.support else 1) >= float(least)


def _others(claim: Claim) -> Iterator[Evidence]:
    """Where else the article names the area of the city."""
    text = claim.window.document.text
    for other in claim.support[:MAX_OTHERS]:
        yield Evidence("named elsewhere in the article", span=other.span, quote=text[slice(*other.span)])


compile = Detector(propose, tell, FEATURES).compile
