"""On which days somebody had an age that a text tells, and how old they were on days."""

from __future__ import annotations

from datetime import date, timedelta

from auditor.document import Document
from auditor.mentions.ages import NEWS, Age, Birth, find_births, is_same, obituary_of
from auditor.mentions.times import Interval, find_document_date, years_beside
from auditor.mentions.times.interval import FIRST_YEAR, LAST_YEAR
from auditor.vocabulary import words
from auditor.window import Window

YEAR = timedelta(366)


def ages_on(birth: Interval, days: Interval) -> range:
    """How old somebody born on one of the days of `birth` may be on one of `days`."""
    return range(_years(birth.last, days.first), _years(birth.first, days.last) + 1)


def _years(born: date, day: date) -> int:
    """How old somebody is on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def days_of(age: Age, birth: Birth) -> Interval | None:
    """The days on which somebody had an age; None where nothing says."""
    if birth.died:
        return birth.died if age.death or age.form == "is" else None
    named = _named_days(age.window)
    if not named:
        return _days_near_today(age, birth)
    return named[0] if age.death and len(named) == 1 else None


def _days_near_today(age: Age, birth: Birth) -> Interval | None:
    """The days around that of the article that an age without a day is told of."""
    today, since = age.window.document.layer(find_document_date).day, _since(age, birth)
    if today is None or since is None or not FIRST_YEAR < today.year < LAST_YEAR:
        return None
    return Interval(today - since, today + NEWS if age.form == "birthday" else today)


def _since(age: Age, birth: Birth) -> timedelta | None:
    """How long before the day of the article somebody had an age that is told without a day."""
    document = age.window.document
    if age.form == "birthday" or is_same(document, birth.who, obituary_of(document)):
        return NEWS
    if age.death:
        return None
    return YEAR if age.window.word_before in words("dates/turned") else timedelta(1)


def _named_days(window: Window) -> list[Interval]:
    """The times of a year in its sentence that are not those of a birth."""
    years = years_beside(window) if window.field == "text" else []
    births = window.document.layer(_tokens_of_births)
    return [each.days for each in years if each.first not in births]


def _tokens_of_births(document: Document) -> frozenset[int]:
    """The tokens that tell of births."""
    windows = (birth.window for birth in document.layer(find_births) if birth.window.field == "text")
    return frozenset(at for window in windows for at in range(window.first, window.end))
