"""Kind `containment`: a city is put into a country or state that has none of its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, product
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope, Severity
from auditor.knowledge.gazetteer import AS_OF, SOURCE, Place, load_division_demonyms
from auditor.mentions.place_names import AREAS, Demonym
from auditor.mentions.place_pairs import find_pairs, pair_of_dateline
from auditor.mentions.places import Mentions, Toponym, find_mentions, find_places, lies_in, within
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"place", "claimed", "known"})
MAX_OTHERS = 4
"""Passages shown as evidence."""
OF = frozenset({"of"})
OF_A_NATION = frozenset({"capital"})
"""What is told of it, kind `nation-differs` judges."""


class Params(Schema):
    """How many people the namesake must have, for each namesake of the table, for a finding above advice.

    `sure_people` in the country that the text names, `sure_abroad` in another. Where the article names the
    namesake's state or country elsewhere, it needs only one in `support` of them.
    """

    sure_people = fields.Int(load_default=40_000, validate=validate.Range(min=1))
    sure_abroad = fields.Int(load_default=100_000, validate=validate.Range(min=1))
    support = fields.Int(load_default=4, validate=validate.Range(min=1))


class Told(NamedTuple):
    """A city and the area that a passage puts it in."""

    name: Toponym
    area: Window
    """Its words, without those that make no part of its name."""
    areas: Sequence[Place]
    """What they may mean."""
    listed: bool = False
    called: bool = False
    """Whether it is called a city or the like of the area: "the Syrian city of Mosul"."""


class Claim(NamedTuple):
    """A passage that puts a city into an area that has none of its name."""

    window: Window
    told: Told
    city: Place
    """The largest that the name may mean."""

    @property
    def name(self) -> Toponym:
        """The city's."""
        return self.told.name

    @property
    def areas(self) -> Sequence[Place]:
        """What the area may mean."""
        return self.told.areas

    @property
    def claimed(self) -> frozenset[str]:
        """The countries that the areas lie in."""
        return frozenset(chain.from_iterable(area.countries for area in self.areas))

    @property
    def span(self) -> Span:
        """Both names, without a possessive ending."""
        name, area = self.name.span, self.told.area.bare_span
        return Span(min(name.start, area.start), max(name.end, area.end))

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
        elsewhere = (
            each for each in self.window.document.layer(find_places).toponyms if not each.span.overlaps(self.span)
        )
        around = [each for each in elsewhere if lies_in(self.city, each.place)]
        return around if self.abroad else [each for each in around if each.place.division]


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """Each "City, Area" and "Area city of City" in which no reading of the city lies in a reading of the area."""
    for told in chain(_pairs(document), _settlements(document)):
        if not within(told.name.options, told.areas):
            first, last = min(told.name.first, told.area.first), max(told.name.last, told.area.end)
            city = max(told.name.options, key=lambda option: option.population)
            yield Claim(Window(document, first, last), told, city)


def _is_claimed(claim: Claim) -> bool:
    """Whether one of the countries holds or claims a city of the name."""
    is_claimed, pairs = claim.window.document.knowledge.gazetteer.is_claimed, product(claim.name.options, claim.claimed)
    return any(is_claimed(option, code) for option, code in pairs)


def _pairs(document: Document) -> Iterator[Told]:
    """Each "Mosul, Syria", that of the dateline first."""
    for name, area, listed in chain(filter(None, [pair_of_dateline(document)]), find_pairs(document)):
        yield Told(name, Window(document, area.first, area.last), _areas(area, document), listed)


def _areas(area: Toponym | Demonym, document: Document) -> Sequence[Place]:
    """The areas that `area` may mean; a nation's adjective means the nation, not a town of its name."""
    if isinstance(area, Demonym):
        return [document.knowledge.gazetteer.country(area.country)]
    return [option for option in area.options if option.kind in AREAS]


def _settlements(document: Document) -> Iterator[Told]:
    """Each "Syrian city of Mosul", "Texas town of Tulsa" and "Welsh city Cardiff"."""
    for at in document.tokens.at(words("places/settlements") - OF_A_NATION):
        settlement, mentions = Window(document, at, at + 1), document.layer(find_mentions)
        name = mentions.by_first.get(settlement.with_behind(OF).end)
        if isinstance(name, Toponym):
            for first, areas in _areas_before(settlement, mentions):
                yield Told(name, Window(document, first, at), areas, called=True)


def _areas_before(settlement: Window, mentions: Mentions) -> Iterator[tuple[int, Sequence[Place]]]:
    """The first token of the area named before "city", and what it may mean."""
    document, at = settlement.document, settlement.first
    division, area = load_division_demonyms().get("".join(settlement.before(1, written=True))), mentions.by_last.get(at)
    if division:
        yield at - 1, document.knowledge.gazetteer.divisions(division)
    elif area:
        yield area.first, _areas(area, document)


FEATURES = {
    "names": lambda claim: frozenset(option.kind for option in claim.name.options),
    "claimed": _is_claimed,
    "listed": lambda claim: claim.told.listed,
    "called": lambda claim: claim.told.called,
    "possessive": lambda claim: claim.window.span.end > claim.span.end,
    "abroad": lambda claim: claim.abroad,
    "countries": lambda claim: claim.claimed,
    "country": lambda claim: claim.city.country,
    "people": lambda claim: claim.people,
    "supported": lambda claim: bool(claim.support),
}


def tell(claim: Claim, rule: Rule) -> Hit:
    """The claim, with what the gazetteer has and where else the article names it."""
    document, city = claim.window.document, claim.city
    gazetteer, name = document.knowledge.gazetteer, document.text[slice(*claim.name.span)]
    known = gazetteer.area_name(city, finer=not claim.abroad)
    fact = Evidence(f"{city.name} lies in {known}", reference=SOURCE, as_of=AS_OF)
    return Hit(
        rule,
        claim.span,
        values={"place": name, "claimed": claim.areas[0].name, "known": known},
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
