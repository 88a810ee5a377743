"""Left-over sentences inside paragraphs are told by their wording."""

import pytest

from auditor import Article
from auditor.article import Span
from auditor.boilerplate.categories import find_votes
from auditor.boilerplate.conditions import Blocks
from auditor.boilerplate.features import find_features
from auditor.boilerplate.inside import Inside, find_inside, join_neighbours
from auditor.boilerplate.mixed import LeftOver
from auditor.document import Document

OPENING = "The ferry is late again. "


def kinds(sentence: str) -> list[str]:
    document = Document(Article(text=OPENING + sentence))
    features = find_features(document)
    return [each.kind for each in find_inside(Blocks(document, features, find_votes(features)), ())]


@pytest.mark.parametrize(("quays", "found"), [(35, ["sign-up"]), (36, [])])
def test_a_left_over_sentence_has_forty_words_at_most(quays: int, found: list[str]) -> None:
    assert kinds("Sign up for our newsletter" + " quay" * quays + ".") == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Get started on boat.", ["call-to-action"]),
        ("Get started on boats.", []),
        ("Sign up for tea, or unsubscribe, as you walk along the quay by the boats of the harbour.", ["sign-up"]),
        ("Sign up for tea, or unsubscribe, as you walk along the quays by the boats of the harbour.", []),
        ("Hear us wherever you get your podcasts.", ["sign-up"]),
    ],
)
def test_over_half_of_a_left_over_sentence_is_wording_or_a_quarter_that_asks_twice(
    sentence: str, found: list[str]
) -> None:
    """Wording inside other wording, as "get your", counts once."""
    assert kinds(sentence) == found


def test_sentences_of_one_kind_side_by_side_are_one() -> None:
    document = Document(Article(text="Donate now. Give now. Sign up."))
    first, second, third = (
        Inside(0, kind, LeftOver(Span(start, end), True))
        for kind, start, end in (("widget", 0, 11), ("widget", 12, 21), ("sign-up", 22, 30))
    )
    both = Inside(0, "widget", LeftOver(Span(0, 21), True))
    assert join_neighbours(document, (first, second, third)) == [both, third]
    assert join_neighbours(document, (first, second._replace(block=1))) == [first, second._replace(block=1)]
    assert join_neighbours(document, (first, third)) == [first, third]
