"""Which names of titles are those of places, where little beside a name tells it from a person's."""

from __future__ import annotations

import math

from auditor.knowledge.gazetteer import Gazetteer, Place
from auditor.mentions.names import is_known_person

CITY = 100_000
"""People of a city whose name is taken for the place."""


def is_place_name(gazetteer: Gazetteer, name: str, *, least: float = CITY, named: float = math.inf) -> bool:
    """Whether a name is that of a people or is taken for a place, as `place_of` says."""
    return name in gazetteer.demonyms or place_of(gazetteer, name, least=least, named=named) is not None


def place_of(gazetteer: Gazetteer, name: str, *, least: float = CITY, named: float = math.inf) -> Place | None:
    """The area that a name is taken for, or a city of `least` people, of `named` people if persons are called so."""
    enough = named if is_known_person(name.lower()) else least
    likeliest = gazetteer.places(name)[:1]
    return next((place for place in likeliest if place.kind != "city" or place.population >= enough), None)
