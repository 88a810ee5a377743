"""Days that are counted and named at once: "the sixth day in a row, after Thursday and Friday"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
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
    for match in RUN.finditer(document.folded) if "day" in document.tokens.counts else ():
        number = _number(match[1])
        counter = Window.over(document, Span(match.start(1), match.end()))
        days = _days_after(counter)
        if number and len(days) >= MIN_NAMED and number != len(days) + 1:
            yield DayCount(Window(document, counter.first, days[-1].last), number, [day.weekday or 0 for day in days])


def _number(word: str) -> int | None:
    return int(word[:-2]) if word[0].isdecimal() else load_number_words().ordinals.get(word)


def _days_after(counter: Window) -> list[Time]:
    """The weekdays that stand one behind the other right behind "after", if they follow each other."""
    leads = (at for at, word in enumerate(counter.after(REACH), counter.end + 1) if word in words("dates/after"))
    begun = next(leads, counter.sentence.end)
    times = counter.document.layer(find_times)
    days = [time for time in times if begun <= time.first < counter.sentence.end]
    listed = days[:1] if days and days[0].first == begun else []
    for one, other in pairwise(days if listed else []):
        if not words("dates/between weekdays").issuperset(counter.tokens.folded[one.last : other.first]):
            break
        listed.append(other)
    return listed if all(map(_is_weekday, listed)) and all(_follow(*pair) for pair in pairwise(listed)) else []


def _is_weekday(time: Time) -> bool:
    return time.weekday is not None and time.day is None and time.shift is None


def _follow(one: Time, other: Time) -> bool:
    return ((other.weekday or 0) - (one.weekday or 0)) % WEEK == 1


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
