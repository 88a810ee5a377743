"""Words near to the name of a place, and what they are said to mean."""

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.near_places import (
    NearPlace,
    find_near_cities,
    find_near_places,
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
        ("They met in Khan Younis.", []),
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
        ("The Miamisburgs, Ohio, are eaten cold.", []),
    ],
)
def test_cities_of_the_area_behind_them(text: str, found: list[tuple[str, str]]) -> None:
    assert [told(near) for near in find_near_cities(document(text))] == [*found]


def test_a_name_stands_elsewhere_in_the_text_or_in_its_dateline() -> None:
    for text, named in [
        ("Tiles come from Colomiba.", False),
        ("Tiles come from Colomiba, not from Colombia.", True),
        ("Tiles come from San Bernadrino, not from San Bernardino.", True),
        (f"BEIJING (Staff) — From Beijng {BODY}", True),
        (f"OSLO (Staff) — From Beijng {BODY}", False),
    ]:
        assert [near.named for near in find_near_places(document(text))] == [named], text
