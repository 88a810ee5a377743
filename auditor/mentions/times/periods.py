"""Periods that a time is an end of: "May 2 - Jan. 4, 2024", "between May 2 and June 4"."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from itertools import pairwise
from operator import attrgetter

from auditor.document import Document
from auditor.mentions.times.finder import find_times
from auditor.mentions.times.resolution import interval_of
from auditor.mentions.times.tense import is_past_verb
from auditor.mentions.times.time import Time
from auditor.vocabulary import words
from auditor.window import Window


def is_of_period(window: Window, published: date) -> bool:
    """Whether a time is an end of a period to come that only stands beside a thing: "(May 2 - Jan. 4, 2024)"."""
    return any(_is_to_come(window, first, published) for first, _ in _periods(window))


def is_running(window: Window, published: date) -> bool:
    """Whether a time ends a period that had begun by the day of publication."""
    begun = [interval_of(first, published) for first, _ in _periods(window)]
    return any(days.first <= published for days in filter(None, begun))


def _periods(window: Window) -> list[tuple[Time, Time]]:
    """The first and the last end of those that the time is an end of."""
    times = window.document.layer(find_times)
    at = bisect_left(times, window.first, key=attrgetter("first"))
    return [pair for pair in pairwise(times[max(0, at - 1) : at + 2]) if _are_joined(window.document, *pair)]


def _are_joined(document: Document, first: Time, last: Time) -> bool:
    """Whether the words between two times, or before both, make them the ends of a range."""
    joint = " ".join(word for word in document.tokens.folded[first.last : last.first] if word != ",")
    if first.window(document).word_before == "between":
        return joint in words("dates/joints of between")
    return joint in words("dates/joints of ranges")


def _is_to_come(window: Window, first: Time, published: date) -> bool:
    """Whether a period had not begun, and no verb leads to it: "was shut May 4", "was shut from"."""
    begin = interval_of(first, published)
    lead = first.window(window.document).with_before(words("dates/before a period"), 1)
    return not is_past_verb(lead.word_before) and begin is not None and begin.first >= published
