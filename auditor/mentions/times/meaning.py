"""What a mention of time means: the days it names, given the article's own day."""

from __future__ import annotations

from datetime import date, timedelta

from auditor.mentions.times.interval import (
    FIRST_YEAR,
    LAST_YEAR,
    Interval,
    day_interval,
    month_interval,
    months_interval,
    season_interval,
    shift_months,
    years_interval,
)
from auditor.mentions.times.stance import Stance
from auditor.mentions.times.time import Grain, Time

_MONTHS_OF = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12, Grain.DECADE: 120}
_DAYS_OF = {Grain.DAY: 1, Grain.WEEK: 7}


def interval_of(time: Time, base: date | None = None, stance: Stance = Stance.OPEN) -> Interval | None:
    """The days that `time` names in an article of the day `base`.

    None where nothing can be said: a day that the calendar lacks, a relative time without `base`. A date without
    year is the last one before `base` if the words speak of the past, the next one if of the future, else the nearest.
    """
    if time.year is not None:
        found = _in_year(time, time.year)
    elif time.odd or base is None or not FIRST_YEAR <= base.year <= LAST_YEAR:
        return None
    elif time.ago is not None:
        found = _counted(time.grain, time.ago, base)
    elif time.month is not None or time.number is not None:
        found = _recurring(time, base, stance)
    elif time.weekday is not None:
        found = _weekday(time, base, stance)
    else:
        found = _shifted(time, base)
    return found.part(time.part) if found else None


def _in_year(time: Time, year: int) -> Interval | None:
    if time.month is not None and time.day is not None:
        return day_interval(year, time.month, time.day)
    if time.month is not None:
        return month_interval(year, time.month)
    if time.grain == Grain.SEASON:
        return season_interval(year, time.number or 1)
    if time.grain in (Grain.QUARTER, Grain.HALF):
        months = 3 if time.grain == Grain.QUARTER else 6
        return months_interval(year, months * ((time.number or 1) - 1) + 1, months * (time.number or 1))
    return years_interval(year, year + 9) if time.grain == Grain.DECADE else years_interval(year, year)


def _counted(grain: Grain, count: int, base: date) -> Interval:
    """A counted distance is rounded to its unit: half a unit either way."""
    if grain in _DAYS_OF:
        middle, slack = base - timedelta(_DAYS_OF[grain] * count), timedelta(_DAYS_OF[grain] // 2)
        return Interval(middle - slack, middle + slack)
    months = _MONTHS_OF.get(grain, 12)
    middle, slack = shift_months(base, -months * count), timedelta(months * 15)
    return Interval(middle - slack, middle + slack)


def _recurring(time: Time, base: date, stance: Stance) -> Interval | None:
    """A date, month or season that comes every year."""
    if time.shift is not None:
        return _in_year(time, base.year + time.shift)
    years = [_in_year(time, base.year + step) for step in (-1, 0, 1)]
    known = [found for found in years if found is not None]
    if stance is Stance.PAST:
        known = [found for found in known if found.first <= base][-1:]
    elif stance is Stance.FUTURE:
        known = [found for found in known if found.last >= base][:1]
    return min(known, key=lambda found: _distance(found, base), default=None)


def _distance(found: Interval, base: date) -> int:
    return max((found.first - base).days, (base - found.last).days, 0)


def _weekday(time: Time, base: date, stance: Stance) -> Interval:
    if time.shift is not None and time.shift < 0:
        return Interval(base - timedelta(13), base - timedelta(1))
    if time.shift is not None and time.shift > 0:
        return Interval(base + timedelta(1), base + timedelta(13))
    back = timedelta((base.weekday() - (time.weekday or 0)) % 7)
    if stance is Stance.PAST:
        return Interval(base - back, base - back)
    ahead = timedelta(((time.weekday or 0) - base.weekday()) % 7)
    if stance is Stance.FUTURE:
        return Interval(base + ahead, base + ahead)
    return Interval(base - back, base + ahead)


def _shifted(time: Time, base: date) -> Interval | None:
    """The calendar's own period some steps from that of `base`: "yesterday", "last month", "this year"."""
    shift = time.shift or 0
    if time.grain == Grain.DAY:
        day = base + timedelta(shift)
        return Interval(day, day)
    if time.grain == Grain.WEEK:
        monday = base - timedelta(base.weekday()) + timedelta(7 * shift)
        return Interval(monday - timedelta(1), monday + timedelta(6))
    if time.grain == Grain.YEAR:
        return years_interval(base.year + shift, base.year + shift)
    if time.grain == Grain.DECADE:
        first = base.year - base.year % 10 + 10 * shift
        return years_interval(first, first + 9)
    months = _MONTHS_OF.get(time.grain, 12)
    start = shift_months(base.replace(day=1), -((base.month - 1) % months) + months * shift)
    return months_interval(start.year, start.month, start.month + months - 1)
