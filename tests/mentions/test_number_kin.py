"""What numbers of a text have in common with one of its title."""

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.number_kin import find_kin
from auditor.mentions.numbers import find_numbers, find_title_numbers


@pytest.mark.parametrize(
    ("title", "text", "kin"),
    [
        ("Bus crash kills 12", "The crash killed 15 people.", ("fate", [15])),
        ("Bus crash kills 12", "The crash killed two people.", ("fate", [2])),
        ("Bus crash kills 12", "The crash killed 15 more people.", ("nothing", [])),
        ("Bus crash kills 12", "The crash killed one person.", ("nothing", [])),
        ("Bus crash kills 12", "The crash killed 15 dogs.", ("nothing", [])),
        ("Bus crash kills 12", "The crash hurt 15 people.", ("nothing", [])),
        ("12 pilgrims killed in crash", "The crash killed 15 tourists.", ("nothing", [])),
        ("12 boats lost", "The storm sank 15 boats.", ("things", [15])),
        ("12 boats lost", "The storm sank 15 of the boats.", ("nothing", [])),
        ("Miller jailed for 12 years", "He was sentenced to 15 years in prison.", ("penalty", [15])),
    ],
)
def test_kin(title: str, text: str, kin: tuple[str, list[int]]) -> None:
    document = Document(Article(title=title, text=text))
    (number,) = document.layer(find_title_numbers)
    same, others = find_kin(document, number, document.layer(find_numbers))
    assert (same, [other.value for other in others]) == kin
