"""Lengths of time that are not those of the range beside them: "from 1991 to 2015, in 14 years"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.numbers import Number, find_numbers
from auditor.mentions.times import (
    Grain,
    Interval,
    Time,
    among,
    find_document_date,
    find_times,
    interval_of,
    times_beside,
)
from auditor.rule import Rule
from auditor.text.counted import counted
from auditor.vocabulary import words
from auditor.window import Bounds, Window

DAYS_OF = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}
"""Days of each unit that is counted; months and years are those of the calendar's mean."""
UNITS = {Grain.DAY: "day", Grain.MONTH: "month", Grain.YEAR: "year"}
"""What the ends of a range are given in."""
SLACK = 0.1
"""Of a unit: months have 28 to 31 days. A range of days may be rounded to a whole week, month or year."""
ANY_YEAR = 2001
"""Stands for a year that nothing names; no leap year."""
WEEK = 7
TIMES_AFTER = 4
"""Tokens behind a range in which a second one begins: "from 1980 to 1985 and from 1990"."""


class Range(NamedTuple):
    """A time from one end to the other."""

    window: Window
    begin: Interval
    end: Interval
    grain: Grain
    weekdays: bool = False
    """Whether only weekdays give the ends, so that whole weeks may lie between."""

    @property
    def first(self) -> int:
        """Its first token."""
        return self.window.first

    @property
    def steps(self) -> int:
        """How many days, months or years lie from its first end to its last."""
        begin, end = self.begin.first, self.end.first
        months = 12 * (end.year - begin.year) + end.month - begin.month
        return {Grain.DAY: (end - begin).days, Grain.MONTH: months}.get(self.grain, end.year - begin.year)

    @property
    def days(self) -> tuple[int, int]:
        """How many days it may hold: without its ends as they may be meant, and with both of them whole."""
        return (self.end.first - self.begin.last).days, (self.end.last - self.begin.first).days + 1


class Length(NamedTuple):
    """A counted time beside a range."""

    number: Number
    counter: Window
    range: Range

    @property
    def window(self) -> Window:
        """From the one to the other."""
        whole = self.counter.through(self.range.window)
        return whole._replace(first=whole.first - (not self.leads and self.opener in words("dates/openers of ranges")))

    @property
    def opener(self) -> str:
        """The word that opens the range: "from", "between", or a mark."""
        return self.range.window.word_before

    @property
    def leads(self) -> bool:
        """Whether the length stands before the range."""
        return self.counter.first < self.range.first

    @property
    def gap(self) -> list[str]:
        """The words between both."""
        return self.counter.between(self.range.window)

    @property
    def told(self) -> float:
        """How many days are counted."""
        return float(self.number.value * DAYS_OF[self.number.unit])

    @property
    def missed(self) -> float:
        """Days by which it is too long, or below zero too short; 0 if the range may hold as much."""
        unit, (least, most) = DAYS_OF[self.number.unit], self.range.days
        if self.range.weekdays and (self.told - least) % WEEK in (0, 1):
            return 0.0
        slack = unit * (SLACK if unit <= DAYS_OF[UNITS[self.range.grain]] else 1 - SLACK)
        return min(0.0, self.told + slack - least) + max(0.0, self.told - slack - most)


def propose(document: Document, rule: Rule) -> Iterator[Length]:
    """Each counted time beside a range that does not hold so much."""
    measures = (number for number in document.layer(find_numbers) if number.kind == "measure")
    lengths = [number for number in measures if number.unit in DAYS_OF]
    ranges = _ranges(document) if lengths else ()
    for number in lengths:
        yield from (length for length in _beside(Window(document, *number.phrase), number, ranges) if length.missed)


def _beside(counter: Window, number: Number, ranges: Sequence[Range]) -> Iterator[Length]:
    """A length with the range right behind it, and with the one right before."""
    behind = among(ranges, Bounds(counter.end, counter.sentence.end))[:1]
    before = among(ranges, Bounds(counter.sentence.first, counter.first))[-1:]
    for listed, found in (("dates/from a length", behind), ("dates/to a length", before)):
        lengths = (Length(number, counter, each) for each in found)
        yield from (length for length in lengths if words(listed).issuperset(_joint(length)))


def _joint(length: Length) -> list[str]:
    """The words between both, without what a length with a hyphen is that of: "four-day fair, from Friday"."""
    named = "-" in length.counter.words and length.gap[1:2] == [","]
    return length.gap[named:]


