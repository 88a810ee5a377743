"""What an article's own words say against the day on which it is said to have been published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from auditor.document import Document
from auditor.mentions.times.date_line import find_dateline_time, find_header
from auditor.mentions.times.dated import Dated, find_dated
from auditor.mentions.times.fact import ZONES, Fact, Given, Kind, is_notice, is_over
from auditor.mentions.times.interval import Interval
from auditor.mentions.times.office_facts import find_office_facts
from auditor.mentions.times.periods import is_running
from auditor.mentions.times.place import is_own
from auditor.mentions.times.promise import is_led, promise_of
from auditor.mentions.times.resolution import interval_of
from auditor.mentions.times.tense import telling_of
from auditor.mentions.times.time import Grain
from auditor.mentions.times.vocabulary import DAY_SHIFTS
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
            over = is_over(window) and not is_running(window, given.published)
            if over and is_own(window) and not is_notice(window):
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
    for dated in document.layer(find_dated):
        shift, off = _shift_of(dated), (dated.days.first - given.published).days
        if shift is not None and dated.time.complete and abs(off - shift) > WEEK_AROUND and not dated.window.quoted:
            yield Fact(Kind.OWN_DAY, dated.window, dated.days, later=off > 0)


def _shift_of(dated: Dated) -> int | None:
    """How many days a day is from the article's own, as "Wednesday (Aug. 15, 2018)" or "yesterday, Aug. 15" says."""
    if dated.time.weekday is not None and "(" in dated.window.words:
        return 0
    *_, gloss, mark = ("", "", *dated.window.before(2))
    return DAY_SHIFTS.get(gloss) if mark in ("(", ",") else None


def _lines(document: Document, given: Given) -> Iterator[Fact]:
    """The page's own date line, and the dateline, that are months away."""
    for time in filter(None, (document.layer(find_header), document.layer(find_dateline_time))):
        days, window = interval_of(time, given.published), time.window(document)
        if days and _is_far(days, given) and not is_notice(window):
            yield Fact(Kind.LINE, window, days, later=days.first > given.published)


def _is_far(days: Interval, given: Given) -> bool:
    return all(abs(days.first - day) >= OFF_LINE for day in given)


FINDERS: Sequence[Callable[[Document, Given], Iterator[Fact]]] = (
    _told, _promised, _own_days, _lines, find_weekday_facts, find_office_facts,
)  # fmt: skip
