"""Counts of years that do not come out: anniversaries and distances beside the year that they count from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import inf
from typing import NamedTuple

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.mentions.times import (
    Dated,
    Grain,
    Time,
    dated_beside,
    find_dated,
    find_document_date,
    find_times,
    interval_of,
    times_beside,
)
from auditor.rule import Rule
from auditor.text.counted import counted
from auditor.vocabulary import words
from auditor.window import Window

CELEBRATING_REACH = 6
"""Tokens between "celebrated" and the count of years."""
ORDINAL_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "fifteenth": 15, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
_ORDINAL = rf"\b(\d{{1,4}}(?=st|nd|rd|th)|{'|'.join(ORDINAL_WORDS)})(?:st|nd|rd|th)?\s+"
ANNIVERSARY = re.compile(rf"{_ORDINAL}anniversary\s+of\b")
BIRTHDAY = re.compile(rf"{_ORDINAL}(?:anniversary|birthday|jubilee)\b(?!\s+of\b)")
YEARS_SINCE = re.compile(r"\b(\d{1,3})\s+years\s+(?:since|after)\b")


class Count(NamedTuple):
    """A count of years that is not that from the year beside it to the article's own."""

    counter: Window
    """The count."""
    dated: Dated
    """The year."""
    base: date
    kind: str
    """"anniversary", "founding", "since" or "distance"."""
    number: int

    @property
    def window(self) -> Window:
        """From the count to the year, or the other way round."""
        first, last = sorted((self.counter, self.dated.window), key=lambda window: window.first)
        return Window(first.document, first.first, max(first.end, last.end))

    @property
    def missed(self) -> int:
        """Years that it is too many or too few."""
        return abs(self.base.year - self.dated.year - self.number)


def propose(document: Document, rule: Rule) -> Iterator[Count]:
    """Anniversaries and distances that do not agree with the year beside them."""
    base = document.layer(find_document_date).day
    if base is not None:
        for find in (_anniversaries, _foundings, _since, _distances):
            yield from (count for count in find(document, base) if count.missed)


def _anniversaries(document: Document, base: date) -> Iterator[Count]:
    """Each "20th anniversary of" before a year of its sentence."""
    for counter, number in _counters(document, "anniversary", ANNIVERSARY):
        yield from (Count(counter, each, base, "anniversary", number) for each in _years_behind(counter)[:1])


def _foundings(document: Document, base: date) -> Iterator[Count]:
    """Each "20th anniversary" or "20th birthday" in the sentence of "founded in 1998"."""
    counts = document.tokens.counts.keys()
    cues = words("dates/birthdays") & counts if words("dates/founding") & counts else frozenset()
    for counter, number in _counters(document, min(cues), BIRTHDAY) if cues else ():
        founded = [each for each in _in_sentence(counter) if _is_founding(each.window)]
        yield from (Count(counter, each, base, "founding", number) for each in founded[:1])


def _is_founding(year: Window) -> bool:
    """Whether "founded in" or the like stands before a year."""
    verb, lead = ["", "", *year.before(2)][-2:]
    return lead == "in" and verb in words("dates/founding")


def _since(document: Document, base: date) -> Iterator[Count]:
    """Each "marked 20 years since the flood of 1998"."""
    celebrated = not words("dates/celebrating").isdisjoint(document.tokens.counts)
    for counter, number in _counters(document, "years", YEARS_SINCE) if celebrated else ():
        if not words("dates/celebrating").isdisjoint(counter.before(CELEBRATING_REACH)):
            yield from (Count(counter, each, base, "since", number) for each in _years_behind(counter)[:1])


def _distances(document: Document, base: date) -> Iterator[Count]:
    """Years ago beside the year itself: "10 years ago, in 2005"."""
    times = document.layer(find_times) if "ago" in document.tokens.counts else []
    dated = {each.window.first: each for each in document.layer(find_dated)}
    for ago, beside in filter(_is_distance, (*pairwise(times), *pairwise(times[::-1]))):
        if beside.first in dated:
            yield Count(ago.window(document), dated[beside.first], base, "distance", ago.years_ago)


def _is_distance(pair: tuple[Time, Time]) -> bool:
    """Whether the first is a count of years ago, the second a time of a year."""
    return bool(pair[0].years_ago) and pair[1].of_a_year


def _counters(document: Document, cue: str, pattern: re.Pattern[str]) -> Iterator[tuple[Window, int]]:
    """The passages that `pattern` matches, and their counts; none without the word `cue`."""
    for match in pattern.finditer(document.folded) if cue in document.tokens.counts else ():
        number = ORDINAL_WORDS.get(match[1]) or int(match[1])
        yield Window.over(document, Span(match.start(1), match.end())), number


def _in_sentence(window: Window) -> Sequence[Dated]:
    """The times of a year in its sentence, at most of one."""
    return [each for each in dated_beside(window) if each.time.of_a_year]


def _years_behind(counter: Window) -> Sequence[Dated]:
    """The times of a year behind a count, in its sentence."""
    return [each for each in _in_sentence(counter) if each.window.first >= counter.end]


def _others(count: Count) -> Sequence[Time]:
    """The other times of its sentence."""
    return [time for time in times_beside(count.window) if time.first != count.dated.window.first]


def _is_side_by_side(count: Count) -> bool:
    """Whether at most a mark and a preposition stand between: "10 years ago, in 2005"."""
    joint = count.counter.between(count.dated.window)
    return count.counter.shares_sentence(count.dated.window) and words("dates/beside a distance").issuperset(joint)


def _days_off(count: Count) -> float:
    """Days from publication to the nearest day or week that the sentence names, or to that of the anniversary itself
    unless it is told of plans."""
    told = replace(count.dated.time, year=None)
    kept = [told] if told.month and not count.window.has(words("times/ahead")) else []
    found = (interval_of(time, count.base) for time in (*_others(count), *kept) if time.grain <= Grain.MONTH)
    return min((abs((days.first - count.base).days) for days in filter(None, found)), default=inf)


def _names_other_year(count: Count) -> bool:
    """Whether another year is named, or a period other than this one."""
    return any(time.year is not None or (time.grain >= Grain.YEAR and time.shift != 0) for time in _others(count))


def tell(count: Count, rule: Rule) -> Hit:
    """How far the year is from that of the article."""
    years = count.base.year - count.dated.year
    apart = f"{counted(abs(years), 'year')} {'after' if years < 0 else 'before'}"
    values = {"date": str(count.dated.year), "expected": apart, "other": str(count.base.year)}
    return Hit(rule, count.window.span, values=values)


FEATURES = {
    "counts": lambda count: count.kind,
    "years-missed": lambda count: count.missed,
    "share-missed": lambda count: count.missed / max(1, count.number),
    "words-between": lambda count: len(count.counter.between(count.dated.window)),
    "side-by-side": _is_side_by_side,
    "days-off": _days_off,
    "other-year": _names_other_year,
    "this-year": lambda count: any(time.grain == Grain.YEAR and time.shift == 0 for time in _others(count)),
}
DETECTOR = Detector(propose, tell, FEATURES)
