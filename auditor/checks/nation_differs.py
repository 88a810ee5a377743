"""Kind `nation-differs`: a leader or a capital is given to another nation than the reference has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.nation_slots import role_words
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.gazetteer import AS_OF, SOURCE, Gazetteer, bearing
from auditor.mentions.judged import is_judged
from auditor.mentions.leaders import Leader, find_leaders
from auditor.mentions.places import Demonym, Toponym, find_demonyms, find_places
from auditor.rule import Rule
from auditor.text.possessive import POSSESSIVES, bare

SCOPE = Scope.ARTICLE
VALUES = frozenset({"claimed", "known", "name"})
MAX_ROLE_WORDS = 4
CONTESTED = frozenset({"IL", "PS", "TW", "EH"})
CAPITALS_SINCE = 2010
"""No country of the table has moved its capital since; of earlier ones the table says nothing."""
LARGE_CITY = 100_000
FAR_KILOMETRES = 60.0
"""What lies nearer may be a part of the capital: Quezon City."""
OLDER = frozenset({"former", "old", "ancient", "then", "once", "onetime", "historic", "commercial"})
WHILE = frozenset({"until", "from", "between", "before", "during", "under", "since", "in", "for", "when", "as"})
"""Words before and after the names that make a city the capital of another time, or of another thing."""


class Params(Schema):
    """`finds`: leaders ("the Dutch president, Ana Sol") or capitals ("the Dutch capital, Oslo")."""

    finds = fields.Str(validate=validate.OneOf(["leader", "capital"]), required=True)


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    find = _find_leaders if rule.params["finds"] == "leader" else _find_capitals
    for hit in find(document, rule):
        if is_judged(document, hit.span.start):
            yield hit


def _find_leaders(document: Document, rule: Rule) -> Iterator[Hit]:
    """Hits for a demonym, words for an office and the name of another nation's leader."""
    words, roles = document.tokens.folded, role_words()
    demonyms = {demonym.last: demonym for demonym in find_demonyms(document) if words[demonym.last : demonym.last + 1]}
    if not any(words[last] in roles for last in demonyms):
        return
    for leader in document.layer(find_leaders):
        first = leader.first
        while first and words[first - 1] in roles and leader.first - first < MAX_ROLE_WORDS:
            first -= 1
        demonym = demonyms.get(first)
        if demonym and first < leader.first and _is_another(demonym.country, leader.country, document):
            yield _leader_hit(document, rule, demonym, leader)


def _is_another(claimed: str, known: str, document: Document) -> bool:
    gazetteer = document.knowledge.gazetteer
    return known in gazetteer.countries and not gazetteer.may_lie_in(known, claimed)


def _leader_hit(document: Document, rule: Rule, demonym: Demonym, leader: Leader) -> Hit:
    gazetteer, tokens = document.knowledge.gazetteer, document.tokens
    name = bare(document.text[tokens.starts[leader.first] : tokens.ends[leader.last - 1]])
    known = gazetteer.countries[leader.country].name
    as_of = document.knowledge.offices.as_of
    evidence = Evidence(f"{name} held office in {known}", reference="table of office holders", as_of=as_of)
    values = {"claimed": gazetteer.countries[demonym.country].name, "known": known, "name": name}
    return Hit(rule, demonym.span, values=values, evidence=(evidence,))


def _find_capitals(document: Document, rule: Rule) -> Iterator[Hit]:
    """Hits for "the Qatari capital, Kuwait City", "Kuwait's capital Doha" and "Doha, the capital of Kuwait"."""
    if "capital" not in document.folded:
        return
    places = document.layer(find_places)
    words = document.tokens.folded
    by_first = {toponym.first: toponym for toponym in places.toponyms}
    by_last = {toponym.last: toponym for toponym in places.toponyms}
    for index, word in enumerate(words):
        if word != "capital":
            continue
        nation, city = _nation_before(places.demonyms, by_last, index), _city_after(words, by_first, index)
        if words[index + 1 : index + 2] == ["of"]:
            nation, city = by_first.get(index + 2), _city_before(words, by_last, index)
        hit = _capital_hit(document, rule, nation, city)
        if hit:
            yield hit


def _nation_before(demonyms: list[Demonym], by_last: dict[int, Toponym], index: int) -> Demonym | Toponym | None:
    return next((demonym for demonym in demonyms if demonym.last == index), None) or by_last.get(index)


def _city_after(words: list[str], by_first: dict[int, Toponym], index: int) -> Toponym | None:
    after = index + 1
    while words[after : after + 1] in (["city"], ["of"], [","]) and after < index + 4:
        after += 1
    return by_first.get(after)


def _city_before(words: list[str], by_last: dict[int, Toponym], index: int) -> Toponym | None:
    if words[max(0, index - 2) : index] == [",", "the"]:
        return by_last.get(index - 2)
    return by_last.get(index - 1) if words[index - 1 : index] == [","] else None


def _capital_hit(document: Document, rule: Rule, nation: Demonym | Toponym | None, city: Toponym | None) -> Hit | None:
    if nation is None or city is None or (isinstance(nation, Toponym) and nation.place.kind != "country"):
        return None
    gazetteer = document.knowledge.gazetteer
    code = nation.country if isinstance(nation, Demonym) else nation.place.country
    country = gazetteer.countries.get(code)
    if country is None or not country.capitals:
        return None
    name = document.text[slice(*city.span)]
    owners = gazetteer.capitals.get(city.key, frozenset())
    if any(_holds(code, owner, gazetteer) for owner in owners):
        return None
    if not owners and not _is_plain_city(document, nation, city, code):
        return None
    what = f"that of {gazetteer.countries[min(owners)].name}" if owners else f"another city of {country.name}"
    fact = f"the capital of {country.name} is {country.capitals[0]}; {name} is {what}"
    span = Span(min(nation.span.start, city.span.start), max(nation.span.end, city.span.end))
    evidence = Evidence(fact, reference=SOURCE, as_of=date.fromisoformat(AS_OF))
    values = {"claimed": country.name, "known": country.capitals[0], "name": name}
    return Hit(rule, span, values=values, evidence=(evidence,))


def _is_plain_city(document: Document, nation: Demonym | Toponym, city: Toponym, code: str) -> bool:
    """Whether a large city is called the capital of its own country as of today, and neither is nor adjoins it."""
    gazetteer, published = document.knowledge.gazetteer, document.article.published
    if code in CONTESTED or (published and published.year < CAPITALS_SINCE) or any(o.capital for o in city.options):
        return False
    if not _is_plainly_called(document.tokens.folded, nation, city):
        return False
    places = [place for place in city.options if place.countries == (code,) and place.population >= LARGE_CITY]
    seats = [place for place in gazetteer.places(gazetteer.countries[code].capitals[0]) if place.country == code]
    ways = [bearing(place, seat) for place in places for seat in seats]
    return bool(ways) and all(way is not None and way[1] >= FAR_KILOMETRES for way in ways)


def _is_plainly_called(words: list[str], nation: Demonym | Toponym, city: Toponym) -> bool:
    """Whether no word beside nation and city makes it the capital of another time, or of another thing."""
    first, last = min(nation.first, city.first), max(nation.last, city.last)
    if (first and words[first - 1] in OLDER) or not WHILE.isdisjoint(words[last : last + 1]):
        return False
    if nation.first < city.first:
        return words[city.first - 1] != ","  # "the Turkish capital, Istanbul and Izmir" are three
    return not words[nation.last - 1].endswith(POSSESSIVES)  # "the capital of Italy's fashion"


def _holds(code: str, owner: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.may_lie_in(owner, code) or gazetteer.may_lie_in(code, owner)
