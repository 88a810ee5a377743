"""The gazetteer: places by name, countries by code, name and demonym."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

KINDS = ("country", "territory", "region", "site", "supra", "water", "division", "short division", "city")
"""What a place may be. A supra is a region of many countries; a short division is an abbreviation of one."""
SOURCE = "GeoNames (CC BY 4.0) and the project's own tables"
AS_OF = "2026-11-22"
_UNCHANGED_PLURALS = ("ese", "ish", "ch", "ss", "man", "kyrgyz", "manx", "thai")


@dataclass(frozen=True, slots=True)
class Country:
    """A country, or a dependency that reports name like one."""

    code: str
    """ISO 3166-1 alpha-2, XK for Kosovo."""
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    """The capital first, then seats of government and former names."""
    region: str
    neighbours: frozenset[str]

    @property
    def name(self) -> str:
        """The name that reports use."""
        return self.names[0]


class Place(NamedTuple):
    """One place that a name may mean."""

    name: str
    kind: str
    countries: tuple[str, ...]
    """Codes of the countries it lies in or that claim it; none for seas and supras."""
    division: str
    """Code of the first-level division: "TX", elsewhere with its country, "CA.08"; "" if not known."""
    population: int
    latitude: float | None
    longitude: float | None

    @property
    def country(self) -> str:
        """The one country it lies in, or ""."""
        return self.countries[0] if len(self.countries) == 1 else ""


class Gazetteer:
    """Places and countries; names are looked up as their tokens with single spaces between, as written."""

    def __init__(self, records: Mapping[str, str], countries: Mapping[str, Country]) -> None:
        self._records = records
        self._parsed: dict[str, tuple[Place, ...]] = {}
        self.countries = countries
        """By code."""
        self.demonyms = _demonyms(countries)
        """Country codes by demonym: adjectives, nouns and their plurals."""
        self.longest = _longest_by_first_token((*records, *self.demonyms))
        """By the first token of a name or demonym, the number of tokens of the longest that begins so."""
        self.capitals = _capitals(countries)
        """Country codes by name of a capital."""

    def has(self, name: str) -> bool:
        """Whether `name` is a place or a demonym."""
        return name in self._records or name in self.demonyms

    def places(self, name: str) -> tuple[Place, ...]:
        """What `name` may mean: countries first, then regions, divisions, and cities by population."""
        if name not in self._parsed:
            record = self._records.get(name, "")
            self._parsed[name] = tuple(_read_place(name, part) for part in record.split("|")) if record else ()
        return self._parsed[name]

    def countries_of(self, name: str) -> frozenset[str]:
        """Codes of the countries that `name` as place or demonym may lie in or mean; empty if it is neither."""
        codes = {code for place in self.places(name) for code in place.countries}
        return frozenset(codes | {self.demonyms[name]} if name in self.demonyms else codes)

    def same_region(self, code: str, other: str) -> bool:
        """Whether two countries are neighbours or of one region of the world."""
        one, two = self.countries.get(code), self.countries.get(other)
        return one is not None and two is not None and (one.region == two.region or other in one.neighbours)


def _read_place(name: str, record: str) -> Place:
    kind, countries, division, population, latitude, longitude, *shown = record.split(",")
    return Place(
        shown[0] if shown else name.replace(" . ", ". ").replace(" - ", "-"),
        KINDS[int(kind)],
        tuple(countries.split()),
        division,
        int(population),
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
    )


def _longest_by_first_token(names: tuple[str, ...]) -> dict[str, int]:
    longest = dict.fromkeys(names, 1)  # names of several tokens among the keys do no harm
    for name in names:
        if " " in name:
            first = name[: name.index(" ")]
            count = name.count(" ") + 1
            if count > longest.get(first, 0):
                longest[first] = count
    return longest


def _capitals(countries: Mapping[str, Country]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code, country in countries.items():
        for capital in country.capitals:
            found.setdefault(capital, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _demonyms(countries: Mapping[str, Country]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, country in countries.items():
        for demonym in country.demonyms:
            for form in _with_plural(demonym.replace("-", " - ")):
                found.setdefault(form, code)
    return found


def _with_plural(demonym: str) -> Iterator[str]:
    yield demonym
    if not demonym.lower().endswith(_UNCHANGED_PLURALS):
        yield demonym + "s"


def _read_countries() -> Iterator[Country]:
    text = (files("auditor.knowledge") / "data" / "countries.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            code, names, demonyms, capitals, region, neighbours = line.split("\t")
            yield Country(code, _list(names), _list(demonyms), _list(capitals), region, frozenset(neighbours.split()))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@cache
def load_gazetteer() -> Gazetteer:
    """The shipped gazetteer, read once per process."""
    packed = (files("auditor.knowledge") / "data" / "places.tsv.gz").read_bytes()
    cells = gzip.decompress(packed).decode().replace("\n", "\t").split("\t")
    records = dict(zip(cells[::2], cells[1::2], strict=False))  # the last line ends in an empty cell
    return Gazetteer(records, {country.code: country for country in _read_countries()})
