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
_SEASONS = {1: (3, 4), 2: (6, 4), 3: (9, 4), 4: (0, 16)}
"""First month of spring to winter and how many they have, wide enough for the meteorologist's and the calendar's; the
winter of a year is the one it begins or ends with, from the December before."""
_PARTS = {"": (0, 0), "early": (0, 2), "mid": (1, 1), "late": (2, 0)}
"""Sixths of a period before and behind its part, which has two thirds, as writers differ."""


class Interval(NamedTuple):
    """The days from `first` to `last`."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.last - self.first).days + 1

    def part(self, name: str) -> Interval:
        """Its `early`, `mid` or `late` part; all of it where no part is named."""
        sixth = timedelta((self.days - 1) // 3) / 2
        before, behind = _PARTS[name]
        return Interval(self.first + before * sixth, self.last - behind * sixth)


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


def months_interval(year: int, month: int, count: int = 1) -> Interval:
    """So many months, from the first day of this one on; month 0 is the December before, and so on."""
    first = shift_months(date(year, 1, 1), month - 1)
    last = shift_months(first, count - 1)
    return Interval(first, last.replace(day=days_in_month(last.month, last.year)))


def season_interval(year: int, season: int) -> Interval:
    """Spring (1) to winter (4) of the northern year."""
    return months_interval(year, *_SEASONS[season])


def shift_months(day: date, months: int) -> date:
    """The same day some months on, or the last of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, days_in_month(month + 1, year)))
