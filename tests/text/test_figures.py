"""Figures are written exactly, or with the word that says that they are rounded."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.figures import spell_degrees, spell_number


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (1250, "1,250"),
        (Fraction(3, 10), "0.3"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 16), "about 0.062"),
        (Fraction(200, 43), "about 4.7"),
        (Fraction(-45, 7), "about -6.4"),
        (Fraction(45504, 700), "about 65"),
        (Fraction(1, 300), "about 0.0033"),
        (Fraction(-5, 2), "-2.5"),
        (10**6, "1 million"),
        (3_500_000, "3.5 million"),
        (3_580_245, "3,580,245"),
        (2 * 10**9, "2 billion"),
        (Fraction(10**7, 3), "about 3,333,333.3"),
    ],
)
def test_as_written(value: Fraction, written: str) -> None:
    assert spell_number(value) == written


@given(st.fractions(0, 10**10, max_denominator=5000))
def test_what_is_not_exact_says_so(value: Fraction) -> None:
    digits, _, scale = spell_number(value).removeprefix("about ").partition(" ")
    read = Fraction(digits.replace(",", "")) * {"": 1, "million": 10**6, "billion": 10**9}[scale]
    step = Fraction(1, 10 ** len(digits.partition(".")[2]))
    assert abs(read - value) <= step / 2
    assert (read == value) is not spell_number(value).startswith("about ")


def test_degrees_have_their_side() -> None:
    assert [spell_degrees(-37.8, "NS"), spell_degrees(145.0, "EW")] == ["37.8° S", "145.0° E"]
