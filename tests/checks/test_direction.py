"""How far a told direction is off, and which names may mean another place."""

import pytest

from auditor.article import Article, Span
from auditor.checks.direction import FEATURES, Claim
from auditor.document import Document
from auditor.knowledge.gazetteer import Place
from auditor.mentions.places import Toponym
from auditor.window import Window


def toponym(*people: int) -> Toponym:
    """A name of places of so many people, of which it means the first."""
    options = [Place("Lemmer", "city", ("NL",), "", count, 52.8, 5.7) for count in people]
    return Toponym(Span(0, 6), 0, 1, "Lemmer", options[0], options)


def claim(claimed: str, degrees: float = 0, place: tuple[int, ...] = (1,), other: tuple[int, ...] = (1,)) -> Claim:
    window = Window(Document(Article(text="Lemmer")), 0, 1)
    return Claim(window, toponym(*place), toponym(*other), claimed, [], degrees, 100)


@pytest.mark.parametrize(
    ("claimed", "degrees", "off"),
    [
        ("north", 0, 0),
        ("north", 90, 90),
        ("north", 180, 180),
        ("north", 181, 179),
        ("north", 359, 1),
        ("northwest", 10, 55),
        ("northwest", 134, 179),
        ("northwest", 136, 179),
        ("east", 0, 90),
    ],
)
def test_a_direction_is_off_by_the_shorter_way_round(claimed: str, degrees: float, off: float) -> None:
    assert claim(claimed, degrees).degrees_off == off


@pytest.mark.parametrize(
    ("place", "other", "namesakes"),
    [
        ((5000, 499), (5000,), False),
        ((5000, 500), (5000,), True),
        ((5000,), (5000, 499), False),
        ((5000,), (5000, 500), True),
    ],
)
def test_a_namesake_has_a_tenth_of_the_people(place: tuple[int, ...], other: tuple[int, ...], namesakes: bool) -> None:
    assert FEATURES["namesakes"](claim("north", 0, place, other)) is namesakes
