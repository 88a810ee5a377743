"""How days are spelled in messages."""

from datetime import date

import pytest

from auditor.checks.dates.wording import spell_when
from auditor.mentions.times import Interval


@pytest.mark.parametrize(
    ("first", "last", "spelled"),
    [
        (date(2020, 1, 1), date(2020, 12, 31), "in 2020"),
        (date(2020, 1, 1), date(2020, 11, 30), "on November 30, 2020"),
        (date(2020, 3, 1), date(2020, 3, 31), "in March 2020"),
        (date(2020, 3, 1), date(2020, 3, 30), "on March 30, 2020"),
        (date(2020, 3, 27), date(2020, 3, 27), "on March 27, 2020"),
    ],
)
def test_whole_years_and_months_are_named(first: date, last: date, spelled: str) -> None:
    assert spell_when(Interval(first, last)) == spelled
