"""The day that a text gives itself: in the page's own date line near the top, or in the dateline of an agency."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.times.finder import find_times
from auditor.mentions.times.resolution import interval_of
from auditor.mentions.times.time import Time
from auditor.vocabulary import words

HEADER_LINES = 6
"""How many lines from the top may be the page's own date line."""
HEADER_TOKENS = 24
"""A date line is short: "Published on Friday, Dec. 19, 2025 at 3:02 p.m. EST"."""


def find_header(document: Document) -> Time | None:
    """The time in the page's own date line, a line near the top that says little else, if it names a full day."""
    lines = document.lines[:HEADER_LINES]
    for time in document.layer(find_times):
        line = next((line for line in lines if line.contains(time.span)), None)
        if line is None:
            return None
        if time.complete and _is_date_line(document, line, time):
            return time
    return None


def _is_date_line(document: Document, line: Span, time: Time) -> bool:
    """Whether nothing stands beside `time` but marks, clock times and the words of date lines."""
    starts = document.tokens.starts
    first, last = bisect_left(starts, line.start), bisect_left(starts, line.end)
    if last - first > HEADER_TOKENS:
        return False
    beside = document.tokens.folded[first : time.first] + document.tokens.folded[time.last : last]
    return all(not word.isalpha() or word in words("times/date line") for word in beside)


def find_dateline_time(document: Document) -> Time | None:
    """The time in the dateline of the first prose, if it has one."""
    if document.dateline is None or document.dateline.date is None:
        return None
    where = document.dateline.date
    return next((time for time in document.layer(find_times) if time.span.overlaps(where)), None)


def day_of(time: Time | None) -> date | None:
    """The day that a time names by itself."""
    found = interval_of(time) if time and time.complete else None
    return found.first if found else None
