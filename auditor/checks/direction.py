"""Kind `direction`: a city is said to lie north of one that lies north of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.gazetteer import AS_OF, BEARINGS, SOURCE, Place, bearing, compass_point
from auditor.mentions.judged import is_judged
from auditor.mentions.places import Toponym, find_places
from auditor.rule import Rule

SCOPE = Scope.ARTICLE
VALUES = frozenset({"place", "other", "claimed", "known"})
MAX_KM = 1_500
"""Farther off, a bearing on the map and one by common sense part ways."""
MAX_WORDS_BETWEEN = 8
"""Words between a place and "north of": "Aleppo, a city of 2 million some 50 kilometres north of"."""


class Params(Schema):
    """`degrees`: how far off the bearing must be. `min_km`: how far apart the cities must lie."""

    degrees = fields.Int(load_default=120, validate=validate.Range(90, 180))
    min_km = fields.Int(load_default=25, validate=validate.Range(min=1))


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    words = document.tokens.folded
    if not any(words[index + 1 : index + 2] == ["of"] for index in document.tokens.at(BEARINGS.keys())):
        return
    toponyms = document.layer(find_places).toponyms
    for number, other in enumerate(toponyms[1:], 1):
        word = words[other.first - 2] if other.first > 1 and words[other.first - 1] == "of" else ""
        place = toponyms[number - 1]
        if word in BEARINGS and _is_located(document, place, other) and is_judged(document, other.span.start):
            hit = _compare(document, rule, place, other)
            if hit:
                yield hit


def _is_located(document: Document, place: Toponym, other: Toponym) -> bool:
    """Whether the words between say where `place` lies: a comma or "is" behind it, no verb of motion, one sentence."""
    words = document.tokens.folded[place.last : other.first]
    together = document.sentence_at(place.span.start) == document.sentence_at(other.span.start)
    if not words or len(words) > MAX_WORDS_BETWEEN or not together:
        return False
    return words[0] in {",", "is", "lies"} and not {"and", "to", "from"} & set(words)


def _compare(document: Document, rule: Rule, place: Toponym, other: Toponym) -> Hit | None:
    claimed = document.tokens.folded[other.first - 2]
    known = bearing(other.place, place.place)
    if known is None or len(_cities(place)) > 1 or len(_cities(other)) > 1:
        return None
    degrees, kilometres = known
    off = abs((degrees - BEARINGS[claimed] + 180) % 360 - 180)
    if off < rule.params["degrees"] or not rule.params["min_km"] <= kilometres <= MAX_KM:
        return None
    name = compass_point(degrees)
    span = Span(document.tokens.starts[other.first - 2], other.span.end)
    evidence = Evidence(
        f"{place.place.name} lies {kilometres:,.0f} km {name} of {other.place.name}",
        reference=SOURCE,
        as_of=date.fromisoformat(AS_OF),
    )
    values = {"place": place.place.name, "other": other.place.name, "claimed": claimed, "known": name}
    return Hit(rule, span, values=values, evidence=(evidence,))


def _cities(toponym: Toponym) -> list[Place]:
    """What the name may mean, namesakes of less than a tenth of the people left out."""
    return [option for option in toponym.options if option.population * 10 >= toponym.place.population]
