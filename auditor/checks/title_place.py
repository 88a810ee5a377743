"""Kind `title-place`: the title names a place that the text never does; the text dwells on another of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from marshmallow import Schema, fields

from auditor.article import Span
from auditor.checks.contrast import title_hit
from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.knowledge.gazetteer import Place
from auditor.mentions.body import below_title, first_sentences
from auditor.mentions.place_pairs import place_of_dateline
from auditor.mentions.places import context_of, country_mentions, find_places, find_title_places, lies_in
from auditor.mentions.relation import find_relation
from auditor.mentions.title_body import has_place_name, has_whole_name
from auditor.mentions.title_segments import lists_topics
from auditor.mentions.title_swaps import is_swapped
from auditor.rule import Rule
from auditor.text.counted import spell_times
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other", "count", "times"})
PARTS = frozenset({"city", "division"})
KINDS = PARTS | {"country", "territory"}
"""Of places that a text is held to."""
HOLDER_REACH = 3
"""Words before a place among which stands who comes from there or heads it."""
LEAD_SENTENCES = 2
"""Those in which a text says whose government it speaks of, if it does."""
MAX_NAMED = 20
"""Places of one title that are held against the text."""


class Params(Schema):
    """How often the text must name another country, or another city, than the one of the title."""

    min_country = fields.Int(load_default=2)
    min_city = fields.Int(load_default=2)


class Named(NamedTuple):
    """A place or a people that the title names."""

    window: Window
    country: str
    """Of a place that lies in one country, or of the people."""
    place: Place | None = None

    @property
    def part(self) -> Place | None:
        """The place, if it is a part of a country: another part is named instead, else another country."""
        return self.place if self.place and self.place.kind in PARTS else None


class Claim(NamedTuple):
    """A place of the title that the text does not name, and what it names instead."""

    named: Named
    rival: str
    mentions: Sequence[Span]
    """Of the rival, in the text."""
    told: int
    """How many other places of the title the text names."""
    ahead: int
    """How much more often the text names the rival than the next."""

    @property
    def window(self) -> Window:
        """The place's name in the title."""
        return self.named.window


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """Each place of the title that the text knows in no form, and the one of its kind that the text names most."""
    named = list(_find_named(document))[:MAX_NAMED]
    absent = [one for one in named if not _is_told(document, one)]
    for one in absent:
        spans = _rivals(document, one, named)
        rival, *others = sorted(spans, key=lambda name: -len(spans[name])) or [""]
        times = len(spans.get(rival, ()))
        if times >= rule.params["min_city" if one.part else "min_country"]:
            ahead = times - len(spans[others[0]] if others else ())
            yield Claim(one, rival, sorted(spans[rival]), len(named) - len(absent), ahead)


def _find_named(document: Document) -> Iterator[Named]:
    """Countries, divisions and cities that the title names, and peoples."""
    places = document.layer(find_title_places)
    for toponym in (*places.toponyms, *places.embedded):
        if toponym.place.kind in KINDS:
            yield Named(Window(document, toponym.first, toponym.last, "title"), toponym.country, toponym.place)
    for demonym in places.demonyms:
        yield Named(Window(document, demonym.first, demonym.last, "title"), demonym.country)


def _is_told(document: Document, named: Named) -> bool:
    """Whether the body names the place, its country's people or capital, or what it lies in or holds."""
    written = " ".join(map(bare, named.window.written))
    names = {written, named.place.name if named.place else written}
    if any(has_place_name(document, name) for name in names):
        return True
    return _has_part(document, named.part) if named.part else _has_nation(document, named.country)


def _has_nation(document: Document, code: str) -> bool:
    """Whether the body speaks of a country: by its name or people, or by its capital, which may have namesakes."""
    country = document.knowledge.gazetteer.countries.get(code)
    names = (*country.names, *country.demonyms, *country.capitals) if country else ()
    return context_of(document).countries[code] > 0 or any(has_whole_name(document, name) for name in names)


def _has_part(document: Document, place: Place) -> bool:
    """Whether the body names a place that lies in `place`, or the division that it lies in."""
    others = [other for other, _ in _body_places(document)]
    return any(lies_in(other, place) or (other.kind == "division" and lies_in(place, other)) for other in others)


def _body_places(document: Document) -> Iterator[tuple[Place, Span]]:
    """The places that the body names, those of its dateline too: "SPRINGFIELD, Ill."."""
    place = place_of_dateline(document)
    if document.dateline and place:
        yield place, document.dateline.place
    for toponym in below_title(document, document.layer(find_places).toponyms):
        yield toponym.place, toponym.span


def _rivals(document: Document, named: Named, others: Iterable[Named]) -> Mapping[str, list[Span]]:
    """Where the body names which other places of the same kind."""
    spans: dict[str, list[Span]] = {}
    for name, span in _parts(document, named.part) if named.part else _countries(document, others):
        spans.setdefault(name, []).append(span)
    return spans


def _countries(document: Document, named: Iterable[Named]) -> Iterator[tuple[str, Span]]:
    """The countries that the body names and the title does not."""
    countries, titled = document.knowledge.gazetteer.countries, {one.country for one in named}
    for code, span in country_mentions(document.layer(find_places)):
        if code not in titled:
            yield countries[code].name, span


def _parts(document: Document, place: Place) -> Iterator[tuple[str, Span]]:
    """The cities and divisions of the same country that the body names and the title does not."""
    for other, span in _body_places(document):
        if other.kind in PARTS and other.countries == place.countries and other.name not in document.title_text:
            yield other.name, span


def _describes(claim: Claim) -> bool:
    """Whether the place says whence somebody comes or what they head: "the senator from Iowa", "the king of Spain"."""
    rivals = (Window.over(claim.window.document, mention) for mention in claim.mentions)
    return _is_of_holder(claim.window) and not any(map(_is_of_holder, rivals))


def _is_of_holder(place: Window) -> bool:
    last = place.word_before in words("titles/of a place")
    return last and not words("names/titles").isdisjoint(place.before(HOLDER_REACH))


def _is_own(claim: Claim) -> bool:
    """Whether a text without a dateline opens with "the government" or the like, of a country that goes unsaid."""
    document = claim.window.document
    named = words("titles/of its own")
    lead = [Window.over(document, sentence) for sentence in first_sentences(document, LEAD_SENTENCES)]
    bodies = [
        Window(document, at, at + 1)
        for each in lead
        for at in range(each.first, each.end)
        if each.tokens.folded[at] in named
    ]
    own = any(body.follows("the") and not body.leads("of") for body in bodies)
    return own and not document.dateline and claim.named.part is None


FEATURES: Mapping[str, Feature] = {
    "ahead": lambda claim: claim.ahead,
    "describes": _describes,
    "own": _is_own,
    "listed": lambda claim: lists_topics(claim.window),
    "swapped": lambda claim: is_swapped(claim.window),
    "others-told": lambda claim: claim.told,
    "relation": lambda claim: find_relation(claim.window.document),
    "country": lambda claim: "" if claim.named.part else claim.named.country,
}


def tell(claim: Claim, rule: Rule) -> Hit:
    """The claim, with where the text first names the other."""
    first, times = Window.over(claim.window.document, claim.mentions[0]), len(claim.mentions)
    values = {"other": claim.rival, "count": str(times), "times": spell_times(times)}
    return title_hit(rule, claim.window, first, "named in the text, not in the title", **values)


compile = Detector(propose, tell, FEATURES).compile
