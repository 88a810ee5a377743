"""Weekdays beside a date that falls on another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise, takewhile
from typing import NamedTuple

from auditor.checks.dates.cited import is_cited
from auditor.checks.dates.wording import spell_day
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.times import Tense, Time, find_document_date, find_times, interval_of, telling_of
from auditor.mentions.times.interval import GREGORIAN_SINCE, ONE_CALENDAR_SINCE, find_day, julian_weekday
from auditor.mentions.times.vocabulary import ANY_WEEKDAY, WEEKDAY_NAMES
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

WEEKDAYS_REACH = 6
"""Tokens before a date in which other weekdays share it."""
NEAR = 60
"""Days between two dates that are of one time."""
WEEK = 7
COMMON_YEAR, LEAP_YEAR = 2001, 2004


class Misfit(NamedTuple):
    """A weekday beside a day that falls on another."""

    window: Window
    time: Time
    day: date
    """Without a year in the text, the one nearest to the day of the document."""
    apart: int
    """Days between it and the day of the document, where that has given the year."""
    weekday: int
    """The one that the text names."""


def propose(document: Document, rule: Rule) -> Iterator[Misfit]:
    """Each date with a weekday that is not its own; without a year only if the day of the document is known."""
    base = document.layer(find_document_date).day
    for time in _with_weekday(document):
        years = [time.year] if time.year is not None else _years_near(time, base)
        day = min(_days(time, years), key=lambda day: _apart(day, base), default=None)
        misfit = _misfit(document, time, day) if day else None
        if misfit is not None:
            apart = 0 if time.year is not None else _apart(misfit[1], base)
            yield Misfit(time.window(document), time, misfit[1], apart, misfit[0])


def _with_weekday(document: Document) -> list[Time]:
    """The dates that a weekday stands beside."""
    return [time for time in document.layer(find_times) if None not in (time.weekday, time.day)]


def _misfit(document: Document, time: Time, day: date) -> tuple[int, date] | None:
    """The weekday that does not agree with its day, and that day; of a range the first end that does not."""
    named = time.weekday or 0
    opening = _opening_weekday(time.window(document)) if time.end_day else None
    if opening is not None:
        last = find_day(day.year, day.month, time.end_day or 0) or day
        return next(filter(_disagree, ((opening, day), (named, last))), None)
    return None if _fits(time, day) else (named, day)


def _disagree(end: tuple[int, date]) -> bool:
    """Whether a weekday is not that of the day."""
    return end[0] not in _weekdays(end[1])


def _opening_weekday(window: Window) -> int | None:
    """The first of the weekdays before a date: Friday in "Friday, Saturday and Sunday, June 10-12"."""
    before = window.before(WEEKDAYS_REACH)[::-1]
    named = takewhile(lambda word: word in ANY_WEEKDAY or word in words("dates/weekday joints"), before)
    return next((ANY_WEEKDAY[word] for word in list(named)[::-1] if word in ANY_WEEKDAY), None)


def _years_near(time: Time, base: date | None) -> Iterable[int]:
    """The years that a date without one may be of."""
    if base is None:
        return ()
    return (base.year - 1, base.year, base.year + 1) if time.shift is None else (base.year + time.shift,)


def _days(time: Time, years: Iterable[int]) -> list[date]:
    """The day that `time` names in each of these years that has it."""
    return list(filter(None, (find_day(year, time.month or 1, time.day or 1) for year in years)))


def _apart(day: date, base: date | None) -> int:
    """How many days lie between both; none if the day of the document is not known."""
    return abs((day - base).days) if base else 0


def _fits(time: Time, day: date) -> bool:
    """Whether the weekday is that of the day in a calendar of its time, or of the second day of "May 3-5"."""
    last = find_day(day.year, day.month, time.end_day) if time.end_day else None
    return time.weekday in _weekdays(day) or (last is not None and time.weekday in _weekdays(last))


def _weekdays(day: date) -> set[int]:
    """The weekdays of a date in the calendars of its time."""
    if day < GREGORIAN_SINCE:
        return {julian_weekday(day)}
    return {day.weekday(), julian_weekday(day)} if day.year < ONE_CALENDAR_SINCE else {day.weekday()}


def _shares_date(misfit: Misfit) -> bool:
    """Whether other weekdays share the date, and not its two ends: "Friday, Saturday and Sunday, March 6, 7 and 8"."""
    before = misfit.window.before(2)
    shared = before[:1] != before[-1:] and before[0] in ANY_WEEKDAY and before[1] in words("dates/weekday joints")
    return shared and misfit.time.end_day is None


def _other_year_fits(misfit: Misfit) -> bool:
    """Whether the passage names a year in which the date has this weekday."""
    document = misfit.window.document
    block = document.block_index_at(misfit.window.span.start)
    return _fits_in(misfit.time, document.layer(_years_by_block).get(block, ()))


def _same_day_fits(misfit: Misfit) -> bool:
    """Whether the article names the same day of a year in which it has this weekday."""
    day = (misfit.time.month, misfit.time.day)
    return _fits_in(misfit.time, misfit.window.document.layer(_years_by_day).get(day, ()))


def _fits_in(time: Time, years: Iterable[int]) -> bool:
    """Whether the weekday is right in one of these years."""
    return any(_fits(time, day) for day in _days(time, years))


def _years_by_block(document: Document) -> dict[int, set[int]]:
    """The years that each block names, by the block's index."""
    years: dict[int, set[int]] = {}
    for time in document.layer(find_times):
        if time.year is not None:
            years.setdefault(document.block_index_at(time.span.start), set()).add(time.year)
    return years


