"""Times whose year the text itself gives, with the days that they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from auditor.document import Document
from auditor.mentions.times.finder import among, find_times, find_title_times
from auditor.mentions.times.interval import Interval
from auditor.mentions.times.numeric_date import numeric_interval
from auditor.mentions.times.resolution import interval_of
from auditor.mentions.times.time import Time
from auditor.window import Window


class Dated(NamedTuple):
    """A time, and its days."""

    window: Window
    time: Time
    days: Interval

    @property
    def first(self) -> int:
        """Index of its first token."""
        return self.window.first

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


def find_years(document: Document) -> list[Dated]:
    """Those of the text that are a year, or a part of a year that they name."""
    return [dated for dated in document.layer(find_dated) if dated.time.of_a_year]


def _dated(document: Document, times: Iterable[Time], field: str) -> list[Dated]:
    """Those of `times` whose year is given and that name days."""
    named = (time for time in times if time.year is not None or time.numeric)
    placed = (_place(Window(document, time.first, time.last, field), time) for time in named)
    return list(filter(None, placed))


def _place(window: Window, time: Time) -> Dated | None:
    """A time with its days, if it names any."""
    days = numeric_interval(window) if time.numeric else interval_of(time)
    return Dated(window, time, days) if days else None


def times_beside(window: Window) -> Sequence[Time]:
    """The times in the sentence of a passage of the text."""
    return among(window.document.layer(find_times), window.sentence)


def years_beside(window: Window) -> Sequence[Dated]:
    """Those of them that name a year."""
    return among(window.document.layer(find_years), window.sentence)
