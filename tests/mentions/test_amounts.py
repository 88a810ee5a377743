"""Which figures are amounts, and what they are of."""

from fractions import Fraction

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.amounts import find_amounts


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("It cost $999.", [("$999", 999, "$", "")]),
        ("It cost $1,000.", [("$1,000", 1, "$", "")]),
        ("It cost $1,001.", [("$1,001", Fraction(1001, 1000), "$", "")]),
        ("It cost $1.5 million.", [("$1.5 million", Fraction(3, 2), "$", "")]),
        ("It cost $1.", [("$1", 1, "$", "")]),
        ("It cost $0.99.", []),
        ("It cost 99 cents.", []),
        ("It cost ¥5.", [("¥5", 5, "yuan", "")]),
        ("It cost 3 pounds.", [("3 pounds", 3, "£", "")]),
        ("It used 3 pounds of wool.", []),
        ("It used 3 pounds all of wool.", [("3 pounds", 3, "£", "")]),
        ("It cost $2 to $3.", []),
        ("They have 1,000,000 boats.", [("1,000,000 boats", 1, "", "boat")]),
        ("They have 999,999 boats.", []),
        ("They have 1,000,000.", []),
    ],
)
def test_amounts(text: str, amounts: list[tuple[str, int | Fraction, str, str]]) -> None:
    found = find_amounts(Document(Article(text=text)))
    assert [(each.window.quote, each.figure, each.currency, each.noun) for each in found] == amounts


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("The mill harbour and tall old quay cost $500.", {"harbour", "tall", "quay", "cost"}),
        ("It cost $500 for a mill or old quay inns.", {"cost", "mill", "quay"}),
    ],
)
def test_what_stands_next_to_an_amount(text: str, near: set[str]) -> None:
    (amount,) = find_amounts(Document(Article(text=text)))
    assert amount.near == near
