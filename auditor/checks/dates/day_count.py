"""Days that are counted and named at once: "the sixth day in a row, after Thursday and Friday"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import partial
from itertools import pairwise, starmap, takewhile
from typing import NamedTuple

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.mentions.number_words import load_number_words
from auditor.mentions.times import Time, find_times
from auditor.mentions.times.vocabulary import WEEKDAY_NAMES
from auditor.rule import Rule
from auditor.text.counted import counted
from auditor.vocabulary import words
from auditor.window import Window

RUN = re.compile(
    r"\b([a-z]{4,10}|\d{1,2}(?:st|nd|rd|th))\s+(?:(?:consecutive|straight|successive)\s+day|day\s+(?:in\s+a\s+row|running|in\s+succession))\b"
)
"""As "the sixth day in a row", "a third straight day", "the 4th day running"."""
REACH = 12
"""Tokens between the count and "after"."""
DAY_REACH = 4
"""Tokens on either side of "day" that count it: "3rd straight day", "day in a row"."""
MIN_NAMED = 2
"""One weekday after "after" may be the day of something else."""
WEEK = 7


class DayCount(NamedTuple):
    """A count of days in a row that are not as many as are named."""

    window: Window
    """From the count to the last of the days before."""
    number: int
    named: list[int]
    """The weekdays before, in order."""


def propose(document: Document, rule: Rule) -> Iterator[DayCount]:
    """Each count of days in a row that does not follow from the weekdays named after "after"."""
    for counter, number in _counters(document):
        days = _days_after(counter)
        if days and number not in (0, len(days) + 1):
            yield DayCount(Window(document, counter.first, days[-1].last), number, list(map(_weekday, days)))


def _counters(document: Document) -> Iterator[tuple[Window, int]]:
    """The days in a row that are counted, and their numbers."""
    counted_so = not words("dates/in a row").isdisjoint(document.tokens.counts)
    for at in document.tokens.at({"day"}) if counted_so else ():
        starts = document.tokens.starts
        near = starts[max(0, at - DAY_REACH)], starts[min(at + DAY_REACH, len(starts) - 1)]
        match = RUN.search(document.folded, *near)
        if match is not None:
            yield Window.over(document, Span(match.start(1), match.end())), _number(match[1])


def _number(word: str) -> int:
    """What an ordinal counts; 0 for another word."""
    return int(word[:-2]) if word[0].isdecimal() else load_number_words().ordinals.get(word, 0)


def _days_after(counter: Window) -> list[Time]:
    """The weekdays right behind "after" that follow each other, if there are several."""
    behind = counter.after(REACH)
    leads = [at for at, word in enumerate(behind, counter.end + 1) if word in words("dates/after")]
    listed = _listed_from(counter, leads[0]) if leads else []
    is_run = len(listed) >= MIN_NAMED and all(starmap(_follow, pairwise(listed)))
    return listed if is_run else []


def _listed_from(counter: Window, begun: int) -> list[Time]:
    """The weekdays of a sentence that stand one by one from a token on."""
    times = counter.document.layer(find_times)
    first = bisect_left(times, begun, key=lambda time: time.first)
    days = list(takewhile(_is_weekday, times[first : first + WEEK]))
    if not days or days[0].first != begun:
        return []
    joined = takewhile(partial(_goes_on, counter.tokens.folded), pairwise(days))
    return [days[0], *(later for _, later in joined)]


def _goes_on(folded: list[str], pair: tuple[Time, Time]) -> bool:
    """Whether nothing but commas and "and" stands between two times."""
    return words("dates/between weekdays").issuperset(folded[pair[0].last : pair[1].first])


def _is_weekday(time: Time) -> bool:
    """Whether it is a weekday alone."""
    return time.weekday is not None and (time.day, time.shift) == (None, None)


def _follow(one: Time, other: Time) -> bool:
    """Whether the second is the day after the first."""
    return _weekday(other) == (_weekday(one) + 1) % WEEK


def _weekday(time: Time) -> int:
    """Its weekday, Monday where it has none."""
    return time.weekday or 0


def tell(count: DayCount, rule: Rule) -> Hit:
    """The days that are named, and the one that follows them."""
    named = [WEEKDAY_NAMES[day] for day in count.named]
    values = {
        "found": f"day {count.number}",
        "other": f"{', '.join(named[:-1])} and {named[-1]}",
        "expected": f"{counted(len(named), 'day')}, so that the next is day {len(named) + 1}",
    }
    return Hit(rule, count.window.span, values=values)


FEATURES = {"number": lambda count: count.number, "named": lambda count: len(count.named)}
DETECTOR = Detector(propose, tell, FEATURES)
