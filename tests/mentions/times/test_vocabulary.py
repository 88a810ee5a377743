"""The tables of months and weekdays agree with the calendar."""

import calendar

import pytest

from auditor.mentions.times.vocabulary import LONG_MONTHS, LONG_WEEKDAYS, QUARTER_CODES, SHORT_MONTHS, SHORT_WEEKDAYS


@pytest.mark.parametrize("name", [*LONG_MONTHS, *SHORT_MONTHS])
def test_months(name: str) -> None:
    number = (LONG_MONTHS | SHORT_MONTHS)[name]
    assert calendar.month_name[number].lower().startswith(name)


@pytest.mark.parametrize("name", [*LONG_WEEKDAYS, *SHORT_WEEKDAYS])
def test_weekdays(name: str) -> None:
    number = (LONG_WEEKDAYS | SHORT_WEEKDAYS)[name]
    assert calendar.day_name[number].lower()[:3] == name[:3]


def test_all_of_a_year_and_a_week_are_there() -> None:
    assert set(LONG_MONTHS.values()) == set(range(1, 13))
    assert set(LONG_WEEKDAYS.values()) == set(range(7))
    assert set(QUARTER_CODES.values()) == {1, 2, 3, 4}
    assert len(SHORT_MONTHS) == 12
    assert len(SHORT_WEEKDAYS) == 11
