"""Words near to the name of a place, and what they are said to mean."""

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.near_places import (
    NearPlace,
    find_near_areas,
    find_near_cities,
    find_near_places,
    find_near_sites,
)

BODY = "the millers met by the lamp at noon, and whoever had a ticket of last year came in by the door of the old kiln."


def document(text: str) -> Document:
    return Document(Article(text=text))


def told(near: NearPlace) -> tuple[str, str]:
    return near.word, near.name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They met in Minnesotta.", [("Minnesotta", "Minnesota")]),
        ("They met in San Bernadrino's hall.", [("Bernadrino", "San Bernardino")]),
        ("They met in Old Bernadrino.", []),
        ("They met in North Korea with South Koreans.", []),
        ("They met in Port-au-Prinnce.", [("Prinnce", "Port-au-Prince")]),
        ("They met Jeroen Colomiba. Later Colomiba left.", [("Colomiba", "Colombia"), ("Colomiba", "Colombia")]),
        ("They met Anna Colomiba. Later Colomiba left.", []),
        ("They met on EYGPTIAN soil.", []),
        ("They met in México.", []),
        (f"MASACHUSETTS (Staff) — On Monday {BODY}", [("MASACHUSETTS", "Massachusetts")]),
        (f"CANCÚN (Staff) — On Monday {BODY}", []),
    ],
)
def test_well_known_names(text: str, found: list[tuple[str, str]]) -> None:
    assert [told(near) for near in find_near_places(document(text))] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He lives in Miamisbug, Ohio.", [("Miamisbug", "Miamisburg")]),
        ("In North Las Veggas, Nev., it rains.", [("Veggas", "North Las Vegas")]),
        ("MIAMISBUG, Ohio (Staff) — It rains.", [("Miamisbug", "Miamisburg")]),
        ("He lives in Pittsburg, Kansas, and in Pittsburg, Pa.", [("Pittsburg", "Pittsburgh")]),
        ("It is told of heritage, Heritage, Pa., and so on.", []),
        ("He lives in Miami, Ohio.", []),
        ("He read Ohio State Miamisbug Hall, Ohio.", []),
        ("China, India and Japan.", []),
        ("He lives in Kocani, Macedonia.", []),
        ("The Miamisburger, Ohio, is eaten cold.", []),
    ],
)
def test_cities_of_the_area_behind_them(text: str, found: list[tuple[str, str]]) -> None:
    assert [told(near) for near in find_near_cities(document(text))] == [*found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Trams stood still in Medellin, Columbia.", [("Columbia", "Colombia")]),
        ("Trams stood still in Irmo, Columbia.", []),
        ("Trams stood still in Medellin, Colombia.", []),
        ("Trams stood still in Medellin and Columbia.", []),
    ],
)
def test_areas_of_the_city_before_them(text: str, found: list[tuple[str, str]]) -> None:
    assert [told(near) for near in find_near_areas(document(text))] == found


@pytest.mark.parametrize(
    ("place", "site", "found"),
    [
        ("EDMONTON", "Edmonston Airport", [("Edmonston", "Edmonton")]),
        ("EDMONTON", "Edmonston Hoekstra", []),
        ("EDMONTON", "edmonston bridge", []),
        ("PERTH", "Edmonston Airport", []),
        ("BOSTON", "Bolton Castle", []),
    ],
)
def test_sites_of_the_place_of_the_dateline(place: str, site: str, found: list[tuple[str, str]]) -> None:
    assert {told(near) for near in find_near_sites(document(f"{place} (Staff) — By the {site} {BODY}"))} == {*found}


def test_a_name_stands_elsewhere_in_the_text_or_in_its_dateline() -> None:
    for text, named in [
        ("Tiles come from Colomiba.", False),
        ("Tiles come from Colomiba, not from Colombia.", True),
        (f"BEIJING (Staff) — From Beijng {BODY}", True),
    ]:
        assert [near.named for near in find_near_places(document(text))] == [named], text
