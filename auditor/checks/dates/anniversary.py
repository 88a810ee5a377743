"""Counts of years that do not come out: anniversaries, distances and ages beside the year they count from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import inf
from typing import NamedTuple

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.mentions.times import Dated, Grain, Time, find_dated, find_document_date, find_times, interval_of
from auditor.rule import Rule
from auditor.text.counted import counted
from auditor.vocabulary import words
from auditor.window import Window

ORDINAL_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "fifteenth": 15, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
ANNIVERSARY = re.compile(
    rf"\b(\d{{1,4}}(?=st|nd|rd|th)|{'|'.join(ORDINAL_WORDS)})(?:st|nd|rd|th)?\s+anniversary\s+of\b"
)
AGE = re.compile(r"(?:\baged?\s+|,\s*(?=\d{1,3}\s*,(?!\d)))(\d{1,3})(?![\d.:]?\d)")
"""As "De Boer, 45, said" and "aged 45"."""


class Count(NamedTuple):
    """A count of years that is not that from the year beside it to the article's own."""

    window: Window
    """From the count to the year, or the other way round."""
    counter: Window
    """The count."""
    dated: Window
    """The year."""
    year: int
    base: date
    kind: str
    """"anniversary", "distance" or "age"."""
    number: int
    missed: int
    """Years that it is too many or too few."""


def propose(document: Document, rule: Rule) -> Iterator[Count]:
    """Anniversaries, distances and ages that do not agree with the year beside them."""
    base = document.layer(find_document_date).day
    if base is not None:
        for find in (_anniversaries, _distances, _ages):
            yield from (count for count in find(document, base) if count.missed)


def _anniversaries(document: Document, base: date) -> Iterator[Count]:
    """Each "20th anniversary of" before a year of its sentence."""
    for counter, word in _counters(document, "anniversary", ANNIVERSARY):
        number = ORDINAL_WORDS.get(word) or int(word)
        behind = (each for each in _in_sentence(counter) if each.window.first >= counter.end)
        for each in list(behind)[:1]:
            yield _count(counter, each.window, each.year, base, ("anniversary", number, base.year - each.year - number))


def _distances(document: Document, base: date) -> Iterator[Count]:
    """Years ago beside the year itself: "10 years ago, in 2005"."""
    times = document.layer(find_times) if "ago" in document.tokens.counts else []
    for ago, dated in (*pairwise(times), *pairwise(times[::-1])):
        if ago.years_ago and dated.of_a_year:
            year = dated.year or 0
            told = ("distance", ago.years_ago, base.year - year - ago.years_ago)
            yield _count(ago.window(document), dated.window(document), year, base, told)


def _ages(document: Document, base: date) -> Iterator[Count]:
    """Each age beside a year of birth: "De Boer, 45, was born in 1962"."""
    for counter, digits in _counters(document, "born", AGE):
        for each in _in_sentence(counter):
            missed = min(abs(int(digits) - age) for age in _possible_ages(each, base))
            yield _count(counter, each.window, each.year, base, ("age", int(digits), missed))


def _counters(document: Document, cue: str, pattern: re.Pattern[str]) -> Iterator[tuple[Window, str]]:
    """The passages that `pattern` matches, and their counts; none without the word `cue`."""
    for match in pattern.finditer(document.folded) if cue in document.tokens.counts else ():
        yield Window.over(document, Span(match.start(1), match.end())), match[1]


def _in_sentence(window: Window) -> Sequence[Dated]:
    """The times of a year in its sentence, at most of one."""
    dated = window.document.layer(find_dated)
    first, end = (bisect_left(dated, at, key=lambda each: each.window.first) for at in window.sentence)
    return [each for each in dated[first:end] if each.time.of_a_year]


def _count(counter: Window, dated: Window, year: int, base: date, told: tuple[str, int, int]) -> Count:
    kind, number, missed = told
    window = Window(counter.document, min(counter.first, dated.first), max(counter.end, dated.end))
    return Count(window, counter, dated, year, base, kind, number, abs(missed))


def _possible_ages(born: Dated, base: date) -> set[int]:
    """The ages on the day of publication or the day before; of a bare year the two that it may be."""
    days = (max(base, date.min + timedelta(1)) - timedelta(1), base)
    return {
        day.year - each.year - ((day.month, day.day) < (each.month, each.day)) for day in days for each in born.days
    }


def _others(count: Count) -> Sequence[Time]:
    """The other times of its sentence."""
    times = count.window.document.layer(find_times)
    first, end = (bisect_left(times, at, key=lambda time: time.first) for at in count.window.sentence)
    return [time for time in times[first:end] if time.first != count.dated.first]


def _is_side_by_side(count: Count) -> bool:
    """Whether at most a mark and a preposition stand between: "10 years ago, in 2005"."""
    joint = count.counter.between(count.dated)
    return count.counter.shares_sentence(count.dated) and words("dates/beside a distance").issuperset(joint)


def _days_off(count: Count) -> float:
    """Days from publication to the nearest day or week that the sentence names."""
    found = (interval_of(time, count.base) for time in _others(count) if time.grain <= Grain.MONTH)
    return min((abs((days.first - count.base).days) for days in filter(None, found)), default=inf)


def _names_other_year(count: Count) -> bool:
    return any(time.year is not None or (time.grain >= Grain.YEAR and time.shift != 0) for time in _others(count))


def _is_birth(count: Count) -> bool:
    """Whether nothing but names and words such as "in" stand between "born" and the date."""
    before = count.dated.before(written=True)
    beside = before[len(before) - before[::-1].index("born") :] if "born" in before else ["?"]
    return all(word[0].isupper() or word in words("dates/beside a birth") for word in beside)


def _ages_told(count: Count) -> int:
    tokens, sentence = count.window.tokens, count.counter.sentence
    start, end = tokens.starts[sentence.first], tokens.ends[sentence.end - 1]
    return len(AGE.findall(count.window.document.folded, start, end))


def tell(count: Count, rule: Rule) -> Hit:
    """How far the year is from that of the article."""
    years = count.base.year - count.year
    apart = f"{counted(abs(years), 'year')} {'after' if years < 0 else 'before'}"
    values = {"date": str(count.year), "expected": apart, "other": str(count.base.year)}
    return Hit(rule, count.window.span, values=values)


FEATURES = {
    "counts": lambda count: count.kind,
    "number": lambda count: count.number,
    "years-missed": lambda count: count.missed,
    "share-missed": lambda count: count.missed / max(1, count.number),
    "words-between": lambda count: len(count.counter.between(count.dated)),
    "side-by-side": _is_side_by_side,
    "days-off": _days_off,
    "other-year": _names_other_year,
    "birth": _is_birth,
    "ages": _ages_told,
    "sentence": lambda count: frozenset(count.window.tokens.folded[slice(*count.window.sentence)]),
}
DETECTOR = Detector(propose, tell, FEATURES)
