"""The gazetteer: places by name, countries by code, name and demonym."""

from __future__ import annotations

import gzip
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple

from auditor.knowledge.table import read_cells
from auditor.vocabulary import words

KINDS = ("country", "territory", "region", "site", "supra", "water", "division", "short division", "city")
"""What a place may be. A supra is a region of many countries; a short division is an abbreviation of one."""
SOURCE = "GeoNames (CC BY 4.0) and the project's own tables"
AS_OF = date(2026, 11, 22)
EARTH_DEGREE_KM = 111.2
BEARINGS = {
    "north": 0, "northeast": 45, "east": 90, "southeast": 135,
    "south": 180, "southwest": 225, "west": 270, "northwest": 315,
}  # fmt: skip
"""Degrees clockwise from north."""
LEAST_EXTENT = 0.25
"""Degrees: places are known to a tenth, so that the parts of a smaller area cannot be told apart."""
WELL_KNOWN_PEOPLE = 100_000
"""A smaller city that is no capital needs support: in development articles most of their names were persons'."""
CLAIMED_DIVISIONS = {"UA.11": "RU", "UA.20": "RU", "UA.05": "RU", "UA.14": "RU"}
"""First-level divisions that another country holds or claims: Crimea, Sevastopol, Donetsk, Luhansk."""
_EUROPE = frozenset({"Western Europe", "Northern Europe", "Southern Europe", "Eastern Europe", "Balkans"})
_AFRICA = frozenset({"West Africa", "Central Africa", "East Africa", "Southern Africa"})
ADJOINING = {
    **{region: _EUROPE - {region} for region in _EUROPE},
    **{region: _AFRICA - {region} for region in _AFRICA},
    "Middle East": frozenset({"North Africa"}),
    "North Africa": frozenset({"Middle East"}),
    "Southeast Asia": frozenset({"East Asia"}),
    "East Asia": frozenset({"Southeast Asia"}),
    "Central America": frozenset({"South America", "Caribbean"}),
    "South America": frozenset({"Central America"}),
}
"""Regions of the world that a hasty writer mixes up."""


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
    holds: frozenset[str]
    """Dependencies, and countries that it claims or that lay in it until lately."""

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
    capital: bool = False
    """Whether it is the capital or the seat of government of its country."""

    @property
    def well_known(self) -> bool:
        """Whether reports name it without saying where it lies."""
        return self.kind != "city" or self.capital or self.population >= WELL_KNOWN_PEOPLE

    @property
    def country(self) -> str:
        """The one country it lies in, or ""."""
        return self.countries[0] if len(self.countries) == 1 else ""


class Extent(NamedTuple):
    """Where the towns of a country or a first-level division lie, its outermost left out; degrees."""

    south: float
    north: float
    west: float
    east: float

    def offset(self, place: Place) -> tuple[float, float] | None:
        """How far north and east of the middle `place` lies: -.5 and .5 are the edges; None without coordinates."""
        if place.latitude is None or place.longitude is None:
            return None
        north = _beyond_middle(place.latitude, self.south, self.north)
        return north, _beyond_middle(place.longitude, self.west, self.east)


def _beyond_middle(degrees: float, low: float, high: float) -> float:
    return (degrees - low) / (high - low) - 0.5 if high - low >= LEAST_EXTENT else 0.0


def compass_point(degrees: float) -> str:
    """The point of the compass that is nearest to a bearing."""
    return min(BEARINGS, key=lambda name: abs((degrees - BEARINGS[name] + 180) % 360 - 180))


def bearing(start: Place, end: Place) -> tuple[float, float] | None:
    """Degrees from north and kilometres from `start` to `end`, on a flat map around them; None without coordinates."""
    if start.latitude is None or start.longitude is None or end.latitude is None or end.longitude is None:
        return None
    north = end.latitude - start.latitude
    middle = math.radians((start.latitude + end.latitude) / 2)
    east = ((end.longitude - start.longitude + 180) % 360 - 180) * math.cos(middle)
    return math.degrees(math.atan2(east, north)) % 360, EARTH_DEGREE_KM * math.hypot(north, east)


