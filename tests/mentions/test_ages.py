"""Of whom ages are told, and which of them are of a death."""

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.ages import Name, find_ages, is_same


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Anna Berta Moll, 45, sang.", ("anna", "berta", "moll")),
        ("Jan Anna Berta Moll, 45, sang.", ("anna", "berta", "moll")),
        ("Piet Lanser and Bert Moll, aged 45, sang.", ("bert", "moll")),
        ("Piet Lanser and Bert Moll sang, both aged 45.", ("piet", "lanser")),
    ],
)
def test_whose_an_age_is(text: str, who: Name) -> None:
    (age,) = find_ages(Document(Article(text=text)))
    assert age.who == who


@pytest.mark.parametrize(
    ("text", "death"),
    [
        ("Piet Lanser, 57, has died.", True),
        ("Piet Lanser, 57, has now died.", False),
    ],
)
def test_a_death_right_behind_an_age(text: str, death: bool) -> None:
    (age,) = find_ages(Document(Article(text=text)))
    assert age.death is death


@pytest.mark.parametrize(("times", "same"), [(48, False), (49, True)])
def test_a_surname_is_looked_at_fifty_times_for_strangers(times: int, same: bool) -> None:
    text = "Anna Moll was born in 1948. " + "Anna Moll sang. " * times + "Bert Moll sang."
    assert is_same(Document(Article(text=text)), ("anna", "moll"), ("moll",)) is same
