"""The day an article was published on, or what its own words say of that day."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from auditor.document import Document
from auditor.mentions.times.contradiction import find_contradiction
from auditor.mentions.times.date_line import day_of, find_dateline_time, find_header
from auditor.mentions.times.finder import find_times
from auditor.mentions.times.interval import find_day
from auditor.mentions.times.resolution import interval_of
from auditor.mentions.times.tense import Tense, telling_of

_URL_DATE = re.compile(r"[/_-]((?:19|20)\d\d)([/_-])(\d{1,2})\2(\d{1,2})(?=[/_.?-]|$)")


class DocumentDate(NamedTuple):
    """The window of days in which the article was published; both ends are included."""

    earliest: date
    latest: date
    known: str
    """By what: "published", "url", "header", "dateline", "text" (only bounded), "contradicted" (the article's own facts
    contradict the day given), or "" (unknown)."""

    @property
    def day(self) -> date | None:
        """The day, where it is known."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def published(self) -> date | None:
        """The day of publication as given, unless it is contradicted."""
        return self.earliest if self.known == "published" else None


def find_document_date(document: Document) -> DocumentDate:
    """The day of publication as given, else as the address, a date line or the dateline say, else a window.

    Where the article's own facts contradict the day given, it is held against none.
    """
    published = document.article.published_on
    if document.layer(find_contradiction) is not None:
        return _window(document)._replace(known="contradicted")
    if published is not None:
        return DocumentDate(published, published, "published")
    for known, find in (("url", _in_url), ("header", _in_header), ("dateline", _in_dateline)):
        day = find(document)
        if day is not None:
            return DocumentDate(day, day, known)
    return _window(document)


def _in_url(document: Document) -> date | None:
    match = _URL_DATE.search(document.article.url or "")
    return find_day(int(match[1]), int(match[3]), int(match[4])) if match else None


def _in_header(document: Document) -> date | None:
    return day_of(document.layer(find_header))


def _in_dateline(document: Document) -> date | None:
    return day_of(document.layer(find_dateline_time))


def _window(document: Document) -> DocumentDate:
    """Not before the last thing that the text tells as over; not after its last revision, nor after the audit."""
    revised = document.article.revised_on
    latest = min(revised or date.max, document.today or date.max)
    earliest = _last_told(document, latest)
    return DocumentDate(earliest, latest, "text" if revised or earliest > date.min else "")


def _last_told(document: Document, latest: date) -> date:
    """The first day of the last time that is told as over and not after `latest`; the first of all days without one."""
    earliest = date.min
    for time in document.layer(find_times):
        # "Sept. 29 this year" is of the year of publication, so of that of what is over, or a later one.
        days = interval_of(time, earliest if time.month and time.shift == 0 else None)
        if days and earliest < days.first <= latest and telling_of(time.window(document)).tense is Tense.PAST:
            earliest = days.first
    return earliest
