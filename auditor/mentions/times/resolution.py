"""Which days a mention of time names, given the day of the document."""

from __future__ import annotations

from datetime import date, timedelta

from auditor.mentions.times.interval import (
    FIRST_YEAR,
    LAST_YEAR,
    Interval,
    months_interval,
    season_interval,
    shift_months,
)
from auditor.mentions.times.time import Grain, Time

MONTHS_OF = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12, Grain.DECADE: 120}
DAYS_OF = {Grain.DAY: 1, Grain.WEEK: 7}


def interval_of(time: Time, base: date | None = None) -> Interval | None:
    """The days that `time` names in an article of the day `base`.

    None where nothing can be said: a day that the calendar lacks, a relative time without `base`. A date without
    year is the one nearest to `base`.
    """
    if time.year is not None:
        found = _in_year(time, time.year)
    elif time.numeric or base is None or not FIRST_YEAR <= base.year <= LAST_YEAR:
        return None
    else:
        found = _relative(time, base)
    return found.part(time.part) if found else None


def _in_year(time: Time, year: int) -> Interval | None:
    if time.grain == Grain.DAY:
        day = time.day_in(year)
        return Interval(day, day) if day else None
    if time.grain == Grain.SEASON:
        return season_interval(year, time.number)
    months = MONTHS_OF[time.grain]
    return months_interval(year, time.month or months * (time.number or 1) - months + 1, months)


def _relative(time: Time, base: date) -> Interval | None:
    if time.ago:
        return _counted(time.grain, time.ago, base)
    if time.month or time.number:
        return _recurring(time, base)
    return _shifted(time, base) if time.weekday is None else _weekday(time.weekday, time.shift or 0, base)


def _counted(grain: Grain, count: int, base: date) -> Interval:
    """A counted distance is rounded to its unit: half a unit either way."""
    if grain in DAYS_OF:
        middle, slack = base - timedelta(DAYS_OF[grain] * count), timedelta(DAYS_OF[grain] // 2)
    else:
        middle, slack = shift_months(base, -MONTHS_OF[grain] * count), timedelta(MONTHS_OF[grain] * 15)
    return Interval(middle - slack, middle + slack)


def _recurring(time: Time, base: date) -> Interval | None:
    """A date, month or season that comes every year."""
    if time.shift is not None:
        return _in_year(time, base.year + time.shift)
    years = [_in_year(time, base.year + step) for step in (-1, 0, 1)]
    return min(filter(None, years), key=lambda found: _distance(found, base), default=None)


def _distance(found: Interval, base: date) -> int:
    return max((found.first - base).days, (base - found.last).days, 0)


def _weekday(weekday: int, shift: int, base: date) -> Interval:
    """From the last to the next such day; "last" and "next" are of two weeks, because writers differ."""
    if shift:
        return Interval(*sorted((base + timedelta(shift), base + timedelta(13 * shift))))
    back, ahead = (base.weekday() - weekday) % 7, (weekday - base.weekday()) % 7
    return Interval(base - timedelta(back), base + timedelta(ahead))


def _shifted(time: Time, base: date) -> Interval:
    """The calendar's own period some steps from that of `base`: "yesterday", "last month", "this year"."""
    shift = time.shift or 0
    if time.grain == Grain.DAY:
        return Interval(base + timedelta(shift), base + timedelta(shift))
    if time.grain == Grain.WEEK:
        monday = base - timedelta(base.weekday()) + timedelta(7 * shift)
        return Interval(monday - timedelta(1), monday + timedelta(6))
    months = MONTHS_OF[time.grain]
    since = 12 * base.year + base.month - 1
    return months_interval(base.year, base.month - since % months + months * shift, months)
