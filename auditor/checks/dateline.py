"""Kind `dateline`: the dateline names a country in which, by the text, nothing happens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.gazetteer import Place
from auditor.mentions.focus import Focus, find_focus
from auditor.mentions.place_pairs import place_of_dateline
from auditor.rule import Rule
from auditor.text.counted import spell_times
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"dateline", "main", "count", "times"})


class Params(Schema):
    """None."""


class Elsewhere(NamedTuple):
    """A dateline whose country is not the one that the text speaks of most."""

    window: Window
    place: Place
    focus: Focus

    @property
    def country(self) -> str:
        """That of the dateline."""
        return self.place.country

    @property
    def named(self) -> bool:
        """Whether title or text name the country beyond the dateline."""
        mentions = self.focus.mentions.get(self.country, [])
        inside = [mention for mention in mentions if mention.span.overlaps(self.window.span)]
        return len(mentions) > len(inside) or self.country in self.focus.titled


def propose(document: Document, rule: Rule) -> Iterator[Elsewhere]:
    """The dateline, if the text speaks most of another country than its own."""
    place = document.layer(place_of_dateline)
    if document.dateline and place and place.country:
        focus = document.layer(find_focus)
        if focus.count(focus.main) and focus.main[:2] != place.country:
            yield Elsewhere(Window.over(document, document.dateline.place), place, focus)


FEATURES = {
    "named": lambda each: each.named,
    "anchored": lambda each: each.focus.anchors[each.country] > 0,
    "country": lambda each: each.country,
    "capital": lambda each: each.place.capital,
    "people": lambda each: each.place.population,
    "near": lambda each: each.window.document.knowledge.gazetteer.near(each.country, each.focus.main[:2]),
    "mentions": lambda each: each.focus.count(each.focus.main),
}


def tell(elsewhere: Elsewhere, rule: Rule) -> Hit:
    """The dateline, with the first mention of the country that the text speaks of."""
    document, focus, span = elsewhere.window.document, elsewhere.focus, elsewhere.window.span
    mention, count = focus.mentions[focus.main][0], focus.count(focus.main)
    country = document.knowledge.gazetteer.countries.get(focus.main)
    values = {
        "dateline": document.text[slice(*span)],
        "main": country.name if country else mention.key,
        "count": str(count),
        "times": spell_times(count),
    }
    evidence = Evidence("the first mention", span=mention.span, quote=document.text[slice(*mention.span)])
    return Hit(rule, span, values=values, evidence=(evidence,))


compile = Detector(propose, tell, FEATURES).compile
