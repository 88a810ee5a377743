"""Times whose year the text itself gives, with the days that they name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from auditor.document import Document
from auditor.mentions.times.finder import find_times, find_title_times
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
    times, (start, stop) = window.document.layer(find_times), window.sentence
    first = bisect_left(times, start, key=attrgetter("first"))
    return times[first : bisect_left(times, stop, first, key=attrgetter("first"))]


def dated_beside(window: Window) -> Sequence[Dated]:
    """Those of them whose year the text gives."""
    dated, (start, stop) = window.document.layer(find_dated), window.sentence
    first = bisect_left(dated, start, key=attrgetter("window.first"))
    return dated[first : bisect_left(dated, stop, first, key=attrgetter("window.first"))]
