"""Statements whose end comes before their beginning."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import NamedTuple

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.times import Grain, Time, find_document_date, find_times, interval_of
from auditor.mentions.times.vocabulary import DAYS
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

GOVERNOR_REACH = 4
"""How many words before a date its verb may stand: "died there in"."""
JOINTS = {"from": "dates/joints of from", "between": "dates/joints of between", "(": "dates/joints of brackets"}
"""What joins the ends of a range, by the word or mark that opens it."""
LONGEST_JOINT = 2
"""Tokens between the ends of a range: ", to"."""


class Range(NamedTuple):
    """A range that runs backwards."""

    window: Window
    begin: str
    end: str
    opener: str
    """"from", "between", or "(" for one in brackets."""
    days_back: int = 0
    """By how many days, if it is one of days of one month."""
    past: bool = False
    """Whether it begins in a year before that of the document."""


def propose_ranges(document: Document, rule: Rule) -> Iterator[Range]:
    """Each range that ends before it begins: "from 2009 to 2006", "between 14 and 10 February"."""
    times = document.layer(find_times)
    for first, second in pairwise(times):
        if second.first - first.last <= LONGEST_JOINT and _is_reversed(first, second):
            yield from _ranges(document, first, second)
    for time in times:
        if time.day is not None and time.weekday is None:
            yield from _day_ranges(document, time, time.day)


def _ranges(document: Document, first: Time, second: Time) -> Iterator[Range]:
    """The range of two times that stand side by side, if a word or a bracket opens it."""
    begin, end = first.window(document), second.window(document)
    whole = begin.through(end)
    whole = whole._replace(first=whole.first - (whole.word_before in words("dates/before an end")))
    opener, joint = whole.word_before, [word for word in begin.between(end) if word != ","]
    closed = opener != "(" or whole.word_after == ")"
    if closed and len(joint) == 1 and _joins(opener, joint[0]):
        past = first.grain is Grain.YEAR and first.year in range(document.layer(find_document_date).earliest.year)
        window = whole._replace(first=whole.first - (opener != "("))
        yield Range(window, begin.quote, end.quote, opener, past=past)


def _joins(opener: str, joint: str) -> bool:
    return opener in JOINTS and joint in words(JOINTS[opener])


def _day_ranges(document: Document, time: Time, day: int) -> Iterator[Range]:
    """A range of days in one month: "between 14 and 10 February", "from May 14 to 10"."""
    window = Window(document, max(0, time.first - (1 if time.end_day else 3)), time.last)
    opener, number, *_ = window.words
    begin, end = (day, time.end_day) if time.end_day else (DAYS.get(number, 0), day)
    if begin > end and opener != "(" and any(_joins(opener, word) for word in window.words):
        yield Range(window, str(begin), str(end), opener, begin - end)


def _is_reversed(first: Time, second: Time) -> bool:
    """Whether the second lies wholly before the first; without years only within one month."""
    if first.year is None and second.year is None:
        return first.month == second.month and (first.day or 0) > (second.day or 0) > 0
    begin, end = interval_of(first), interval_of(second)
    return begin is not None and end is not None and end.last < begin.first


def tell_range(found: Range, rule: Rule) -> Hit:
    """Both ends as they are written."""
    return Hit(rule, found.window.span, values={"date": found.begin, "other": found.end})


class Order(NamedTuple):
    """A beginning and an end that comes before it."""

    window: Window
    first: Window
    """The date of the beginning."""
    second: Window
    joint: list[str]
    """The words from the first date to the verb of the second."""


def propose_orders(document: Document, rule: Rule) -> Iterator[Order]:
    """Each end that is dated before the beginning told just before it: "opened in 1998 and closed in 1995"."""
    ends = document.tokens.at(words("dates/ends"))
    for first, second in pairwise(document.layer(find_times)) if ends else ():
        if _is_reversed(first, second):
            begin, end = first.window(document), second.window(document)
            begun, ended = _governor(begin, words("dates/beginnings")), _governor(end, words("dates/ends"))
            if min(begun, ended) >= 0:
                joint = document.tokens.folded[begin.end : ended]
                yield Order(Window(document, begun, end.end), begin, end, joint)


def _governor(date: Window, verbs: frozenset[str]) -> int:
    """The token of the one of `verbs` that a date belongs to, nothing but words between; -1 if it belongs to none."""
    before = takewhile(str.isalpha, date.before(GOVERNOR_REACH)[::-1])
    return next((date.first - step for step, word in enumerate(before, 1) if word in verbs), -1)


def tell_order(order: Order, rule: Rule) -> Hit:
    """Both dates, with the passage of the beginning."""
    begin, end = order.first.quote, order.second.quote
    evidence = (Evidence("said to have begun", span=order.first.span, quote=begin),)
    return Hit(rule, order.window.span, values={"date": begin, "other": end}, evidence=evidence)


RANGES = Detector(
    propose_ranges,
    tell_range,
    {
        "opener": lambda found: found.opener,
        "days-back": lambda found: found.days_back,
        "past-year": lambda found: found.past,
    },
)
ORDERS = Detector(
    propose_orders, tell_order, {"one-subject": lambda order: words("dates/joining").issuperset(order.joint)}
)
