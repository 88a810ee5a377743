"""How far figures may be rounded, and how many digits say something."""

from fractions import Fraction

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.numbers import find_numbers
from auditor.mentions.rounding import half_unit, significant_digits


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("1.2 million boats", 50_000),
        ("1,200 boats", Fraction(1, 2)),
        ("1.25 miles", Fraction(1, 200)),
        ("3 thousand boats", 500),
        ("twelve boats", 0),
        ("0 boats", 0),
    ],
)
def test_half_of_what_one_of_the_last_digit_is_worth(text: str, half: int | Fraction) -> None:
    document = Document(Article(text=text))
    (number,) = find_numbers(document)
    assert half_unit(document, number) == half


@pytest.mark.parametrize(
    ("value", "digits"),
    [(1200, 2), (1234, 4), (Fraction("1.25"), 3), (Fraction("0.05"), 1), (Fraction("1.000004"), 7), (0, 0)],
)
def test_significant_digits(value: int | Fraction, digits: int) -> None:
    assert significant_digits(value) == digits
