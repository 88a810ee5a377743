"""The day an article was published on, or what its own words say of that day."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date, datetime
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.times.finder import find_times
from auditor.mentions.times.interval import find_day
from auditor.mentions.times.resolution import interval_of
from auditor.mentions.times.tense import Tense, telling_of
from auditor.mentions.times.time import Time
from auditor.vocabulary import words

_URL_DATE = re.compile(r"[/_-]((?:19|20)\d\d)([/_-])(\d{1,2})\2(\d{1,2})(?=[/_.?-]|$)")
HEADER_LINES = 6
"""How many lines from the top may be the page's own date line."""
HEADER_TOKENS = 24
"""A date line is short: "Published on Friday, Dec. 19, 2025 at 3:02 p.m. EST"."""


class DocumentDate(NamedTuple):
    """The window of days in which the article was published; both ends are included."""

    earliest: date
    latest: date
    known: str
    """By what: "published", "url", "header", "dateline", "text" (only bounded), or "" (unknown)."""

    @property
    def day(self) -> date | None:
        """The day, where it is known."""
        return self.earliest if self.earliest == self.latest else None


def find_document_date(document: Document) -> DocumentDate:
    """The day of publication as given, else as the address, a date line or the dateline say, else a window."""
    published = document.article.published_on
    if published is not None:
        return DocumentDate(published, published, "published")
    for known, find in (("url", _in_url), ("header", _in_header), ("dateline", _in_dateline)):
        day = find(document)
        if day is not None:
            return DocumentDate(day, day, known)
    return _window(document)


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


def revised_on(document: Document) -> date | None:
    """The day of the last revision, without its time."""
    modified = document.article.modified
    return modified.date() if isinstance(modified, datetime) else modified


def _in_url(document: Document) -> date | None:
    match = _URL_DATE.search(document.article.url or "")
    return find_day(int(match[1]), int(match[3]), int(match[4])) if match else None


def _in_header(document: Document) -> date | None:
    time = document.layer(find_header)
    return _day_of(time) if time else None


def _in_dateline(document: Document) -> date | None:
    if document.dateline is None or document.dateline.date is None:
        return None
    where = document.dateline.date
    return next((_day_of(time) for time in document.layer(find_times) if time.span.overlaps(where)), None)


def _day_of(time: Time) -> date | None:
    found = interval_of(time) if time.complete else None
    return found.first if found else None


def _window(document: Document) -> DocumentDate:
    """Not before the last thing that the text tells as over; not after its last revision, nor after the audit."""
    revised = revised_on(document)
    latest = min(revised or date.max, document.today or date.max)
    earliest = date.min
    for time in document.layer(find_times):
        told = _told_from(time, earliest)
        if told is not None and earliest < told <= latest and telling_of(time.window(document)).tense is Tense.PAST:
            earliest = told
    return DocumentDate(earliest, latest, "text" if revised or earliest > date.min else "")


def _told_from(time: Time, earliest: date) -> date | None:
    """The first day of what `time` names, which cannot be after publication if it is told as over.

    "Sept. 29 this year" is of the year of publication, so of `earliest`'s year or a later one.
    """
    if time.shift == 0 and time.month is not None and earliest > date.min:
        found = interval_of(time, earliest)
    else:
        found = interval_of(time)
    return found.first if found else None
