"""Dates that the calendar does not know, and weekdays that belong to another date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from auditor.checks.dates.wording import spell_day
from auditor.checks.dates.words import rule_words
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Severity
from auditor.mentions.times import Time, find_anchor, find_times
from auditor.mentions.times.interval import (
    FEBRUARY,
    GREGORIAN_SINCE,
    ONE_CALENDAR_SINCE,
    day_interval,
    days_in_month,
    julian_days_in_month,
    julian_weekday,
)
from auditor.mentions.times.vocabulary import (
    ANY_WEEKDAY,
    DASHES,
    MONTH_NAMES,
    ORDINAL_ENDINGS,
    SHORT_WEEKDAYS,
    WEEKDAY_NAMES,
    WEEKDAYS,
)
from auditor.rule import Rule
from auditor.text.counted import counted

YEARLESS_CONFIDENCE = 0.33
"""A mismatch without a year is advice: the one flag that was met on untouched news, an old message, was wrong. It is
Laplace's rule, as in auditor/precision.py. All 31 such mismatches that were put into slips-dev are found."""
_DEADLINE_WORDS = frozenset({"by", "until", "till", "through"})
"""Before a date, and before a month too: "by June 31 ships had come"."""
TWO_DIGIT_YEARS = 40
"""From this number on "December 86" may be a year; below it a day was meant."""


def find_wrong_weekdays(document: Document, rule: Rule) -> Iterator[Hit]:
    """A weekday beside a date that falls on another; without a year only near the day of publication."""
    for time in document.layer(find_times):
        if time.weekday is None or time.day is None or time.month is None or _in_list(document, time):
            continue
        if _is_cited(document, time):
            continue
        day = _named_day(document, time, rule.params["window_days"])
        if day is None or _fits(time, day):
            continue
        values = {
            "date": spell_day(day),
            "expected": _spell_weekday(day),
            "found": WEEKDAY_NAMES[time.weekday],
        }
        if time.year is None:
            yield Hit(rule, time.span, values=values, severity=Severity.INFO, confidence=YEARLESS_CONFIDENCE)
        else:
            yield Hit(rule, time.span, values=values)


def _spell_weekday(day: date) -> str:
    """The weekday of a date; that in the Julian calendar too, where a country still dated by it."""
    name, julian = WEEKDAY_NAMES[day.weekday()], WEEKDAY_NAMES[julian_weekday(day)]
    if day < GREGORIAN_SINCE:
        return julian
    return f"{name} (in the Julian calendar a {julian})" if day.year < ONE_CALENDAR_SINCE else name


def _named_day(document: Document, time: Time, window_days: int) -> date | None:
    """The day that `time` names; without a year only if it is near the article's own and no year nearby fits."""
    month, day = time.month or 1, time.day or 1
    if time.year is not None:
        found = day_interval(time.year, month, day)
        return found.first if found else None
    base = document.layer(find_anchor).day
    if base is None:
        return None
    years = [base.year + time.shift] if time.shift is not None else [base.year - 1, base.year, base.year + 1]
    days = [found.first for year in years if (found := day_interval(year, month, day))]
    nearest = min(days, key=lambda candidate: abs(candidate - base), default=None)
    if nearest is None or abs(nearest - base) > timedelta(window_days) or _other_year_fits(document, time):
        return None
    return nearest


def _fits(time: Time, day: date) -> bool:
    """Whether the weekday is that of the day in a calendar of its time, or of the second day of "May 3-5"."""
    last = day_interval(day.year, day.month, time.end_day) if time.end_day else None
    days = [day, *([last.first] if last else [])]
    return any(time.weekday in _weekdays(each) for each in days)


def _weekdays(day: date) -> set[int]:
    """The weekdays of a date in the calendars of its time."""
    julian, gregorian = {julian_weekday(day)}, {day.weekday()}
    if day < GREGORIAN_SINCE:
        return julian
    return gregorian | julian if day.year < ONE_CALENDAR_SINCE else gregorian


def _in_list(document: Document, time: Time) -> bool:
    """Whether another weekday shares the date: "Thursday and Friday, March 5 and 6"."""
    words = document.tokens.folded
    mark, before = words[time.first - 1 : time.first], words[time.first - 2 : time.first - 1]
    joined = bool(mark) and (mark[0] in DASHES or mark[0] in ("and", "or", "to", "through", "/", "&", ","))
    return joined and bool(before) and before[0] in ANY_WEEKDAY


def _is_cited(document: Document, time: Time) -> bool:
    """Whether the date alone stands between quotation marks: the text speaks of it, and may say that it is wrong."""
    quotation = document.quotation_at(time.span.start)
    return quotation is not None and quotation.span.end - quotation.span.start <= time.span.end - time.span.start + 3


def _other_year_fits(document: Document, time: Time) -> bool:
    """Whether the passage speaks of a year in which the date has this weekday."""
    block = document.block_index_at(time.span.start)
    for year in document.layer(_years_by_block).get(block, ()):
        found = day_interval(year, time.month or 1, time.day or 1)
        if found and _fits(time, found.first):
            return True
    return False


def _years_by_block(document: Document) -> dict[int, set[int]]:
    """The years that each block names, by the block's index."""
    years: dict[int, set[int]] = {}
    for time in document.layer(find_times):
        if time.year is not None:
            years.setdefault(document.block_index_at(time.span.start), set()).add(time.year)
    return years


def find_impossible_days(document: Document, rule: Rule) -> Iterator[Hit]:
    """A day that its month does not have."""
    for time in document.layer(find_times):
        if time.day is None or time.month is None or 1 <= time.day <= _most_days(time.month, time.year):
            continue
        if _is_date(document, time) and not _is_cited(document, time):
            yield Hit(rule, time.span, values={"expected": _spell_length(time.month, time.year)})


def _spell_length(month: int, year: int | None) -> str:
    """How many days the month has, as "February has 28 days in 2019"."""
    most, name = _most_days(month, year), MONTH_NAMES[month - 1]
    if month != FEBRUARY:
        return f"{name} has {counted(most, 'day')}"
    sure = year is not None and most == days_in_month(month, year)
    return f"{name} has {counted(most, 'day')} {f'in {year}' if sure else 'at most'}"


def _most_days(month: int, year: int | None) -> int:
    """How many days the month has, in that calendar of its time in which it has more."""
    if year is None or year >= ONE_CALENDAR_SINCE:
        return days_in_month(month, year)
    return julian_days_in_month(month, year)


def _is_date(document: Document, time: Time) -> bool:
    """Whether the number beside the month is a day for sure, and not a count or a year."""
    words = document.tokens.folded
    if time.year is not None or time.weekday is not None:
        return True
    before = words[time.first - 1] if time.first else ""
    after = words[time.last] if time.last < len(words) else ""
    if time.day is not None and time.day >= TWO_DIGIT_YEARS and before not in ("on", *WEEKDAYS, *SHORT_WEEKDAYS):
        return False
    if before in rule_words("opens_date") or before.endswith("'s"):
        return True
    if before == "in" or _is_marked(words, time):
        return before != "in"
    follows = not after.isalpha() or after in rule_words("follows_date")
    return follows or (before in _DEADLINE_WORDS and not after.endswith("s"))


def _is_marked(words: list[str], time: Time) -> bool:
    """Whether the month is abbreviated, as only before a day ("Sept. 31"), or the day is an ordinal ("31st")."""
    return any(word == "." or word in ORDINAL_ENDINGS for word in words[time.first : time.last])
