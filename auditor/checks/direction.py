"""Kind `direction`: a city is said to lie north of one that lies north of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from marshmallow import Schema

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.gazetteer import AS_OF, BEARINGS, SOURCE, bearing, compass_point
from auditor.mentions.places import Toponym, find_neighbours
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"place", "other", "claimed", "known"})


class Params(Schema):
    """None."""


class Claim(NamedTuple):
    """ "Kharkiv, 410 kilometres west of Kyiv", and where the gazetteer has it."""

    window: Window
    """ "west of Kyiv"."""
    place: Toponym
    other: Toponym
    claimed: str
    between: list[str]
    """The words from `place` to `other`."""
    degrees: float
    """Where `place` lies from `other`."""
    kilometres: float

    @property
    def degrees_off(self) -> float:
        """How far the direction told is off, up to half a turn."""
        turn = self.degrees - BEARINGS[self.claimed]
        return min(turn % 360, -turn % 360)


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """Each place with "north of" another behind it, if the coordinates of both are known."""
    for at in document.tokens.at(BEARINGS.keys()):
        pair = document.layer(find_neighbours).get(at + 2) if Window(document, at, at + 1).leads("of") else None
        known = bearing(pair[1].place, pair[0].place) if pair else None
        if pair and known:
            place, other = pair
            window, claimed = Window(document, at, other.last), document.tokens.folded[at]
            between = Window(document, place.first, place.last).between(Window(document, other.first, other.last))
            yield Claim(window, place, other, claimed, between, *known)


def _has_namesakes(toponym: Toponym) -> bool:
    """Whether the name may mean another place with a tenth of its people or more."""
    return sum(option.population * 10 >= toponym.place.population for option in toponym.options) > 1


FEATURES: Mapping[str, Feature] = {
    "degrees-off": lambda claim: claim.degrees_off,
    "located": lambda claim: "".join(claim.between[:1]) in words("places/located"),
    "between": lambda claim: frozenset(claim.between),
    "words-between": lambda claim: len(claim.between),
    "namesakes": lambda claim: _has_namesakes(claim.place) or _has_namesakes(claim.other),
    "kilometres": lambda claim: claim.kilometres,
}


def tell(claim: Claim, rule: Rule) -> Hit:
    """The claim, with how far and in which direction the gazetteer has the place."""
    place, other, known = claim.place.place.name, claim.other.place.name, compass_point(claim.degrees)
    fact = f"{place} lies {claim.kilometres:,.0f} km {known} of {other}"
    return Hit(
        rule,
        Span(claim.window.span.start, claim.other.span.end),
        values={"place": place, "other": other, "claimed": claim.claimed, "known": known},
        evidence=(Evidence(fact, reference=SOURCE, as_of=AS_OF),),
    )


compile = Detector(propose, tell, FEATURES).compile
