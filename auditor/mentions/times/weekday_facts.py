"""Days without a year whose weekdays put them elsewhere than near the day of publication."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from auditor.document import Document
from auditor.mentions.times.fact import Fact, Given, Kind, is_over
from auditor.mentions.times.finder import find_times
from auditor.mentions.times.interval import Interval, find_day
from auditor.mentions.times.time import Time

MIN_WEEKDAYS = 2
"""A weekday and its day are easily mistyped; two pairs of one other year are not."""
YEARS_AROUND = 28
"""Years within which that one is looked for: after so many the weekdays of a whole year come back."""


def find_weekday_facts(document: Document, given: Given) -> Iterator[Fact]:
    """Days behind publication that are told as over, or days that have their weekdays in one year far off only.

    None where a year that the text names explains them all.
    """
    times = [time for time in document.layer(find_times) if _names_weekday(time)]
    if len(times) < MIN_WEEKDAYS or _explained(document, times):
        return iter(())
    near = [_day_near(time, given.published) for time in times]
    if None not in near:
        return _behind(_placed(document, times, near, Kind.TOLD), given)
    far = [] if any(near) else _days_elsewhere(times, given.published)
    return _placed(document, times, far, Kind.WEEKDAY)


def _behind(facts: Iterator[Fact], given: Given) -> Iterator[Fact]:
    """Those of days behind publication that are told as over."""
    return (fact for fact in facts if given.is_before(fact.days) and is_over(fact.window))


def _placed(document: Document, times: Sequence[Time], days: Sequence[Interval | None], kind: Kind) -> Iterator[Fact]:
    """Times as facts of these days; days behind publication speak for a later day, weekdays alone for neither."""
    later = True if kind is Kind.TOLD else None
    return (Fact(kind, time.window(document), day, later) for time, day in zip(times, days, strict=False) if day)


def _names_weekday(time: Time) -> bool:
    dated = None not in (time.weekday, time.day, time.month)
    return dated and (time.year, time.shift, time.end_day) == (None, None, None)


def _explained(document: Document, times: Sequence[Time]) -> bool:
    """Whether the text names a year in which they all have their weekdays."""
    years = {time.year for time in document.layer(find_times) if time.year is not None}
    return any(all(_day_in(time, year) for time in times) for year in years)


def _day_near(time: Time, published: date) -> Interval | None:
    """The day in the year of publication, or the one before or behind, if it falls on its weekday there."""
    return next(filter(None, (_day_in(time, published.year + step) for step in (0, -1, 1))), None)


def _days_elsewhere(times: Sequence[Time], published: date) -> Sequence[Interval | None]:
    """The days in the last of the years around in which they all fall on their weekdays; none without such a year."""
    years = range(published.year + YEARS_AROUND, published.year - YEARS_AROUND - 1, -1)
    fitting = next((year for year in years if all(_day_in(time, year) for time in times)), None)
    return [_day_in(time, fitting) for time in times] if fitting is not None else ()


def _day_in(time: Time, year: int) -> Interval | None:
    """The day in that year, if it falls on its weekday there."""
    day = find_day(year, time.month or 1, time.day or 1)
    return Interval(day, day) if day is not None and day.weekday() == time.weekday else None
