"""Weekdays beside a date that falls on another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise, takewhile
from math import inf
from typing import NamedTuple

from auditor.checks.dates.cited import is_cited
from auditor.checks.dates.wording import spell_day
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.prose import PROSE_KINDS
from auditor.mentions.times import Time, find_document_date, find_times, interval_of, telling_of
from auditor.mentions.times.interval import GREGORIAN_SINCE, ONE_CALENDAR_SINCE, julian_weekday
from auditor.mentions.times.vocabulary import ANY_WEEKDAY, WEEKDAY_NAMES
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

NEAR = 60
"""Days between two dates that are of one time."""
WEEK = 7
COMMON_YEAR, LEAP_YEAR = 2001, 2004


class Beside(NamedTuple):
    """A weekday, and the day that the text puts it beside."""

    weekday: int
    day: date

    @property
    def fits(self) -> bool:
        """Whether it is that of the day."""
        return self.weekday in weekdays_of(self.day)


class Misfit(NamedTuple):
    """A weekday beside a day that falls on another."""

    window: Window
    time: Time
    wrong: Beside
    base: date
    """The day of the document; where it gave the year, the day is the one nearest to it."""

    @property
    def ahead(self) -> int:
        """Days from that of the document to it."""
        return (self.wrong.day - self.base).days


def propose(document: Document, rule: Rule) -> Iterator[Misfit]:
    """Each date with a weekday that is not its own; without a year only if the day of the document is known."""
    published = document.layer(find_document_date)
    for time in document.layer(find_times):
        days = interval_of(time, published.day) if time.has_weekday else None
        if days is not None:
            window = time.window(document)
            yield from (Misfit(window, time, each, published.latest) for each in _wrong(window, time, days.first)[:1])


def _wrong(window: Window, time: Time, day: date) -> list[Beside]:
    """The weekdays that are not those of their days: of a range with one weekday that of either end will do."""
    named, last = time.weekday or 0, time.end_in(day.year) or day
    opening = _opening_weekday(window) if time.end_day else None
    if opening is None:
        return [] if _fits_in(time, [day.year]) else [Beside(named, day)]
    return [each for each in (Beside(opening, day), Beside(named, last)) if not each.fits]


def _opening_weekday(window: Window) -> int | None:
    """The first of the weekdays before a date: Friday in "Friday, Saturday and Sunday, June 10-12"."""
    before = window.before()[::-1]
    named = takewhile(lambda word: word in ANY_WEEKDAY or word in words("dates/weekday joints"), before)
    weekdays = [ANY_WEEKDAY[word] for word in named if word in ANY_WEEKDAY]
    return weekdays[-1] if weekdays else None


def weekdays_of(day: date) -> list[int]:
    """The weekdays of a date in the calendars of its time, that of the Gregorian first."""
    julian = [julian_weekday(day)] if day.year < ONE_CALENDAR_SINCE else []
    return julian if day < GREGORIAN_SINCE else [day.weekday(), *julian]


def _fits_in(time: Time, years: Iterable[int]) -> bool:
    """Whether the weekday is right in one of these years; of two days it may be that of either."""
    days = (day for year in years for day in (time.day_in(year), time.end_in(year)))
    return any(time.weekday in weekdays_of(day) for day in days if day)


def find_years_named(document: Document) -> Mapping[object, set[int]]:
    """The years that the text names, by the block that they stand in, and by the month and day beside them."""
    years: dict[object, set[int]] = defaultdict(set)
    for time in document.layer(find_times):
        if time.year is not None:
            years[document.block_index_at(time.span.start)].add(time.year)
            years[time.month, time.day].add(time.year)
    return years


def _years_in_passage(window: Window) -> Iterable[int]:
    """The years that its block names."""
    return window.document.layer(find_years_named).get(window.document.block_index_at(window.span.start), ())


class OnLastYear(NamedTuple):
    """Where a text speaks of the year before that of the document: "last year", "a year ago", "in 2015"."""

    opens: bool
    """Whether its first block of prose does."""
    blocks: frozenset[int]


def find_last_year(document: Document) -> OnLastYear:
    """Where the text of a document speaks of the year before."""
    last = document.layer(find_document_date).latest.year - 1
    told = (time for time in document.layer(find_times) if time.year == last or time.is_of_last_year)
    blocks = frozenset(document.block_index_at(time.span.start) for time in told)
    opening = next((at for at, block in enumerate(document.blocks) if block.kind in PROSE_KINDS), 0)
    return OnLastYear(opening in blocks, blocks)


def _last_year_fits(misfit: Misfit) -> bool:
    """Whether the weekday is right in the year before, and its block, or the first of the prose, speaks of that."""
    document = misfit.window.document
    told = document.layer(find_last_year)
    is_told = told.opens or document.block_index_at(misfit.window.span.start) in told.blocks
    return is_told and _fits_in(misfit.time, [misfit.base.year - 1])


def _same_day_fits(misfit: Misfit) -> bool:
    """Whether the article names the same day of a year in which it has this weekday."""
    day = (misfit.time.month, misfit.time.day)
    return _fits_in(misfit.time, misfit.window.document.layer(find_years_named).get(day, ()))


def tell(misfit: Misfit, rule: Rule) -> Hit:
    """The weekday that the text names, and that of the day."""
    weekday, day = misfit.wrong
    values = {"date": spell_day(day), "expected": _spell_weekday(day), "found": WEEKDAY_NAMES[weekday]}
    return Hit(rule, misfit.window.span, values=values)


def _spell_weekday(day: date) -> str:
    """The weekday of a date; that in the Julian calendar too, where a country still dated by it."""
    name, *julian = (WEEKDAY_NAMES[weekday] for weekday in weekdays_of(day))
    return f"{name} (in the Julian calendar a {julian[0]})" if julian else name


class Pair(NamedTuple):
    """Two days without a year that are not so far apart as their weekdays."""

    first: Time
    second: Time
    days: int
    document: Document

    @property
    def window(self) -> Window:
        """The second."""
        return self.second.window(self.document)

    @property
    def days_off(self) -> float:
        """Days from that of the document to the nearer of both, where it gives their year."""
        published = self.document.layer(find_document_date)
        days = [interval_of(time, published.day) for time in (self.first, self.second)]
        return min((abs((each.first - published.latest).days) for each in days if each), default=inf)


def propose_pairs(document: Document, rule: Rule) -> Iterator[Pair]:
    """Each two days told one behind the other, with weekdays that they cannot have in any one year."""
    for first, second in pairwise(time for time in document.layer(find_times) if time.is_open):
        days = _days_between(first, second)
        apart = (second.weekday or 0) - (first.weekday or 0)
        if 0 < min(days, default=0) <= NEAR and all((each - apart) % WEEK for each in days):
            yield Pair(first, second, min(days), document)


def _days_between(first: Time, second: Time) -> set[int]:
    """How many days lie between two dates without a year, in a common and in a leap year."""
    pairs = [(first.day_in(year), second.day_in(year)) for year in (COMMON_YEAR, LEAP_YEAR)]
    return {(end - begin).days for begin, end in pairs if begin and end}


def tell_pair(pair: Pair, rule: Rule) -> Hit:
    """Both days as they are written, and how far they are apart."""
    before = pair.first.window(pair.document)
    right = WEEKDAY_NAMES[((pair.first.weekday or 0) + pair.days) % WEEK]
    values = {"date": pair.window.on_one_line, "other": before.on_one_line, "expected": right}
    note = Evidence("the day before", span=before.span, quote=before.quote)
    return Hit(rule, pair.window.span, values=values, evidence=(note,))


PAIRS = Detector(
    propose_pairs,
    tell_pair,
    {
        "one-sentence": lambda pair: pair.window.shares_sentence(pair.first.window(pair.document)),
        "days-off": lambda pair: pair.days_off,
        "year-named": lambda pair: bool(_years_in_passage(pair.window)),
    },
)
FEATURES = {
    "cited": lambda misfit: is_cited(misfit.window),
    "shared": lambda misfit: _opening_weekday(misfit.window) is not None,
    "range": lambda misfit: misfit.time.end_day is not None,
    "yearless": lambda misfit: misfit.time.year is None,
    "days-apart": lambda misfit: abs(misfit.ahead),
    "days-ahead": lambda misfit: misfit.ahead,
    "other-year-fits": lambda misfit: _fits_in(misfit.time, _years_in_passage(misfit.window)),
    "same-day-fits": _same_day_fits,
    "last-year-fits": _last_year_fits,
    "tense": lambda misfit: telling_of(misfit.window).tense.value,
}
DETECTOR = Detector(propose, tell, FEATURES)
