"""Spans of days, both ends included, and the calendar that makes them."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = date.min.year + 100, date.max.year - 100
"""Years outside are not computed with: steps from them could leave the calendar."""
GREGORIAN_SINCE = date(1582, 10, 15)
ONE_CALENDAR_SINCE = 1924
"""The first year in which all countries that had dated by the Julian calendar dated by the Gregorian one (Greece was
the last); in earlier ones a date may be meant in either."""
FEBRUARY = 2
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SEASON_MONTHS = {1: (3, 6), 2: (6, 9), 3: (9, 12)}
"""First and last month of spring, summer and autumn, wide enough for the meteorologist's and the calendar's."""


class Interval(NamedTuple):
    """The days from `first` to `last`."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.last - self.first).days + 1

    def overlaps(self, other: Interval) -> bool:
        """Whether both have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def part(self, name: str) -> Interval:
        """Its `early`, `mid` or `late` part: two thirds each, because writers differ; all of it for another name."""
        third = timedelta((self.days - 1) // 3)
        if name == "early":
            return Interval(self.first, self.last - third)
        if name == "late":
            return Interval(self.first + third, self.last)
        return Interval(self.first + third / 2, self.last - third / 2) if name == "mid" else self


def day_interval(year: int, month: int, day: int) -> Interval | None:
    """The one day, or None if the calendar has no such day."""
    only = find_day(year, month, day)
    return Interval(only, only) if only else None


def find_day(year: int, month: int, day: int) -> date | None:
    """The day of the calendar; None if it has no such day."""
    try:
        return date(year, month, day)
    except (OverflowError, ValueError):
        return None


def days_in_month(month: int, year: int | None = None) -> int:
    """How many days the month has; without a year, at most."""
    return _MONTH_DAYS[month - 1] + (month == FEBRUARY and (year is None or isleap(year)))


def julian_weekday(day: date) -> int:
    """The weekday, 0 for Monday, of the day that the Julian calendar calls by the date of `day`."""
    year = day.year - (day.month <= FEBRUARY)
    return (day.weekday() + year // 100 - year // 400 - 2) % 7


def julian_days_in_month(month: int, year: int) -> int:
    """How many days the month has in the Julian calendar, in which 1900 is a leap year."""
    return 29 if month == FEBRUARY and year % 4 == 0 else days_in_month(month, year)


def month_interval(year: int, month: int) -> Interval:
    """All of one month."""
    return months_interval(year, month, month)


def months_interval(year: int, first: int, last: int) -> Interval:
    """From the first to the last of these months of one year."""
    return Interval(date(year, first, 1), date(year, last, days_in_month(last, year)))


def season_interval(year: int, season: int) -> Interval:
    """Spring (1) to winter (4) of the northern year; the winter of a year is the one it begins or ends with."""
    if season in _SEASON_MONTHS:
        return months_interval(year, *_SEASON_MONTHS[season])
    return Interval(date(year - 1, 12, 1), date(year + 1, 3, 31))


def years_interval(first: int, last: int) -> Interval:
    """From the first to the last of these years."""
    return Interval(date(first, 1, 1), date(last, 12, 31))


def shift_months(day: date, months: int) -> date:
    """The same day some months on, or the last of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, days_in_month(month + 1, year)))
