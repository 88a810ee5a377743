"""Kind `title-place`: the title names a place that the text never does; the text dwells on another of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from marshmallow import Schema, fields

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.gazetteer import Country, Place
from auditor.mentions.capitals import capitals_of
from auditor.mentions.names import is_known_person, is_ordinary
from auditor.mentions.place_names import find_keys
from auditor.mentions.place_pairs import place_of_dateline
from auditor.mentions.places import Toponym, context_of, country_mentions, find_places, find_title_places, lies_in
from auditor.mentions.relation import find_relation
from auditor.mentions.title_body import has_other_name, has_place_name
from auditor.mentions.title_swaps import is_swapped
from auditor.rule import Rule
from auditor.text.counted import spell_times
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other", "count", "times"})
STATES = frozenset({"country", "territory"})
PARTS = frozenset({"city", "division"})
MAX_NAMED = 20
"""Places of one title that are held against the text."""
MIN_PEOPLE = 100_000
"""A city of so many is taken for a place whatever stands beside it, unless its name is a person's or a word."""


class Params(Schema):
    """How often the text must name another country, or another city, than the one of the title."""

    min_country = fields.Int(load_default=2)
    min_city = fields.Int(load_default=2)


class Named(NamedTuple):
    """A place or a people that the title names."""

    span: Span
    """In the title."""
    place: Place | None
    country: str
    """Of a place that lies in one country, or of the people."""

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a country: another part is named instead, else another country."""
        return self.place is not None and self.place.kind in PARTS


class Claim(NamedTuple):
    """A place of the title that the text does not name, and what it names instead."""

    window: Window
    span: Span
    named: Named
    rival: str
    mentions: list[Span]
    """Of the rival, in the text."""
    told: int
    """How many other places of the title the text names."""


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """Each place of the title that the text knows in no form, and the one of its kind that the text names most."""
    title = document.title
    if title is None or not document.text[document.body_start :].strip():
        return
    named = list(_find_named(document))[:MAX_NAMED]
    absent = [one for one in named if not _is_told(document, one)]
    for one in absent:
        spans = _rivals(document, one, named)
        rival = max(spans, key=lambda name: len(spans[name]), default="")
        least = rule.params["min_city" if one.is_part else "min_country"]
        if len(spans.get(rival, ())) >= least:
            span = Span(title.span.start + one.span.start, title.span.start + one.span.end)
            window = Window.over(document, span, "title")
            yield Claim(window, span, one, rival, sorted(spans[rival]), len(named) - len(absent))


def _find_named(document: Document) -> Iterator[Named]:
    """Countries, divisions and cities that the title names, and peoples."""
    places = document.layer(find_title_places)
    for toponym in (*places.toponyms, *places.embedded, *_lone_cities(document)):
        place = toponym.place
        if place.kind in STATES or (place.kind in PARTS and not is_ordinary(toponym.key.lower())):
            yield Named(toponym.span, place, place.country)
    for demonym in places.demonyms:
        yield Named(demonym.span, None, demonym.country)


def _lone_cities(document: Document) -> Iterator[Toponym]:
    """Cities that the title names without a word that tells them from persons."""
    gazetteer, tokens = document.knowledge.gazetteer, document.title_tokens
    places = document.layer(find_title_places)
    known = {toponym.first for toponym in (*places.toponyms, *places.embedded)}
    for first, last, key in find_keys(tokens, capitals_of(tokens), gazetteer):
        options = gazetteer.places(key)
        if first not in known and _is_city(key, options):
            start = tokens.starts[first]
            yield Toponym(Span(start, start + len(options[0].name)), first, last, key, options[0], options)


def _is_city(key: str, options: tuple[Place, ...]) -> bool:
    """Whether a name is that of a large city and of nothing else."""
    if not options or options[0].kind != "city" or options[0].population < MIN_PEOPLE:
        return False
    return " " in key or not (is_known_person(key.lower()) or is_ordinary(key.lower()))


def _is_told(document: Document, named: Named) -> bool:
    """Whether the body names the place, its country's people or capital, or what it lies in or holds."""
    written = {document.title_text[named.span.start : named.span.end], *([named.place.name] if named.place else [])}
    if any(has_place_name(document, name.replace("-", " ")) for name in written):
        return True
    return _has_part(document, named.place) if named.place and named.is_part else _has_nation(document, named.country)


def _has_nation(document: Document, code: str) -> bool:
    """Whether the body names a country, its people or its capital."""
    country = document.knowledge.gazetteer.countries.get(code)
    return context_of(document).countries[code] > 0 or (
        country is not None and has_other_name(document, _other_names(country))
    )


def _other_names(country: Country) -> Iterable[str]:
    return (*country.names, *country.demonyms, *country.capitals)


def _has_part(document: Document, place: Place) -> bool:
    """Whether the body names a place that lies in `place`, or the division that it lies in."""
    return any(
        lies_in(other, place) or (other.kind == "division" and lies_in(place, other))
        for other, _ in _body_places(document)
    )


def _body_places(document: Document) -> Iterator[tuple[Place, Span]]:
    """The places that the body names, those of its dateline too: "SPRINGFIELD, Ill."."""
    place = place_of_dateline(document)
    if document.dateline and place:
        yield place, document.dateline.place
    for toponym in document.layer(find_places).toponyms:
        if toponym.span.start >= document.body_start:
            yield toponym.place, toponym.span


def _rivals(document: Document, named: Named, others: Iterable[Named]) -> Mapping[str, list[Span]]:
    """Where the body names which other places of the same kind."""
    spans: dict[str, list[Span]] = {}
    told = _parts(document, named.place) if named.place and named.is_part else _countries(document, others)
    for name, span in told:
        spans.setdefault(name, []).append(span)
    return spans


def _countries(document: Document, named: Iterable[Named]) -> Iterator[tuple[str, Span]]:
    """The countries that the body names and the title does not."""
    countries, titled = document.knowledge.gazetteer.countries, {one.country for one in named}
    for code, span in country_mentions(document.layer(find_places)):
        if span.start >= document.body_start and code not in titled and code in countries:
            yield countries[code].name, span


def _parts(document: Document, place: Place) -> Iterator[tuple[str, Span]]:
    """The cities and divisions of the same country that the body names and the title does not."""
    for other, span in _body_places(document):
        if other.kind in PARTS and other.countries == place.countries and other.name not in document.title_text:
            yield other.name, span


FEATURES: Mapping[str, Feature] = {
    "swapped": lambda claim: is_swapped(claim.window.document, claim.named.span),
    "others-told": lambda claim: claim.told,
    "relation": lambda claim: find_relation(claim.window.document),
    "country": lambda claim: "" if claim.named.is_part else claim.named.country,
}


def tell(claim: Claim, rule: Rule) -> Hit:
    """The claim, with where the text first names the other."""
    document, first, times = claim.window.document, claim.mentions[0], len(claim.mentions)
    quote = document.text[first.start : first.end]
    evidence = Evidence("named in the text, not in the title", "text", first, quote)
    values = {"other": claim.rival, "count": str(times), "times": spell_times(times)}
    return Hit(rule, claim.span, document.title_field, values, (evidence,))


compile = Detector(propose, tell, FEATURES).compile
