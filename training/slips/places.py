"""Slips in places and nations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from auditor.article import Article
from auditor.knowledge.gazetteer import Country, load_gazetteer
from training.slips.pool import Pool
from training.slips.slip import Site, site

LEAST_MENTIONS = 4
"""Of a nation, so that another in one of its places is out of place."""
LEAST_CAPITAL_PEOPLE = 200_000
"""Of the capitals of nations that are put in: what is smaller, news seldom names."""
HOME = "US"
"""The nation of most of the articles: in place of it a writer writes none of its neighbours by mistake."""
AMBIGUOUS = frozenset({"Georgia", "Jordan", "Chad", "Turkey", "Guinea", "America", "Emirates", "Washington"})
"""Names of countries and states that as often mean something else."""
_TOWN = r"(?<![\w.])(?P<town>(?:[A-Z][\w.'’-]+ ){0,2}[A-Z][\w'’-]+), "
_END = r"(?![\w’'-])"
_FREE = re.compile(r"(?<![\w-])[a-z]+,? $")
"""A word before a nation that makes no name with it."""
_WITH_ARTICLE = re.compile(r"s$|United|Republic")
"""Names that stand behind "the", and a few that do not."""
_PART_OF_NAME = re.compile(r"[A-Z]\w+ of $")
_BEFORE_WORD = re.compile(r" [a-z]")
_BEFORE_NAME = re.compile(r" [A-Z]")
_OPENERS = frozenset({"In", "From", "At", "Near", "Outside"})
MAX_BEFORE = 40


def contain(article: Article, _: Pool) -> Iterator[Site]:
    """A town beside a state or country that has none of its name."""
    for match in find_towns(article):
        areas = areas_like(match["area"])
        yield site(match, [area for area, code in areas.items() if not _has_town(code, match["town"])], "area")


def find_towns(article: Article) -> Iterator[re.Match[str]]:
    """Each `town` of the gazetteer beside the `area` that it lies in."""
    for match in _town_in_area().finditer(article.text):
        if _has_town(areas_like(match["area"])[match["area"]], match["town"]):
            yield match


def demonym(article: Article, _: Pool) -> Iterator[Site]:
    """The adjective of another nation of that part of the world, before what the article calls by its own."""
    for match, country, others in _own_nations(article):
        if match.group() in country.demonyms and _BEFORE_WORD.match(article.text, match.end()):
            yield site(match, [other.demonyms[0] for other in others])


def place_country(article: Article, _: Pool) -> Iterator[Site]:
    """Another country of that part of the world in one place of the article's own."""
    for match, country, others in _own_nations(article):
        whole = not _BEFORE_NAME.match(article.text, match.end()) and not article.text.endswith(
            "the ", 0, match.start()
        )
        if match.group() in country.names and whole:
            yield site(match, [other.name for other in others])


def _own_nations(article: Article) -> Iterator[tuple[re.Match[str], Country, list[Country]]]:
    """Where nations that the article often names stand free, and nations near them that it never names."""
    named = find_nations(f"{article.title}\n{article.text}")
    for code, mentions in find_nations(article.text).items():
        if len(mentions) >= LEAST_MENTIONS and code != HOME:
            others = [other for other in nations_near(code) if other.code not in named]
            for match in mentions:
                before = article.text[max(0, match.start() - MAX_BEFORE) : match.start()]
                if _FREE.search(before) and not _PART_OF_NAME.search(before):
                    yield match, load_gazetteer().countries[code], others


def find_nations(text: str) -> Mapping[str, list[re.Match[str]]]:
    """Where a text names each nation, by its code."""
    found: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    codes = nation_codes()
    for match in _any_of(codes).finditer(text):
        found[codes[match.group()]].append(match)
    return found


def nations_near(code: str) -> list[Country]:
    """Nations of the same part of the world, whose names mean nothing else and need no article."""
    gazetteer = load_gazetteer()
    return [
        country
        for country in gazetteer.countries.values()
        if country.demonyms
        and country.name not in AMBIGUOUS
        and not _WITH_ARTICLE.search(country.name)
        and country.code != code
        and gazetteer.near(code, country.code)
        and _is_large(country)
    ]


def _is_large(country: Country) -> bool:
    places = (place for name in country.capitals for place in load_gazetteer().places(name))
    return any(place.population >= LEAST_CAPITAL_PEOPLE and country.code in place.countries for place in places)


@cache
def nation_codes() -> dict[str, str]:
    """The code of the country by each of its names and demonyms that mean nothing else."""
    countries = load_gazetteer().countries.values()
    names = {name: c.code for c in countries for name in (*c.names, *c.demonyms)}
    return {name: code for name, code in names.items() if name not in AMBIGUOUS}


@cache
def state_names() -> dict[str, str]:
    """The short forms of the United States by their names; the name itself where there is none."""
    lines = Path(__file__).with_name("states.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {name: short or name for name, short in rows}


def areas_like(area: str) -> dict[str, str]:
    """What could stand in place of an area, written alike: states for a state, near countries for a country; with
    the codes that towns have.
    """
    states = state_names()
    if area in states or area in states.values():
        return {name if area in states else short: _state_code(name) for name, short in states.items()}
    code = nation_codes()[area]
    return {area: code, **{country.name: country.code for country in nations_near(code)}}


def _state_code(name: str) -> str:
    return next(place.division for place in load_gazetteer().places(name) if place.kind == "division")


def _has_town(code: str, town: str) -> bool:
    """Whether an area has a town of a name, before which the sentence may begin."""
    first, _, rest = town.partition(" ")
    name = rest if first in _OPENERS else town
    places = load_gazetteer().places(name.replace("-", " - ").replace(". ", " . "))
    return any(place.kind == "city" and code in (place.division, *place.countries) for place in places)


@cache
def _town_in_area() -> re.Pattern[str]:
    countries = [c.name for c in load_gazetteer().countries.values() if c.name not in AMBIGUOUS]
    areas = sorted({*state_names(), *state_names().values(), *countries}, key=len, reverse=True)
    return re.compile(rf"{_TOWN}(?P<area>{'|'.join(map(re.escape, areas))}){_END}")


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(map(re.escape, longest))}){_END}")


def _any_of(names: Mapping[str, str]) -> re.Pattern[str]:
    return _pattern(tuple(names))
