"""The countries that an article is about, each with what speaks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, cached_property

from auditor.document import Document
from auditor.knowledge.table import read_cells
from auditor.mentions.capitals import find_capitals
from auditor.mentions.leaders import find_leaders
from auditor.mentions.phrases import BothEnds, Phrases
from auditor.mentions.place_names import Demonym
from auditor.mentions.place_pairs import place_of_dateline
from auditor.mentions.places import Places, Toponym, find_places, find_title_places

TITLE_WEIGHT = 3.0
DATELINE_WEIGHT = 2.0
ANCHOR_WEIGHT = 0.5
"""What a mention in the title, the dateline and an anchor count beside one in the text."""
NATIONS = frozenset({"GB.ENG", "GB.SCT", "GB.WLS", "GB.NIR"})
"""Divisions that reports treat like countries."""

Mention = Toponym | Demonym


class Focus:
    """What an article says of each nation; a nation is a country's code or one of `NATIONS`.

    What is told beside the mentions is made when asked for: few articles name nations that could be mixed up.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._places = document.layer(find_places)
        self.mentions = _by_nation(_in_order(self._places))
        """Places and demonyms of the text by nation, in text order."""

    @cached_property
    def lone(self) -> tuple[str, ...]:
        """The nations that the text names once."""
        return tuple(nation for nation, found in self.mentions.items() if len(found) == 1)

    @cached_property
    def titled(self) -> tuple[str, ...]:
        """Nations that the title names, each once, in its order."""
        return tuple(_by_nation(_in_order(self._document.layer(find_title_places))))

    @cached_property
    def home(self) -> str:
        """The country that the article is dated from, if that is known."""
        place = self._document.layer(place_of_dateline)
        return place.country if place else ""

    @property
    def headed(self) -> frozenset[str]:
        """Nations that the title names and the article is dated from."""
        return frozenset(nation for nation in self.titled if nation[:2] == self.home)

    @cached_property
    def anchors(self) -> Counter[str]:
        """How often something that stands for a nation is named: a body, a party, a paper called after a place."""
        return _find_anchors(self._document, self._places)

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """How much speaks for each nation."""
        return {nation: self._weigh(nation) for nation in dict.fromkeys((*self.mentions, *self.titled, *self.anchors))}

    def _weigh(self, nation: str) -> float:
        headed = TITLE_WEIGHT * (nation in self.titled) + DATELINE_WEIGHT * (nation[:2] == self.home)
        return self.count(nation) + headed + ANCHOR_WEIGHT * self.anchors[nation]

    def share(self, nation: str) -> float:
        """Of all places and demonyms of the text, how many are of `nation`."""
        return self.count(nation) / sum(map(len, self.mentions.values()))

    def count(self, nation: str) -> int:
        """How often the text names `nation`."""
        return len(self.mentions.get(nation, ()))

    @property
    def main(self) -> str:
        """The nation of the greatest weight, or ""."""
        return max(self.weights, key=self.weights.__getitem__, default="")


def _by_nation(mentions: Sequence[Mention]) -> dict[str, list[Mention]]:
    """The mentions by nation; seas and disputed regions left out."""
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(nation_of(mention), []).append(mention)
    found.pop("", None)
    return found


def nation_of(mention: Mention) -> str:
    """The nation that `mention` speaks of; "" for seas and disputed regions."""
    if isinstance(mention, Demonym):
        return mention.country
    place = mention.place
    return place.division if place.division in NATIONS and place.kind == "division" else place.country


def find_focus(document: Document) -> Focus:
    """The nations of the article with what supports them."""
    return Focus(document)


def _in_order(places: Places) -> list[Mention]:
    """Places and demonyms together, in text order."""
    mentions: list[Mention] = [*places.toponyms, *places.demonyms]
    return sorted(mentions, key=lambda mention: mention.span)


def _find_anchors(document: Document, places: Places) -> Counter[str]:
    """How often what stands for a nation is named."""
    found = Counter(toponym.place.country for toponym in places.embedded)
    found.update(leader.country for leader in document.layer(find_leaders))
    anchors = _load_anchors()
    for at, _ in document.layer(find_capitals).among(anchors.lengths.keys()):
        match = anchors.before(document.tokens.words, at + 1)
        found.update(match[1] if match else ())
    del found[""]
    return found


@cache
def _load_anchors() -> Phrases[tuple[str, ...]]:
    """What stands for countries, by its last token, with their codes."""
    rows = ((country, names.split("|")) for country, names in read_cells("anchors.tsv"))
    return BothEnds.of((tuple(name.split()), country) for country, names in rows for name in names).by_last


@cache
def load_nation_counts() -> dict[str, int]:
    """In how many articles of news each nation was named; what was named in few is missing."""
    return {nation: int(articles) for nation, articles in read_cells("nation-counts.tsv")}
