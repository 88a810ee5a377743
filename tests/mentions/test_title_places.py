"""Names of a title that are taken for places."""

from typing import cast

import pytest

from auditor.knowledge.gazetteer import Gazetteer, Place
from auditor.mentions.title_places import place_of


class OnePlace:
    """A gazetteer of one place."""

    def __init__(self, kind: str, population: int) -> None:
        self._place = Place("Lemmer", kind, ("NL",), "", population, None, None)

    def places(self, name: str) -> list[Place]:
        return [self._place] if name == "Lemmer" else []


@pytest.mark.parametrize(
    ("kind", "population", "sizes", "is_taken"),
    [
        ("city", 100_000, {}, True),
        ("city", 99_999, {}, False),
        ("city", 0, {"least": 0}, True),
        ("division", 0, {}, True),
    ],
)
def test_a_city_of_so_many_people_is_taken_for_the_place(
    kind: str, population: int, sizes: dict[str, float], is_taken: bool
) -> None:
    gazetteer = cast("Gazetteer", OnePlace(kind, population))
    assert (place_of(gazetteer, "Lemmer", **sizes) is not None) == is_taken
    assert place_of(gazetteer, "Balk", least=0) is None