def _ranges(document: Document) -> list[Range]:
    """Each "July 3-6" and "from 1991 to 2015" of the text, in order."""
    times, year = document.layer(find_times), _year_of(document)
    days = (_days_of_month(time.window(document), time, year) for time in times if time.end_day)
    pairs = (_pair(document, *pair, year) for pair in pairwise(times))
    return sorted(filter(None, (*days, *pairs)), key=attrgetter("first"))


def _year_of(document: Document) -> int:
    """The year of the document, which is that of days without one."""
    day = document.layer(find_document_date).day
    return day.year if day else ANY_YEAR


def _days_of_month(window: Window, time: Time, year: int) -> Range | None:
    """The range of "July 3-6"; "July 3 and 6" is none."""
    first, last = time.day_in(time.year or year), time.end_in(time.year or year)
    if first is None or last is None or "and" in window.words:
        return None
    return Range(window, Interval(first, first), Interval(last, last), Grain.DAY)


def _pair(document: Document, first: Time, second: Time, year: int) -> Range | None:
    """The range of "from 1991 to 2015", "Monday to Friday"."""
    if first.grain != second.grain or first.grain not in UNITS or not _is_joined(document, first, second):
        return None
    weekdays = first.is_weekday and second.is_weekday
    ends = _weekday_ends(first, second) if weekdays else _ends(first, second, year)
    return Range(Window(document, first.first, second.last), *ends, first.grain, weekdays) if ends else None


def _is_joined(document: Document, first: Time, second: Time) -> bool:
    """Whether two times are the ends of a range."""
    window = first.window(document)
    joints = "dates/joints of between" if window.word_before == "between" else "dates/joints of ranges"
    joint = window.between(second.window(document))
    return len(joint) == 1 and joint[0] in words(joints)


def _weekday_ends(first: Time, second: Time) -> tuple[Interval, Interval]:
    """Days with these weekdays, less than a week apart."""
    begin = date.min + timedelta(first.weekday or 0)
    end = begin + timedelta(((second.weekday or 0) - begin.weekday()) % WEEK)
    return Interval(begin, begin), Interval(end, end)


def _ends(first: Time, second: Time, this: int) -> tuple[Interval, Interval] | None:
    """The days of both ends; a year that one of them leaves out is that of the other, or the one beside it."""
    year = first.year or second.year or this
    over_new_year = (year, year + 1) if first.year else (year - 1, year)
    return _in_years(first, second, (year, year)) or _in_years(first, second, over_new_year)


def _in_years(first: Time, second: Time, years: tuple[int, int]) -> tuple[Interval, Interval] | None:
    """The days of both ends in these years, where they name none themselves; None if they are in no order."""
    pairs = zip((first, second), years, strict=True)
    begin, end = (interval_of(replace(time, year=time.year or year)) for time, year in pairs)
    return (begin, end) if begin and end and begin.first < end.first else None


FEATURES = {
    "comparator": lambda length: length.number.comparator,
    "unit": lambda length: length.number.unit,
    "too-short": lambda length: length.missed < 0,
    "share-missed": lambda length: abs(length.missed) / max(1, length.told),
    "round": lambda length: length.number.value % 10 == 0,
    "weekdays": lambda length: length.range.weekdays,
    "gap": lambda length: frozenset(length.gap),
    "opener": lambda length: length.opener,
    "several-ranges": lambda length: bool(_times_behind(length.range.window)),
    "leads": lambda length: length.leads,
    "hyphened": lambda length: "-" in length.counter.words[-2:-1],
    "word-behind": lambda length: length.counter.word_after,
}


def _times_behind(window: Window) -> Sequence[Time]:
    """The times shortly behind a range: "15 years, from 1980 to 1985 and from 1990 to 2000"."""
    return among(times_beside(window), Bounds(window.end, window.end + TIMES_AFTER + 1))


def tell(length: Length, rule: Rule) -> Hit:
    """The range and what it comes to, in the unit of its ends."""
    found, steps, unit = length.range.window, length.range.steps, UNITS[length.range.grain]
    values = {
        "found": counted(int(length.number.value), length.number.unit),
        "date": found.on_one_line,
        "expected": f"{counted(steps, unit)}, or {steps + 1} with both ends",
    }
    note = Evidence("the range", span=found.span, quote=found.quote)
    return Hit(rule, length.window.span, values=values, evidence=(note,))


DETECTOR = Detector(propose, tell, FEATURES)
