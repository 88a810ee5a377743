"""Statements whose end comes before their beginning."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.times import Grain, Time, find_document_date, find_times, interval_of
from auditor.mentions.times.vocabulary import DASHES, DAYS
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

GOVERNOR_REACH = 4
"""How many words before a date its verb may stand: "died there in"."""
JOINTS = {"from": "dates/joints of from", "between": "dates/joints of between"}
"""What joins the ends of a range, by the word that opens it."""
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
    whole = Window(document, first.first, second.last)
    joint = [word for word in first.window(document).between(second.window(document)) if word != ","]
    before = whole.before(2)
    skipped = sum(word in words("dates/before an end") for word in before[-1:])
    opener = "".join(before[-1 - skipped : len(before) - skipped])
    begin, end = document.text[slice(*first.span)], document.text[slice(*second.span)]
    if _joins(opener, joint):
        window = Window(document, whole.first - 1 - skipped, whole.end)
        yield Range(window, begin, end, opener, past=_is_past_year(document, first))
    elif (opener, whole.word_after) == ("(", ")") and joint and DASHES.issuperset(joint):
        yield Range(whole, begin, end, opener)


def _joins(opener: str, joint: list[str]) -> bool:
    return opener in JOINTS and len(joint) == 1 and joint[0] in words(JOINTS[opener])


def _is_past_year(document: Document, time: Time) -> bool:
    base = document.layer(find_document_date).day
    return time.grain == Grain.YEAR and base is not None and (time.year or base.year) < base.year


def _day_ranges(document: Document, time: Time, day: int) -> Iterator[Range]:
    """A range of days in one month: "between 14 and 10 February", "from May 14 to 10"."""
    here = time.window(document)
    if time.end_day is not None:
        opened, begin, end, joint = time.first - 1, day, time.end_day, here.words
    else:
        before = ["", "", "", *here.before(3)][-3:]
        opened, begin, end, joint = time.first - 3, DAYS.get(before[1], 0), day, before[2:]
    window = Window(document, max(0, opened), time.last)
    opener = window.words[0]
    if begin > end and any(_joins(opener, [word]) for word in joint):
        yield Range(window, str(begin), str(end), opener, begin - end)


def _is_reversed(first: Time, second: Time) -> bool:
    """Whether the second lies wholly before the first; without years only within one month."""
    if {first.year, second.year} == {None}:
        same_month = first.month == second.month and first.end_day is None
        return same_month and (first.day or 0) > (second.day or 0) > 0
    begin, end = interval_of(first), interval_of(second)
    return begin is not None and end is not None and end.last < begin.first


def tell_range(found: Range, rule: Rule) -> Hit:
    """Both ends as they are written."""
    return Hit(rule, found.window.span, values={"date": found.begin, "other": found.end})


class Order(NamedTuple):
    """A beginning and an end that comes before it."""

    window: Window
    first: Time
    second: Time
    joint: list[str]
    """The words from the first date to the verb of the second."""


def propose_orders(document: Document, rule: Rule) -> Iterator[Order]:
    """Each end that is dated before the beginning told just before it: "opened in 1998 and closed in 1995"."""
    ends = document.tokens.at(words("dates/ends"))
    for first, second in pairwise(document.layer(find_times)) if ends else ():
        if _is_reversed(first, second):
            begun = _governor(first.window(document), words("dates/beginnings"))
            ended = _governor(second.window(document), words("dates/ends"))
            if begun is not None and ended is not None and first.last <= ended:
                joint = document.tokens.folded[first.last : ended]
                yield Order(Window(document, begun, second.last), first, second, joint)


def _governor(window: Window, verbs: frozenset[str]) -> int | None:
    """The token of the one of `verbs` that a date belongs to: nothing but words stand between."""
    before = window.before(GOVERNOR_REACH)
    while before and before[-1].isalpha() and before[-1] not in verbs:
        before.pop()
    found = bool(before) and before[-1] in verbs
    return window.first - len(window.before(GOVERNOR_REACH)) + len(before) - 1 if found else None


def tell_order(order: Order, rule: Rule) -> Hit:
    """Both dates, with the passage of the beginning."""
    text = order.window.document.text
    begin, end = (text[slice(*time.span)] for time in (order.first, order.second))
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
