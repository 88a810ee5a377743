"""Times whose year the text itself gives, with the days that they name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from auditor.document import Document
from auditor.mentions.times.document_date import find_document_date
from auditor.mentions.times.finder import find_times, find_title_times
from auditor.mentions.times.interval import Interval
from auditor.mentions.times.numeric_date import numeric_interval
from auditor.mentions.times.resolution import interval_of
from auditor.mentions.times.time import Time
from auditor.window import Window

DAYS_NEAR = 45
"""So near to the day of the document a day without a year is of that time: of 331 on untouched news 4 were not."""


class Dated(NamedTuple):
    """A time, and its days."""

    window: Window
    time: Time
    days: Interval

    @property
    def year(self) -> int:
        """The year that the text gives."""
        return self.time.year or self.days.first.year


def find_dated(document: Document) -> list[Dated]:
    """Those of the text, in order; a day that its month does not have is none."""
    return _dated(document, document.layer(find_times), "text")


def find_title_dated(document: Document) -> list[Dated]:
    """Those of the field "title"."""
    return _dated(document, document.layer(find_title_times) if document.own_title else (), "title")


def _dated(document: Document, times: Iterable[Time], field: str) -> list[Dated]:
    named = (time for time in times if time.year is not None or time.numeric)
    placed = (_place(Window(document, time.first, time.last, field), time) for time in named)
    return list(filter(None, placed))


def _place(window: Window, time: Time) -> Dated | None:
    days = numeric_interval(window) if time.numeric else interval_of(time)
    return Dated(window, time, days) if days else None


def find_fixed(document: Document) -> list[Dated]:
    """Days of the text without a year that their weekday fixes: those near the day of the document that fall on it."""
    base = document.layer(find_document_date).day
    told = (time for time in document.layer(find_times) if base and _is_fixed(time))
    placed = ((Window(document, time.first, time.last), time, interval_of(time, base)) for time in told)
    return [
        Dated(window, time, days)
        for window, time, days in placed
        if base and days and days.first.weekday() == time.weekday and abs((days.first - base).days) <= DAYS_NEAR
    ]


def _is_fixed(time: Time) -> bool:
    alone = time.year is None and time.shift is None and time.end_day is None
    return alone and time.weekday is not None and time.day is not None
