"""Days that their month does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from auditor.checks.dates.cited import is_cited
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.mentions.times import Time, find_times
from auditor.mentions.times.interval import FEBRUARY, ONE_CALENDAR_SINCE, days_in_month, julian_days_in_month
from auditor.mentions.times.vocabulary import MONTH_NAMES
from auditor.rule import Rule
from auditor.text.counted import counted
from auditor.vocabulary import words
from auditor.window import Window


class NoDay(NamedTuple):
    """A number beside a month that has not so many days."""

    window: Window
    time: Time
    month: int


def propose(document: Document, rule: Rule) -> Iterator[NoDay]:
    """Each number that stands where a day of a month does, and is none of its days."""
    for time in document.layer(find_times):
        month = time.month
        if month and (time.day or 0) > _most_days(month, time.year):
            yield NoDay(time.window(document), time, month)


def _most_days(month: int, year: int | None) -> int:
    """How many days the month has, in that calendar of its time in which it has more."""
    if year is None or year >= ONE_CALENDAR_SINCE:
        return days_in_month(month, year)
    return julian_days_in_month(month, year)


def tell(no_day: NoDay, rule: Rule) -> Hit:
    """How many days the month has."""
    return Hit(rule, no_day.window.span, values={"expected": _spell_length(no_day.month, no_day.time.year)})


def _spell_length(month: int, year: int | None) -> str:
    """As "February has 28 days in 2019"."""
    most, name = _most_days(month, year), MONTH_NAMES[month - 1]
    if month != FEBRUARY:
        return f"{name} has {counted(most, 'day')}"
    sure = year is not None and most == days_in_month(month, year)
    return f"{name} has {counted(most, 'day')} {f'in {year}' if sure else 'at most'}"


def _is_marked(no_day: NoDay) -> bool:
    """Whether the month is abbreviated, as only before a day ("Sept. 31"), or the day is an ordinal ("31st")."""
    return not words("times/ordinal endings").union(".").isdisjoint(no_day.window.words)


def _is_deadline(no_day: NoDay) -> bool:
    """Whether it ends a time: "by June 31 the board", but not "by June 31 ships had come"."""
    window = no_day.window
    return window.word_before in words("dates/before a deadline") and not window.word_after.endswith("s")


FEATURES = {
    "cited": lambda no_day: is_cited(no_day.window),
    "day": lambda no_day: no_day.time.day,
    "full": lambda no_day: no_day.time.year is not None or no_day.time.weekday is not None,
    "marked": _is_marked,
    "owned": lambda no_day: no_day.window.word_before.endswith("'s"),
    "before-a-word": lambda no_day: no_day.window.word_after.isalpha(),
    "deadline": _is_deadline,
}
DETECTOR = Detector(propose, tell, FEATURES)
