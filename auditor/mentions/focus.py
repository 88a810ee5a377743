"""The countries that an article is about, each with what speaks for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from auditor.document import Document
from auditor.mentions.capitals import find_capitals
from auditor.mentions.leaders import find_leaders
from auditor.mentions.places import Demonym, Places, Toponym, find_places, find_title_places

TITLE_WEIGHT = 3.0
DATELINE_WEIGHT = 2.0
ANCHOR_WEIGHT = 0.5
"""What a mention in the title, the dateline and an anchor count beside one in the text."""
NATIONS = frozenset({"GB.ENG", "GB.SCT", "GB.WLS", "GB.NIR"})
"""Divisions that reports treat like countries."""

Mention = Toponym | Demonym


class Focus(NamedTuple):
    """What an article says of each nation; a nation is a country's code or one of `NATIONS`."""

    mentions: dict[str, list[Mention]]
    """Places and demonyms of the text by nation, in text order."""
    titled: frozenset[str]
    """Nations that the title names."""
    anchors: Counter[str]
    """How often something that stands for a nation is named: a body, a party, a paper called after a place."""
    weights: dict[str, float]

    def count(self, nation: str) -> int:
        """How often the text names `nation`."""
        return len(self.mentions.get(nation, ()))

    @property
    def main(self) -> str:
        """The nation of the greatest weight, or ""."""
        return max(self.weights, key=self.weights.__getitem__, default="")


def nation_of(mention: Mention) -> str:
    """The nation that `mention` speaks of; "" for seas and disputed regions."""
    if isinstance(mention, Demonym):
        return mention.country
    place = mention.place
    return place.division if place.division in NATIONS and place.kind == "division" else place.country


def find_focus(document: Document) -> Focus:
    """The nations of the article with what supports them."""
    places = document.layer(find_places)
    title = document.layer(find_title_places)
    mentions: dict[str, list[Mention]] = {}
    for mention in _in_order(places):
        nation = nation_of(mention)
        if nation:
            mentions.setdefault(nation, []).append(mention)
    titled = frozenset(map(nation_of, _in_order(title))) - {""}
    anchors = _find_anchors(document, places)
    return Focus(mentions, titled, anchors, _weigh(document, mentions, titled, anchors))


def _in_order(places: Places) -> list[Mention]:
    mentions: list[Mention] = [*places.toponyms, *places.demonyms]
    return sorted(mentions, key=lambda mention: mention.span)


def _weigh(
    document: Document, mentions: dict[str, list[Mention]], titled: frozenset[str], anchors: Counter[str]
) -> dict[str, float]:
    weights = defaultdict(float, {nation: float(len(found)) for nation, found in mentions.items()})
    for nation in titled:
        weights[nation] += TITLE_WEIGHT
    for nation, number in anchors.items():
        weights[nation] += ANCHOR_WEIGHT * number
    if document.dateline:
        for nation, found in mentions.items():
            if any(document.dateline.place.overlaps(mention.span) for mention in found):
                weights[nation] += DATELINE_WEIGHT
    return dict(weights)


def _find_anchors(document: Document, places: Places) -> Counter[str]:
    found = Counter(toponym.place.country for toponym in places.embedded if toponym.place.country)
    found.update(leader.country for leader in document.layer(find_leaders))
    table = _anchors()
    words = document.tokens.words
    for index, word in document.layer(find_capitals):
        for rest, country in table.get(word, ()):
            if words[index + 1 : index + 1 + len(rest)] == rest:
                found[country] += 1
    return found


@cache
def _anchors() -> dict[str, list[tuple[list[str], str]]]:
    """By first token, the tokens that follow it and the country."""
    text = (files("auditor.mentions") / "data" / "anchors.tsv").read_text(encoding="utf-8")
    table: dict[str, list[tuple[list[str], str]]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            country, names = line.split("\t")
            for name in names.split("|"):
                first, *rest = name.split()
                table.setdefault(first, []).append((rest, country))
    return table
