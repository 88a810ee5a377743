"""Lengths of time that are not those of the range beside them: "from 1991 to 2015, in 14 years"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.numbers import Number, find_numbers
from auditor.mentions.times import Grain, Interval, Time, find_document_date, find_times, interval_of, times_beside
from auditor.rule import Rule
from auditor.text.counted import counted
from auditor.vocabulary import words
from auditor.window import Window

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
    first: Interval
    last: Interval
    grain: Grain
    weekdays: bool = False
    """Whether only weekdays give the ends, so that whole weeks may lie between."""

    @property
    def steps(self) -> int:
        """How many days, months or years lie from its first end to its last."""
        begin, end = self.first.first, self.last.first
        months = 12 * (end.year - begin.year) + end.month - begin.month
        return {Grain.DAY: (end - begin).days, Grain.MONTH: months}.get(self.grain, end.year - begin.year)

    @property
    def days(self) -> tuple[int, int]:
        """How many days it may hold: without its ends as they may be meant, and with both of them whole."""
        return (self.last.first - self.first.last).days, (self.last.last - self.first.first).days + 1


class Length(NamedTuple):
    """A counted time beside a range that is longer or shorter."""

    number: Number
    counter: Window
    range: Range
    gap: list[str]
    """The words between both."""
    missed: float
    """Days by which it is too long, or below zero too short."""

    @property
    def window(self) -> Window:
        """From the one to the other."""
        first, last = sorted((self.counter, self.range.window), key=lambda window: window.first)
        opened = not self.leads and self.opener in words("dates/openers of ranges")
        return Window(first.document, first.first - opened, last.end)

    @property
    def opener(self) -> str:
        """The word that opens the range: "from", "between", or a mark."""
        return self.range.window.word_before

    @property
    def leads(self) -> bool:
        """Whether the length stands before the range."""
        return self.counter.first < self.range.window.first

    @property
    def apposed(self) -> bool:
        """Whether the range says when all of it was: "the 14 years from", "14 years, from", "for 14 years from"."""
        marked = not words("dates/apposing marks").isdisjoint(self.gap) or not self.leads
        lead = self.counter.word_before
        for_all = lead in words("dates/for the whole of") and self.opener == "from"
        return marked or for_all or lead in words("grammar/definite")


def propose(document: Document, rule: Rule) -> Iterator[Length]:
    """Each counted time beside a range that does not hold so much."""
    times = document.layer(find_times)
    if times:
        counted_times = (number for number in document.layer(find_numbers) if number.unit in DAYS_OF)
        for number in filter(lambda number: number.kind == "measure", counted_times):
            yield from _beside(document, number, times)


def _beside(document: Document, number: Number, times: Sequence[Time]) -> Iterator[Length]:
    """The ranges right behind and right before a length that do not agree with it."""
    counter = Window(document, *number.phrase)
    at = bisect_left(times, counter.first, key=lambda time: time.first)
    for beside, gaps in (
        (times[at : at + 2], "dates/from a length"),
        (times[max(0, at - 2) : at], "dates/to a length"),
    ):
        found = _range(document, beside, behind=gaps == "dates/from a length")
        gap = counter.between(found.window) if found else []
        named = gap[1:] if found and _names_noun(counter, found) else gap
        if found and counter.shares_sentence(found.window) and words(gaps).issuperset(named):
            missed = _missed(number, found)
            if missed:
                yield Length(number, counter, found, gap, missed)


def _names_noun(counter: Window, found: Range) -> bool:
    """Whether a length with a hyphen stands before what it is the length of: "four-day fair, from Friday"."""
    return "-" in counter.words and counter.first < found.window.first and counter.after(2)[1:] == [","]


def _range(document: Document, beside: Sequence[Time], *, behind: bool) -> Range | None:
    """The range that the nearest of two times is, or that both are."""
    nearest = beside[:1] if behind else beside[-1:]
    alone = filter(None, (_days_of_month(document, time) for time in nearest))
    return next(alone, None) or _pair(document, beside)


def _days_of_month(document: Document, time: Time) -> Range | None:
    """The range of "July 3-6"."""
    if time.end_day is None or "and" in time.window(document).words:
        return None
    year = time.year or _year_of(document)
    first, last = (interval_of(replace(time, year=year, day=day)) for day in (time.day, time.end_day))
    return Range(time.window(document), first, last, Grain.DAY) if first and last and first < last else None


def _pair(document: Document, beside: Sequence[Time]) -> Range | None:
    """The range of "from 1991 to 2015"."""
    if len(beside) < len(("first", "second")) or not _is_joined(document, *beside):
        return None
    first, second = beside
    ends = _ends(document, first, second)
    whole = Window(document, first.first, second.last)
    return Range(whole, *ends, first.grain, _is_weekday(first)) if ends else None


def _is_joined(document: Document, first: Time, second: Time) -> bool:
    """Whether two times of one grain are the ends of a range."""
    joint = first.window(document).between(second.window(document))
    if first.grain != second.grain or first.grain not in UNITS or len(joint) > 1:
        return False
    lead = first.window(document).word_before
    return words("dates/joints of between" if lead == "between" else "dates/joints of ranges").issuperset(joint or "?")


def _year_of(document: Document) -> int:
    """The year of the document, which is that of days without one."""
    day = document.layer(find_document_date).day
    return day.year if day else ANY_YEAR


def _is_weekday(time: Time) -> bool:
    """Whether it is a weekday without a date."""
    return time.weekday is not None and time.month is None


def _ends(document: Document, first: Time, second: Time) -> tuple[Interval, Interval] | None:
    """The days of both ends; a year that one of them leaves out is that of the other, or the one beside it."""
    if _is_weekday(first) and _is_weekday(second):
        return _weekday_ends(first.weekday or 0, second.weekday or 0)
    year = first.year or second.year or _year_of(document)
    over_new_year = (year, year + 1) if first.year else (year - 1, year)
    return _in_years(first, second, (year, year)) or _in_years(first, second, over_new_year)


def _weekday_ends(first: int, second: int) -> tuple[Interval, Interval]:
    """Days with these weekdays, less than a week apart."""
    begin = date.min + timedelta(first)
    end = begin + timedelta((second - first) % WEEK)
    return Interval(begin, begin), Interval(end, end)


def _in_years(first: Time, second: Time, years: tuple[int, int]) -> tuple[Interval, Interval] | None:
    """The days of both ends in these years, where they name none themselves; None if they are in no order."""
    pairs = zip((first, second), years, strict=True)
    begin, end = (interval_of(replace(time, year=time.year or year)) for time, year in pairs)
    return (begin, end) if begin and end and begin.first < end.first else None


def _missed(number: Number, found: Range) -> float:
    """By how many days the length is too long, or too short; 0 if the range may hold as much."""
    unit, (least, most) = DAYS_OF[number.unit], found.days
    told = float(number.value * unit)
    if found.weekdays:
        fits = number.unit != "day" or (told - found.steps) % WEEK in (0, 1)
        return 0.0 if fits else told - most
    slack = unit * (SLACK if unit <= DAYS_OF[UNITS[found.grain]] else 1 - SLACK)
    return min(0.0, told + slack - least) + max(0.0, told - slack - most)


def _goes_on(length: Length) -> bool:
    """Whether another range follows: "15 years, from 1980 to 1985 and from 1990 to 2000"."""
    end = length.range.window.end
    return any(end <= time.first <= end + TIMES_AFTER for time in times_beside(length.range.window))


FEATURES = {
    "comparator": lambda length: length.number.comparator or "none",
    "too-short": lambda length: length.missed < 0,
    "share-missed": lambda length: abs(length.missed) / (DAYS_OF[length.number.unit] * float(length.number.value or 1)),
    "round": lambda length: length.number.value % 10 == 0,
    "apposed": lambda length: length.apposed,
    "several-ranges": _goes_on,
    "leads": lambda length: length.leads,
    "hyphened": lambda length: "-" in length.counter.words[-2:-1],
    "word-behind": lambda length: length.counter.word_after,
}


def tell(length: Length, rule: Rule) -> Hit:
    """The range and what it comes to, in the unit of its ends."""
    text, found = length.window.document.text, length.range
    steps, unit = found.steps, UNITS[found.grain]
    expected = f"{counted(steps, unit)}, or {steps + 1} with both ends"
    values = {
        "found": counted(int(length.number.value), length.number.unit),
        "date": " ".join(text[slice(*found.window.span)].split()),
        "expected": expected,
    }
    note = Evidence("the range", span=found.window.span, quote=text[slice(*found.window.span)])
    return Hit(rule, length.window.span, values=values, evidence=(note,))


DETECTOR = Detector(propose, tell, FEATURES)