class Gazetteer:
    """Places and countries; names are looked up as their tokens with single spaces between, as written."""

    def __init__(self, records: Mapping[str, str], countries: Mapping[str, Country]) -> None:
        self._records = records
        self._parsed: dict[str, tuple[Place, ...]] = {}
        self.countries = countries
        """By code."""
        self.demonyms = _demonyms(countries)
        """Country codes by demonym: adjectives, nouns and their plurals."""
        self.lengths, self.beginnings = _index_beginnings((*records, *self.demonyms))
        """By the first token of names and demonyms, how many tokens those have that begin so: a bit a number; and the
        first two tokens of those of three or more."""
        self.capitals = _capitals(countries)
        """Country codes by name of a capital."""

    @property
    def names(self) -> Collection[str]:
        """The names of all places."""
        return self._records.keys()

    def has(self, name: str) -> bool:
        """Whether `name` is a place or a demonym."""
        return name in self._records or name in self.demonyms

    def is_people(self, name: str) -> bool:
        """Whether `name` means the people of a nation, and no place larger than a town."""
        if name not in self.demonyms:
            return False
        places = self.places(name)
        return not places or places[0].kind == "city"

    def places(self, name: str) -> tuple[Place, ...]:
        """What `name` may mean: countries first, then regions, divisions, and cities by population."""
        if name not in self._parsed:
            record = self._records.get(name, "")
            places = (_read_place(name, part) for part in record.split("|") if part)
            self._parsed[name] = tuple(self._with_rank(place, name) for place in places)
        return self._parsed[name]

    def _with_rank(self, place: Place, name: str) -> Place:
        rules = place.kind == "city" and not self.capitals.get(name, frozenset()).isdisjoint(place.countries)
        return place._replace(capital=True) if rules else place

    def divisions(self, name: str) -> Sequence[Place]:
        """The first-level divisions of a name."""
        return [place for place in self.places(name) if place.kind == "division"]

    def division_name(self, code: str) -> str:
        """The name of a first-level division by its code. Raises KeyError if there is none of the code."""
        return self._divisions[code]

    def area_name(self, place: Place, *, finer: bool = False) -> str:
        """The country of `place`, or its state in the United States; elsewhere its division if `finer`, and known."""
        if (finer or place.country == "US") and place.division in self._divisions:
            return self._divisions[place.division]
        names = [self.countries[code].name for code in place.countries if code in self.countries]
        return " or ".join(names)

    @cached_property
    def _divisions(self) -> dict[str, str]:
        """Names of first-level divisions by code."""
        number = str(KINDS.index("division"))
        names = [name for name, record in self._records.items() if f"{number}," in record]
        divisions = [place for name in names for place in self.places(name) if place.kind == "division"]
        return {place.division: place.name for place in divisions}

    @cached_property
    def short_divisions(self) -> Mapping[str, Sequence[Place]]:
        """The divisions that an abbreviation means, as "Va ."."""
        number = str(KINDS.index("short division"))
        names = [name for name, record in self._records.items() if f"{number}," in record]
        shorts = {name: [place for place in self.places(name) if place.kind == "short division"] for name in names}
        return {name: places for name, places in shorts.items() if places}

    @cached_property
    def division_capitals(self) -> Mapping[str, tuple[Place, ...]]:
        """The capitals of first-level divisions by their codes; disputed ones are left out."""
        return dict(self._read_division_capitals())

    def _read_division_capitals(self) -> Iterator[tuple[str, tuple[Place, ...]]]:
        for country, name, capitals in read_cells("division_capitals.tsv"):
            options = self.places(_as_key(name))
            code = next(place.division for place in options if place.kind == "division" and country in place.countries)
            cities = [place for capital in _list(capitals) for place in self.places(_as_key(capital))]
            there = [city for city in cities if city.kind == "city" and country in city.countries]
            yield code, tuple([city for city in there if city.division == code] or there[:1])

    def may_lie_in(self, code: str, other: str) -> bool:
        """Whether a place of country `code` may be said to lie in `other`: the same, or one that holds or claims it."""
        return code == other or (other in self.countries and code in self.countries[other].holds)

    def is_claimed(self, place: Place, code: str) -> bool:
        """Whether country `code`, not that of `place`, holds or claims it."""
        if CLAIMED_DIVISIONS.get(place.division) == code:
            return True
        return place.country != code and self.may_lie_in(place.country, code)

    def country(self, code: str) -> Place:
        """A country as a place. Raises KeyError if there is none of the code."""
        return Place(self.countries[code].name, "country", (code,), "", 0, None, None)

    def extent(self, area: Place) -> Extent | None:
        """How far the towns of a country or a first-level division reach; None of another area, or of few towns."""
        if not area.division:
            return _load_extents().get(area.country) if area.kind == "country" else None
        return _load_extents().get(area.division if "." in area.division else f"US.{area.division}")

    def near(self, code: str, other: str) -> bool:
        """Whether two countries are neighbours or of the same or adjoining regions of the world."""
        one, two = self.countries.get(code), self.countries.get(other)
        if one is None or two is None:
            return False
        return one.region == two.region or other in one.neighbours or two.region in ADJOINING.get(one.region, ())


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


