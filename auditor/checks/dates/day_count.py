"""Days that are counted and named at once: "the sixth day in a row, after Thursday and Friday"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.mentions.number_words import load_number_words
from auditor.mentions.times import Time, among, find_times
from auditor.mentions.times.vocabulary import WEEKDAY_NAMES
from auditor.rule import Rule
from auditor.text.counted import counted
from auditor.vocabulary import words
from auditor.window import Bounds, Window

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
    for match in _counts(document):
        counter, number = Window.over(document, Span(match.start(1), match.end())), _number(match[1])
        days = _days_after(counter)
        named = [time.weekday or 0 for time in days]
        if len(days) >= MIN_NAMED and _is_run(named) and number not in (0, len(days) + 1):
            yield DayCount(Window(document, counter.first, days[-1].last), number, named)


def _counts(document: Document) -> Iterator[re.Match[str]]:
    """The days in a row that are counted; quick where there are none."""
    counted_so = not words("dates/in a row").isdisjoint(document.tokens.counts)
    days = document.tokens.at({"day"}) if counted_so else []
    last = len(document.tokens)
    around = (Window(document, max(0, at - DAY_REACH), min(at + DAY_REACH, last)) for at in days)
    return filter(None, (RUN.search(document.folded, *window.span) for window in around))


def _number(word: str) -> int:
    """What an ordinal counts; 0 for another word."""
    return int(word[:-2]) if word[0].isdecimal() else load_number_words().ordinals.get(word, 0)


def _days_after(counter: Window) -> list[Time]:
    """The weekdays behind "after" with nothing but commas and "and" before each."""
    document, end, days = counter.document, counter.sentence.end, []
    at = counter.tokens.first_of(words("dates/after"), range(counter.end, min(end, counter.end + REACH)), end) + 1
    for time in takewhile(lambda time: time.is_weekday, among(document.layer(find_times), Bounds(at, end))):
        if not words("dates/between weekdays").issuperset(counter.tokens.folded[at : time.first]):
            break
        days.append(time)
        at = time.last
    return days


def _is_run(weekdays: Sequence[int]) -> bool:
    """Whether each is the day after the one before."""
    return all((later - weekday) % WEEK == 1 for weekday, later in pairwise(weekdays))


def tell(count: DayCount, rule: Rule) -> Hit:
    """The days that are named, and the one that follows them."""
    named = [WEEKDAY_NAMES[day] for day in count.named]
    values = {
        "found": f"day {count.number}",
        "other": f"{', '.join(named[:-1])} and {named[-1]}",
        "expected": f"{counted(len(named), 'day')}, so that the next is day {len(named) + 1}",
    }
    return Hit(rule, count.window.span, values=values)


DETECTOR = Detector(propose, tell)
