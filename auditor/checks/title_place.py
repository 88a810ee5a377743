"""Kind `title-place`: the title names a place that the text never does; the text dwells on another of its kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from marshmallow import Schema, fields

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.gazetteer import Country, Place
from auditor.mentions.capitals import capitals_of
from auditor.mentions.names import is_known_person, is_ordinary
from auditor.mentions.place_names import find_keys
from auditor.mentions.places import Toponym, context_of, country_mentions, find_places, find_title_places, lies_in
from auditor.mentions.title_body import has_other_name, has_place_name
from auditor.mentions.title_swaps import is_swapped
from auditor.rule import Rule
from auditor.text.counted import spell_times

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other", "count", "times"})
STATES = frozenset({"country", "territory"})
PARTS = frozenset({"city", "division"})
MAX_NAMED = 20
MIN_PEOPLE = 100_000
"""A city of so many is taken for a place whatever stands beside it, unless its name is a person's or a word."""


class Params(Schema):
    """How often the text must name another country, or another city, than the one of the title."""

    min_country = fields.Int(load_default=2)
    min_city = fields.Int(load_default=2)


class Named(NamedTuple):
    """A place or a people that the title names."""

    span: Span
    place: Place | None
    country: str
    """Of a place that lies in one country, or of the people."""


class Rival(NamedTuple):
    """What the text names instead."""

    name: str
    spans: list[Span]


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    title = document.title
    if title is None or not document.text[document.body_start :].strip():
        return
    named = list(islice(_find_named(document), MAX_NAMED))
    countries = {one.country for one in named}
    for one in named:
        told = is_swapped(document, one.span) or _is_supported(document, one)
        rival = None if told else _find_rival(document, one, countries, rule)
        if rival:
            span = Span(title.span.start + one.span.start, title.span.start + one.span.end)
            yield Hit(
                rule,
                span,
                title.field,
                {"other": rival.name, "count": str(len(rival.spans)), "times": spell_times(len(rival.spans))},
                _evidence(document, rival),
            )


def _evidence(document: Document, rival: Rival) -> tuple[Evidence, ...]:
    span = rival.spans[0]
    return (Evidence("named in the text instead", "text", span, document.text[span.start : span.end]),)


def _find_named(document: Document) -> Iterator[Named]:
    """Countries, divisions and cities of the title that the body does not name, and peoples."""
    places = document.layer(find_title_places)
    for toponym in (*places.toponyms, *places.embedded, *_lone_cities(document)):
        if toponym.place.kind in STATES or (toponym.place.kind in PARTS and not is_ordinary(toponym.key.lower())):
            yield Named(toponym.span, toponym.place, toponym.place.country)
    for demonym in places.demonyms:
        yield Named(demonym.span, None, demonym.country)


def _lone_cities(document: Document) -> Iterator[Toponym]:
    """Cities that the title names without a word that tells them from persons."""
    gazetteer, tokens = document.knowledge.gazetteer, document.title_tokens
    places = document.layer(find_title_places)
    known = {toponym.first for toponym in (*places.toponyms, *places.embedded)}
    for first, last, key in find_keys(tokens, capitals_of(tokens), gazetteer):
        options = gazetteer.places(key)
        if first in known or not options or options[0].kind != "city" or options[0].population < MIN_PEOPLE:
            continue
        if " " in key or not (is_known_person(key.lower()) or is_ordinary(key.lower())):
            start = tokens.starts[first]
            yield Toponym(Span(start, start + len(options[0].name)), first, last, key, options[0], options, False)


def _is_supported(document: Document, named: Named) -> bool:
    """Whether the body names the place, its country's people or capital, or what it lies in or holds."""
    title = document.title
    assert title is not None
    words = title.text[named.span.start : named.span.end]
    if has_place_name(document, words.replace("-", " ")):
        return True
    if named.place is not None and has_place_name(document, named.place.name.replace("-", " ")):
        return True
    if named.place is None or named.place.kind in STATES:
        country = document.knowledge.gazetteer.countries.get(named.country)
        return bool(context_of(document).countries[named.country]) or (
            country is not None and has_other_name(document, _other_names(country))
        )
    return any(
        lies_in(toponym.place, named.place)
        or (toponym.place.kind == "division" and lies_in(named.place, toponym.place))
        for toponym in document.layer(find_places).toponyms
        if toponym.span.start >= document.body_start
    )


def _other_names(country: Country) -> tuple[str, ...]:
    return (*country.names, *country.demonyms, *country.capitals)


def _find_rival(document: Document, named: Named, countries: set[str], rule: Rule) -> Rival | None:
    if named.place is not None and named.place.kind in PARTS:
        return _rival_city(document, named.place, rule.params["min_city"])
    return _rival_country(document, countries, rule.params["min_country"])


def _rival_country(document: Document, countries: set[str], least: int) -> Rival | None:
    """The country that the body names most, if the title does not name it."""
    spans: dict[str, list[Span]] = {}
    for code, span in country_mentions(document.layer(find_places)):
        if span.start >= document.body_start and code not in countries:
            spans.setdefault(code, []).append(span)
    code = max(spans, key=lambda code: len(spans[code]), default="")
    if not code or len(spans[code]) < least:
        return None
    country = document.knowledge.gazetteer.countries.get(code)
    return Rival(country.name, sorted(spans[code])) if country else None


def _rival_city(document: Document, place: Place, least: int) -> Rival | None:
    """The city or division of the same country that the body names most, if the title does not name it."""
    title = document.title
    assert title is not None
    spans: dict[str, list[Span]] = {}
    for toponym in document.layer(find_places).toponyms:
        same = toponym.place.kind in PARTS | STATES and toponym.place.countries == place.countries
        if same and toponym.span.start >= document.body_start and toponym.place.name not in title.text:
            spans.setdefault(toponym.place.name, []).append(toponym.span)
    name = max(spans, key=lambda name: len(spans[name]), default="")
    return Rival(name, spans[name]) if name and len(spans[name]) >= least else None
