"""What an article's own words say against the day on which it is said to have been published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from auditor.document import Document
from auditor.mentions.times.date_line import day_of, find_dateline_time, find_header
from auditor.mentions.times.dated import find_dated
from auditor.mentions.times.fact import ZONES, Fact, Given, Kind, is_notice, is_over
from auditor.mentions.times.finder import find_times
from auditor.mentions.times.interval import Interval
from auditor.mentions.times.office_facts import find_office_facts
from auditor.mentions.times.place import is_own
from auditor.mentions.times.promise import is_led, promise_of
from auditor.mentions.times.resolution import interval_of
from auditor.mentions.times.tense import telling_of
from auditor.mentions.times.time import Grain, Time
from auditor.mentions.times.weekday_facts import find_weekday_facts
from auditor.vocabulary import words

WEEK_AROUND = 8
"""Days within which an article calls a day yesterday, or by its weekday."""
OFF_LINE = timedelta(days=60)
"""A date line or dateline so far off is no earlier version's."""


def find_facts(document: Document, given: Given) -> list[Fact]:
    """All of them."""
    return [fact for find in FINDERS for fact in find(document, given)]


def _told(document: Document, given: Given) -> Iterator[Fact]:
    """Days and months told as over that come after publication and the last revision."""
    for dated in document.layer(find_dated):
        if dated.time.grain <= Grain.MONTH and given.is_before(dated.days):
            window = dated.window
            if is_over(window) and is_own(window) and not is_notice(window):
                posted = telling_of(window).sign == "signature"
                yield Fact(Kind.POST if posted else Kind.TOLD, window, dated.days, later=True)


def _promised(document: Document, given: Given) -> Iterator[Fact]:
    """Days told as still to come that were over."""
    if words("dates/promising").isdisjoint(document.tokens.counts):
        return
    for dated in document.layer(find_dated):
        over = dated.time.complete and given.published - dated.days.last >= ZONES
        if over and is_led(dated) and promise_of(dated) and not dated.window.quoted and is_own(dated.window):
            yield Fact(Kind.PROMISED, dated.window, dated.days, later=False)


def _own_days(document: Document, given: Given) -> Iterator[Fact]:
    """Days that the text itself calls today or yesterday, or puts in brackets behind a weekday, far off."""
    for time, shift in (*_bracketed(document), *_glossed(document)):
        day, window = day_of(time), time.window(document)
        if day is not None and abs((day - given.published).days - shift) > WEEK_AROUND and not window.quoted:
            yield Fact(Kind.OWN_DAY, window, Interval(day, day), later=day > given.published)


def _bracketed(document: Document) -> Iterator[tuple[Time, int]]:
    """The dates in brackets behind their weekday: "Wednesday (Aug. 15, 2018)"."""
    dated = (time for time in document.layer(find_times) if time.complete and time.weekday is not None)
    return ((time, 0) for time in dated if "(" in document.text[slice(*time.span)])


def _glossed(document: Document) -> Iterator[tuple[Time, int]]:
    """The dates right behind "today" or "yesterday", and how many days those are from the article's own."""
    for near, time in pairwise(document.layer(find_times)):
        beside = document.tokens.folded[near.last : time.first] in (["("], [","])
        if beside and time.complete and _is_day_beside(near):
            yield time, near.shift or 0


def _is_day_beside(time: Time) -> bool:
    """Whether it is "today" or "yesterday"."""
    return time.grain is Grain.DAY and time.weekday is None and time.shift is not None


def _lines(document: Document, given: Given) -> Iterator[Fact]:
    """The page's own date line, and the dateline, that are months away."""
    lines = filter(None, (document.layer(find_header), document.layer(find_dateline_time)))
    for time in lines:
        days = interval_of(time, given.published) if time.day is not None else None
        if days is not None and _is_far(days, given) and not is_notice(time.window(document)):
            yield Fact(Kind.LINE, time.window(document), days, later=days.first > given.published)


def _is_far(days: Interval, given: Given) -> bool:
    return all(abs(days.first - day) >= OFF_LINE for day in given)


FINDERS: Sequence[Callable[[Document, Given], Iterator[Fact]]] = (
    _told, _promised, _own_days, _lines, find_weekday_facts, find_office_facts,
)  # fmt: skip