def _index_beginnings(names: tuple[str, ...]) -> tuple[dict[str, int], set[str]]:
    lengths = dict.fromkeys(names, 1 << 1)  # names of several tokens among the keys do no harm
    beginnings: set[str] = set()
    for spaces, longer in _by_spaces(names).items():
        for first in {name.partition(" ")[0] for name in longer}:
            lengths[first] = lengths.get(first, 0) | 1 << (spaces + 1)
        if spaces > 1:
            beginnings.update(" ".join(name.split(" ", 2)[:2]) for name in longer)
    return lengths, beginnings


def _by_spaces(names: Iterable[str]) -> Mapping[int, Sequence[str]]:
    """The names that have spaces, by the number of those."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for name in names:
        if " " in name:
            found[name.count(" ")].append(name)
    return found


def _capitals(countries: Mapping[str, Country]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code, country in countries.items():
        for capital in country.capitals:
            found.setdefault(_as_key(capital), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _as_key(name: str) -> str:
    """A name as its tokens with single spaces between."""
    return name.replace("-", " - ").replace(". ", " . ")


def _demonyms(countries: Mapping[str, Country]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, country in countries.items():
        for demonym in country.demonyms:
            for form in _with_plural(demonym.replace("-", " - ")):
                found.setdefault(form, code)
    return found


def _with_plural(demonym: str) -> Iterator[str]:
    yield demonym
    if not demonym.lower().endswith(tuple(words("inflections/unchanged demonyms"))):
        yield demonym + "s"


def _read_countries() -> Iterator[Country]:
    for code, names, demonyms, capitals, region, *codes in read_cells("countries.tsv"):
        neighbours, holds = (frozenset(cell.split()) for cell in codes)
        yield Country(code, _list(names), _list(demonyms), _list(capitals), region, neighbours, holds)


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@cache
def load_division_demonyms() -> dict[str, str]:
    """Names of first-level divisions by their adjectives: "Welsh", "Texan"."""
    return {demonym: division for demonym, division in read_cells("division_demonyms.tsv")}


@cache
def _load_extents() -> dict[str, Extent]:
    text = (files("auditor.knowledge") / "data" / "extents.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {code: Extent(*map(float, edges)) for code, *edges in rows}


@cache
def load_gazetteer() -> Gazetteer:
    """The shipped gazetteer, read once per process."""
    packed = (files("auditor.knowledge") / "data" / "places.tsv.gz").read_bytes()
    cells = gzip.decompress(packed).decode().replace("\n", "\t").split("\t")
    records = dict(zip(cells[::2], cells[1::2], strict=False))  # the last line ends in an empty cell
    return Gazetteer(records, {country.code: country for country in _read_countries()})
