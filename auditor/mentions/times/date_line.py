"""The day that a text gives itself: in the page's own date line near the top, or in the dateline of an agency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from auditor.document import Document
from auditor.mentions.times.finder import among, find_times
from auditor.mentions.times.time import Time
from auditor.vocabulary import words
from auditor.window import Bounds, Window

HEADER_LINES = 6
"""How many lines from the top may be the page's own date line."""
HEADER_TOKENS = 24
"""A date line is short: "Published on Friday, Dec. 19, 2025 at 3:02 p.m. EST"."""


def find_header(document: Document) -> Time | None:
    """The time in the page's own date line, a line near the top that says little else, if it names a full day."""
    lines = (Window.over(document, line) for line in document.lines[:HEADER_LINES])
    dated = (time for line in lines for time in _times_in(line) if time.complete and _is_date_line(line, time))
    return next(dated, None)


def _times_in(window: Window) -> Sequence[Time]:
    return among(window.document.layer(find_times), Bounds(window.first, window.end))


def _is_date_line(line: Window, time: Time) -> bool:
    """Whether nothing stands beside `time` but marks, clock times and the words of date lines."""
    if line.end - line.first > HEADER_TOKENS or time.last > line.end:
        return False
    folded = line.tokens.folded
    beside = folded[line.first : time.first] + folded[time.last : line.end]
    return all(not word.isalpha() or word in words("times/date line") for word in beside)


def find_dateline_time(document: Document) -> Time | None:
    """The time in the dateline of the first prose, if it has one."""
    if document.dateline is None or document.dateline.date is None:
        return None
    return next(iter(_times_in(Window.over(document, document.dateline.date))), None)


def day_of(time: Time | None) -> date | None:
    """The day that a time names by itself."""
    return time.day_in(time.year) if time and time.year else None
