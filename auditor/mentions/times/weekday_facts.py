"""Days without a year whose weekdays put them elsewhere than near the day of publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from auditor.document import Document
from auditor.mentions.times.fact import Fact, Given, Kind, is_over
from auditor.mentions.times.finder import find_times
from auditor.mentions.times.interval import Interval
from auditor.mentions.times.time import Time

MIN_WEEKDAYS = 2
"""A weekday and its day are easily mistyped; two pairs of one other year are not."""
YEARS_AROUND = 28
"""Years within which that one is looked for: after so many the weekdays of a whole year come back."""


def find_weekday_facts(document: Document, given: Given) -> Iterator[Fact]:
    """Days behind publication that are told as over, or days that have their weekdays in one year far off only.

    None where a year that the text names explains them all.
    """
    times = [time for time in document.layer(find_times) if time.is_open]
    named = {time.year for time in document.layer(find_times) if time.year}
    if len(times) >= MIN_WEEKDAYS and not _days(times, named):
        yield from _facts(document, given, times)


def _facts(document: Document, given: Given, times: Sequence[Time]) -> Iterator[Fact]:
    """Days near publication, where all have their weekdays there; days of one year far off, where none has."""
    this = given.published.year
    near = [_days([time], (this, this - 1, this + 1)) for time in times]
    if all(near):
        told = [_fact(Kind.TOLD, document, time, day) for time, [day] in zip(times, near, strict=True)]
        yield from (fact for fact in told if given.is_before(fact.days) and is_over(fact.window))
    elif not any(near):
        far = _days(times, range(this + YEARS_AROUND, this - YEARS_AROUND - 1, -1))
        yield from (_fact(Kind.WEEKDAY, document, time, day) for time, day in zip(times, far, strict=False))


def _days(times: Sequence[Time], years: Iterable[int]) -> list[date]:
    """The days in the first of some years in which all fall on their weekdays; none without such a year."""
    for year in years:
        days = [day for time in times if (day := time.day_in(year)) and day.weekday() == time.weekday]
        if len(days) == len(times):
            return days
    return []


def _fact(kind: Kind, document: Document, time: Time, day: date) -> Fact:
    """One day; days told as over speak for a later day of publication, weekdays alone for neither."""
    return Fact(kind, time.window(document), Interval(day, day), True if kind is Kind.TOLD else None)
