"""Spans of days: months, quarters, seasons and parts of them, and two calendars."""

from datetime import date

import pytest

from auditor.mentions.times import interval
from auditor.mentions.times.interval import (
    Interval,
    days_in_month,
    find_day,
    julian_days_in_month,
    julian_weekday,
    months_interval,
    season_interval,
    shift_months,
)


def test_how_many_days_a_month_has() -> None:
    months = range(1, 13)
    assert [days_in_month(month, 2019) for month in months] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert [days_in_month(month) for month in months] == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert [days_in_month(2, year) for year in (1900, 2000, 2019, 2020)] == [28, 29, 28, 29]


def test_how_many_days_a_month_has_in_the_julian_calendar() -> None:
    assert [julian_days_in_month(2, year) for year in (1900, 1901, 1902, 1904)] == [29, 28, 28, 29]
    assert julian_days_in_month(4, 1900) == 30


@pytest.mark.parametrize(
    ("day", "weekday"),
    [
        (date(1917, 10, 25), 2),  # Wednesday, November 7 in the Gregorian calendar
        (date(1900, 2, 28), 0),  # Monday, March 12
        (date(1900, 3, 1), 2),  # Wednesday, March 14: in between is a February 29
        (date(1605, 11, 5), 1),  # Tuesday, in London
        (date(1700, 2, 28), 2),  # Wednesday, March 10
        (date(1700, 3, 1), 4),  # Friday, March 12
    ],
)
def test_weekdays_of_the_julian_calendar(day: date, weekday: int) -> None:
    assert julian_weekday(day) == weekday


def test_which_days_there_are() -> None:
    assert find_day(2019, 2, 28) == date(2019, 2, 28)
    assert find_day(2019, 2, 29) is None
    assert find_day(2019, 13, 1) is None


def test_in_which_years_is_computed() -> None:
    assert (interval.FIRST_YEAR, interval.LAST_YEAR) == (101, 9899)
    assert date(1582, 10, 15) == interval.GREGORIAN_SINCE
    assert interval.ONE_CALENDAR_SINCE == 1924


@pytest.mark.parametrize(
    ("month", "count", "first", "last"),
    [
        (5, 1, date(2019, 5, 1), date(2019, 5, 31)),
        (0, 1, date(2018, 12, 1), date(2018, 12, 31)),
        (1, 3, date(2019, 1, 1), date(2019, 3, 31)),
        (12, 3, date(2019, 12, 1), date(2020, 2, 29)),
    ],
)
def test_so_many_months(month: int, count: int, first: date, last: date) -> None:
    assert months_interval(2019, month, count) == Interval(first, last)


@pytest.mark.parametrize(
    ("season", "first", "last"),
    [
        (1, date(2019, 3, 1), date(2019, 6, 30)),
        (2, date(2019, 6, 1), date(2019, 9, 30)),
        (3, date(2019, 9, 1), date(2019, 12, 31)),
        (4, date(2018, 12, 1), date(2020, 3, 31)),
    ],
)
def test_seasons_of_a_year(season: int, first: date, last: date) -> None:
    assert season_interval(2019, season) == Interval(first, last)


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [
        ("", date(2019, 4, 1), date(2019, 5, 1)),
        ("early", date(2019, 4, 1), date(2019, 4, 21)),
        ("mid", date(2019, 4, 6), date(2019, 4, 26)),
        ("late", date(2019, 4, 11), date(2019, 5, 1)),
    ],
)
def test_parts_are_two_thirds_of_a_period(part: str, first: date, last: date) -> None:
    assert Interval(date(2019, 4, 1), date(2019, 5, 1)).part(part) == Interval(first, last)


@pytest.mark.parametrize(
    ("day", "months", "shifted"),
    [
        (date(2019, 1, 31), 1, date(2019, 2, 28)),
        (date(2019, 12, 31), 2, date(2020, 2, 29)),
        (date(2019, 1, 15), -1, date(2018, 12, 15)),
        (date(2019, 1, 15), 11, date(2019, 12, 15)),
    ],
)
def test_some_months_on(day: date, months: int, shifted: date) -> None:
    assert shift_months(day, months) == shifted


def test_days_of_an_interval_count_both_ends() -> None:
    assert Interval(date(2019, 5, 1), date(2019, 5, 1)).days == 1
    assert Interval(date(2019, 5, 1), date(2019, 5, 31)).days == 31
