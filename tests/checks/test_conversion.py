"""Quantities told in two units: what is rightly converted passes however it is rounded, and what is far off is told."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.conftest import Flag

RULE = "number/conversion-differs"
Units = tuple[str, str, Fraction]
PAIRS: list[Units] = [
    ("miles", "km", Fraction("1.609344")),
    ("acres", "hectares", Fraction("0.40468564224")),
    ("pounds", "kg", Fraction("0.45359237")),
    ("feet", "metres", Fraction("0.3048")),
]


@pytest.mark.parametrize("units", PAIRS)
@given(value=st.integers(1, 5000), decimals=st.integers(0, 2))
def test_a_rounded_conversion_passes(flag: Flag, units: Units, value: int, decimals: int) -> None:
    unit, other, worth = units
    converted = float(round(value * worth, decimals))
    text = f"The old road to the mill takes up {value:,} {unit} ({converted:,.{decimals}f} {other}) of the land."
    assert flag(RULE, text) == []


@pytest.mark.parametrize("units", PAIRS)
@given(value=st.integers(20, 5000))
def test_one_that_is_half_as_much_again_is_told(flag: Flag, units: Units, value: int) -> None:
    unit, other, worth = units
    converted = round(value * worth * Fraction(3, 2))
    (found,) = flag(RULE, f"The old road to the mill takes up {value:,} {unit} ({converted:,} {other}) of the land.")
    assert found.quote == f"{converted:,} {other}"


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("43 miles (90 km)", "about 69.2 km"),
        ("43 miles (90.0 km)", "about 69.2 km"),
        ("43 miles (90.25 km)", "about 69.202 km"),
        ("800 feet (2 km)", "about 0.24 km"),
        ("3,123 acres (4,000 hectares)", "about 1,263.8 hectares"),
        ("0 C (50 F)", "32 F"),
        ("32 F (9 C)", "0 C"),
        ("30 to 40 miles (48 to 84 km)", "about 48.3 to about 64.4 km"),
    ],
)
def test_the_message_tells_a_digit_more(flag: Flag, text: str, exact: str) -> None:
    (finding,) = flag(RULE, f"At the mill it was {text} on Monday.")
    assert finding.message.endswith(f"; that is {exact}.")


@pytest.mark.parametrize("text", ["The sea is 2 degrees C (35.6 F) warmer.", "The sea warmed by 2 degrees C (35.6 F)."])
def test_a_difference_of_temperatures_has_no_zero(flag: Flag, text: str) -> None:
    (finding,) = flag(RULE, text)
    assert finding.message.endswith("; that is 3.6 F.")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The sea is 2 degrees C (35.6 F) warmer.", 1),
        ("The sea is 2 degrees C (35.6 F) much warmer.", 0),
        ("It fell to only 10 degrees C (18 F).", 1),
        ("It fell to a mere 10 degrees C (18 F).", 0),
    ],
)
def test_what_says_that_degrees_are_a_difference(flag: Flag, text: str, count: int) -> None:
    assert len(flag(RULE, text)) == count


@given(celsius=st.integers(-40, 45))
def test_temperatures_count_from_their_zero(flag: Flag, celsius: int) -> None:
    fahrenheit = round(Fraction(celsius) * 9 / 5 + 32)
    text = "It was {}C ({}F) at the mill in the night, the warden of the old harbour said."
    assert flag(RULE, text.format(celsius, fahrenheit)) == []
    assert [each.quote for each in flag(RULE, text.format(celsius, fahrenheit + 12))] == [
        f"{fahrenheit + 12}F".lstrip("-")
    ]
