"""The day an article was published on, or what its own words say of that day."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from auditor.document import Document
from auditor.mentions.times.finder import find_times
from auditor.mentions.times.interval import day_interval
from auditor.mentions.times.meaning import interval_of
from auditor.mentions.times.stance import Stance, stance_of
from auditor.mentions.times.time import Time

_URL_DATE = re.compile(r"[/_-]((?:19|20)\d\d)([/_-])(\d{1,2})\2(\d{1,2})(?=[/_.?-]|$)")
HEADER_LINES = 6
"""How many lines from the top may be the page's own date line."""
HEADER_TOKENS = 9
"""A date line has few words beside its date: "Published on Friday, Dec. 19, 2025 at 3:02"."""


class Anchor(NamedTuple):
    """The window of days in which the article was published."""

    earliest: date
    latest: date
    known: str
    """By what: "published", "url", "header", "dateline", "text" (only bounded), or "" (unknown)."""

    @property
    def day(self) -> date | None:
        """The day, where it is one."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def exact(self) -> bool:
        """Whether relative times can be resolved."""
        return self.earliest == self.latest


UNKNOWN = Anchor(date.min, date.max, "")


def find_anchor(document: Document) -> Anchor:
    """The day of publication as given, else as the address, a date line or the dateline say, else a window."""
    published = document.article.published_on
    if published is not None:
        return Anchor(published, published, "published")
    for known, find in (("url", _in_url), ("header", _in_header), ("dateline", _in_dateline)):
        day = find(document)
        if day is not None:
            return Anchor(day, day, known)
    return _window(document)


def _in_url(document: Document) -> date | None:
    match = _URL_DATE.search(document.article.url or "")
    found = day_interval(int(match[1]), int(match[3]), int(match[4])) if match and 1 <= int(match[3]) <= 12 else None
    return found.first if found else None


def find_header(document: Document) -> Time | None:
    """The date line above the article's prose, if it names a full day."""
    lines = document.lines[:HEADER_LINES]
    for time in document.layer(find_times):
        line = next((line for line in lines if line.contains(time.span)), None)
        if line is None:
            return None
        if time.complete and len(document.text[line.start : line.end].split()) <= HEADER_TOKENS:
            return time
    return None


def _in_header(document: Document) -> date | None:
    time = find_header(document)
    return _day_of(time) if time else None


def _in_dateline(document: Document) -> date | None:
    if document.dateline is None or document.dateline.date is None:
        return None
    where = document.dateline.date
    return next((_day_of(time) for time in document.layer(find_times) if time.span.overlaps(where)), None)


def _day_of(time: Time) -> date | None:
    if time.year is None or time.month is None or time.day is None:
        return None
    found = day_interval(time.year, time.month, time.day)
    return found.first if found else None


def _window(document: Document) -> Anchor:
    """Not before the last thing that the text tells as over; not after the last revision."""
    modified = document.article.modified
    latest = modified if modified is not None else date.max
    earliest = date.min
    for time in document.layer(find_times):
        told = interval_of(time)
        if told is not None and earliest < told.first <= latest and stance_of(document, time) is Stance.PAST:
            earliest = told.first
    known = "text" if (earliest, latest) != (date.min, date.max) else ""
    return Anchor(earliest, latest, known)
