"""Days without a year that the day of the document and their weekday fix."""

from __future__ import annotations

from datetime import date

from auditor.document import Document
from auditor.mentions.times.dated import Dated
from auditor.mentions.times.document_date import find_document_date
from auditor.mentions.times.finder import find_times
from auditor.mentions.times.resolution import interval_of
from auditor.mentions.times.time import Time

DAYS_NEAR = 45
"""So near to the day of the document a day without a year is of that time: of 331 on untouched news 4 were not."""


def find_fixed(document: Document) -> list[Dated]:
    """Days of the text without a year that their weekday fixes: those near the day of the document that fall on it."""
    base = document.layer(find_document_date).day
    told = filter(_is_fixed, document.layer(find_times)) if base else ()
    placed = (Dated(time.window(document), time, days) for time in told if (days := interval_of(time, base)))
    return [each for each in placed if base and _falls_near(each, base)]


def _is_fixed(time: Time) -> bool:
    """Whether it is a day with its weekday, of no year that is told."""
    return time.weekday is not None and time.day is not None and not (time.year or time.shift or time.end_day)


def _falls_near(dated: Dated, base: date) -> bool:
    """Whether the day has its weekday near `base`."""
    day = dated.days.first
    return day.weekday() == dated.time.weekday and abs((day - base).days) <= DAYS_NEAR
