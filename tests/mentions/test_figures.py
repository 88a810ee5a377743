"""Which figures of a sentence belong together."""

from fractions import Fraction

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.figures import between, find_figures, is_rest
from auditor.mentions.numbers import find_prose_numbers


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("It has 12 boats.", []),
        ("It has 12 boats and 9 men.", [[12, 9]]),
        ("It has 12 boats. They have 9 men.", []),
        ("12 came with 9 boats.", [[12, 9]]),
        ("It has 12 boats and 9 men. The other 16 left.", [[12, 9, 16]]),
        ("It has 12 boats and 9 men. Lo, the other 16 left with 4.", [[12, 9], [16, 4]]),
        ("On May 7 and 10 it had 12 boats and 9 men.", [[12, 9]]),
        ("On May 7 and 10 and 11 it had 12 boats and 9 men.", [[12, 9]]),
        ("On May 7 then, 10 men had 9 boats.", [[10, 9]]),
        ("On May 7, 10 men had 9 boats.", [[10, 9]]),
    ],
)
def test_the_figures_of_a_sentence(text: str, figures: list[list[int | Fraction]]) -> None:
    found = find_figures(Document(Article(text=text)))
    assert [[number.value for number in sentence] for sentence in found] == figures


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("The other 16 left.", True),
        ("So the other 16 left.", True),
        ("The rest, 16, left.", True),
        ("The rest of 16 left.", False),
        ("The other old 16 left.", False),
    ],
)
def test_what_is_all_that_is_left(text: str, rest: bool) -> None:
    document = Document(Article(text=text))
    (number,) = document.layer(find_prose_numbers)
    assert is_rest(document, number) is rest


@pytest.mark.parametrize(("count", "words"), [(12, 12), (13, 13), (14, 13)])
def test_the_words_between_two_figures_are_as_many_as_an_item_has_and_one(count: int, words: int) -> None:
    document = Document(Article(text=f"It has 12 boats {'now ' * count}9 men."))
    one, other = document.layer(find_prose_numbers)
    assert len(between(document, one, other)) == words