def _years_by_day(document: Document) -> dict[tuple[int | None, int | None], set[int]]:
    """The years that each day of a month is named with."""
    years: dict[tuple[int | None, int | None], set[int]] = {}
    for time in document.layer(find_times):
        if time.year is not None and time.day is not None:
            years.setdefault((time.month, time.day), set()).add(time.year)
    return years


def _is_against_tense(misfit: Misfit) -> bool:
    """Whether the words tell of the day as over and it is after that of the document, or the other way round."""
    document = misfit.window.document
    base, tense = document.layer(find_document_date).day or misfit.day, telling_of(misfit.window).tense
    return (misfit.day > base and tense is Tense.PAST) or (misfit.day < base and tense is Tense.FUTURE)


def tell(misfit: Misfit, rule: Rule) -> Hit:
    """The weekday that the text names, and that of the day."""
    found = WEEKDAY_NAMES[misfit.weekday]
    values = {"date": spell_day(misfit.day), "expected": _spell_weekday(misfit.day), "found": found}
    return Hit(rule, misfit.window.span, values=values)


def _spell_weekday(day: date) -> str:
    """The weekday of a date; that in the Julian calendar too, where a country still dated by it."""
    name, julian = WEEKDAY_NAMES[day.weekday()], WEEKDAY_NAMES[julian_weekday(day)]
    if day < GREGORIAN_SINCE:
        return julian
    return f"{name} (in the Julian calendar a {julian})" if day.year < ONE_CALENDAR_SINCE else name


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


def propose_pairs(document: Document, rule: Rule) -> Iterator[Pair]:
    """Each two days told one behind the other, with weekdays that they cannot have in any one year."""
    for first, second in pairwise(_with_weekday(document)):
        days = _days_between(first, second)
        apart = (second.weekday or 0) - (first.weekday or 0)
        if days and all((each - apart) % WEEK for each in days):
            yield Pair(first, second, min(days), document)


def _days_between(first: Time, second: Time) -> set[int]:
    """How many days lie between two dates without a year, in a common and in a leap year."""
    if {first.year, second.year, first.end_day, second.end_day} != {None}:
        return set()
    pairs = zip(*(_days(time, (COMMON_YEAR, LEAP_YEAR)) for time in (first, second)), strict=False)
    between = {(end - begin).days for begin, end in pairs}
    return between if all(0 < days <= NEAR for days in between) else set()


def _is_judged(pair: Pair) -> bool:
    """Whether the day of the document fixes the year, so that each of both is judged by itself."""
    base = pair.document.layer(find_document_date).day
    days = [interval_of(time, base) for time in (pair.first, pair.second)]
    return base is not None and any(each is not None and _apart(each.first, base) < NEAR for each in days)


def _names_year(pair: Pair) -> bool:
    """Whether a year stands in the passage: the days may be of two."""
    block = pair.document.block_index_at(pair.window.span.start)
    return bool(pair.document.layer(_years_by_block).get(block))


def tell_pair(pair: Pair, rule: Rule) -> Hit:
    """Both days as they are written, and how far they are apart."""
    text = pair.document.text
    first, second = (" ".join(text[slice(*time.span)].split()) for time in (pair.first, pair.second))
    right = WEEKDAY_NAMES[((pair.first.weekday or 0) + pair.days) % WEEK]
    note = Evidence("the day before", span=pair.first.span, quote=text[slice(*pair.first.span)])
    return Hit(rule, pair.window.span, values={"date": second, "other": first, "expected": right}, evidence=(note,))


PAIRS = Detector(
    propose_pairs,
    tell_pair,
    {
        "one-sentence": lambda pair: pair.window.shares_sentence(pair.first.window(pair.document)),
        "judged": _is_judged,
        "year-named": _names_year,
    },
)
FEATURES = {
    "cited": lambda misfit: is_cited(misfit.window),
    "shared": _shares_date,
    "yearless": lambda misfit: misfit.time.year is None,
    "days-apart": lambda misfit: misfit.apart,
    "other-year-fits": _other_year_fits,
    "same-day-fits": _same_day_fits,
    "tense": lambda misfit: telling_of(misfit.window).tense.value,
    "against-tense": _is_against_tense,
}
DETECTOR = Detector(propose, tell, FEATURES)
