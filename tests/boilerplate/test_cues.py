"""Cues weigh by where they stand in a block."""

import pytest

from auditor import Article
from auditor.boilerplate.categories import find_votes
from auditor.boilerplate.features import find_features
from auditor.document import Document


def vote(text: str) -> tuple[str, int]:
    return find_votes(find_features(Document(Article(text=text))))[0]


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Sign up for our newsletter", 3),
        ("-> Sign up for our newsletter and read of quays, boats and ferries all year", 2),
        ("--> Sign up for our newsletter and read of quays, boats and ferries all year", 1),
        ("Read of quays, boats and ferries all year, and sign up for our newsletter...", 2),
        ("Read of quays, boats and ferries all year, and sign up for our newsletter....", 1),
    ],
)
def test_three_characters_may_stand_between_a_cue_and_the_edge_of_its_block(text: str, strength: int) -> None:
    assert vote(text) == ("sign-up", strength)


@pytest.mark.parametrize(("quays", "strength"), [(20, 2), (21, 1)])
def test_at_the_edge_of_more_than_25_words_a_cue_weighs_no_more_than_inside(quays: int, strength: int) -> None:
    assert vote("Sign up for our newsletter" + " quay" * quays) == ("sign-up", strength)
