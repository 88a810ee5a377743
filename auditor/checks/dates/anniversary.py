"""Counts of years that do not come out: anniversaries and distances beside the year that they count from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from math import inf
from typing import NamedTuple

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.mentions.numbers import find_numbers
from auditor.mentions.times import (
    Dated,
    Grain,
    Interval,
    Time,
    among,
    find_document_date,
    find_times,
    find_years,
    interval_of,
    times_beside,
    years_beside,
)
from auditor.rule import Rule
from auditor.text.counted import counted
from auditor.vocabulary import words
from auditor.window import Bounds, Window


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
        return self.counter.through(self.dated.window)

    @property
    def missed(self) -> int:
        """Years that it is too many or too few."""
        return abs(self.base.year - self.dated.year - self.number)

    @property
    def told(self) -> str:
        """What the words before the count make of it: over, nearly, about and so on; nothing where it is exact."""
        numbers = self.window.document.layer(find_numbers)
        at = bisect_left(numbers, self.counter.end, key=lambda number: number.tokens[0]) - 1
        return numbers[at].comparator if at >= 0 and numbers[at].tokens[0] >= self.counter.first else ""

    @property
    def others(self) -> Sequence[Time]:
        """The other times of its sentence."""
        return [time for time in times_beside(self.window) if time.first != self.dated.first]


def propose(document: Document, rule: Rule) -> Iterator[Count]:
    """Anniversaries and distances that do not agree with the year beside them."""
    base = document.layer(find_document_date).day
    if base is not None:
        for kind, counter, number in (*_anniversaries(document), *_distances(document)):
            counts = (Count(counter, year, base, kind, number) for year in _years(kind, counter))
            yield from (count for count in counts if count.missed)


def _anniversaries(document: Document) -> Iterator[tuple[str, Window, int]]:
    """Each "20th anniversary of", "50th birthday" and "40 years since"."""
    if not words("dates/counting years").isdisjoint(document.tokens.counts):
        for number in document.layer(find_numbers):
            first, end = number.phrase
            counter = Window(document, first, end + 1)
            kind = _kind_of(number.kind, counter)
            if kind and number.value.denominator == 1:
                yield kind, counter, int(number.value)


def _kind_of(kind: str, counter: Window) -> str:
    """What a number counts, by its last words; nothing where it is no years."""
    *_, unit, noun = ("", *counter.words)
    if kind == "ordinal" and noun in words("dates/birthdays"):
        return "anniversary" if (noun, counter.word_after) == ("anniversary", "of") else "founding"
    return "since" if unit == "years" and noun in words("dates/counted since") else ""


def _distances(document: Document) -> Iterator[tuple[str, Window, int]]:
    """Each "10 years ago"."""
    times = document.layer(find_times) if "ago" in document.tokens.counts else ()
    return (("distance", time.window(document), time.ago) for time in times if time.ago and time.grain is Grain.YEAR)


def _years(kind: str, counter: Window) -> Sequence[Dated]:
    """The years that may be counted from: all of the sentence, or the next behind the count."""
    if kind in ("founding", "distance"):
        return years_beside(counter)
    return among(counter.document.layer(find_years), Bounds(counter.end, counter.sentence.end))[:1]


def _days_off(count: Count, times: Sequence[Time]) -> float:
    """Days from publication to the nearest day, week or month among some times."""
    found = [interval_of(time, count.base) for time in times if time.grain <= Grain.MONTH]
    return min((abs((days.first - count.base).days) for days in found if days), default=inf)


def _names_other_year(count: Count) -> bool:
    """Whether the sentence names another time that lies in another year than the article."""
    found = (interval_of(time, count.base) for time in count.others)
    return any(not _is_of(days, count.base.year) for days in found if days)


def _is_of(days: Interval, year: int) -> bool:
    return days.first.year <= year <= days.last.year


def _is_side_by_side(count: Count) -> bool:
    """Whether at most a mark and a preposition stand between: "10 years ago, in 2005"."""
    return words("dates/beside a distance").issuperset(count.counter.between(count.dated.window))


def tell(count: Count, rule: Rule) -> Hit:
    """How far the year is from that of the article."""
    years = count.base.year - count.dated.year
    apart = f"{counted(abs(years), 'year')} {'after' if years < 0 else 'before'}"
    values = {"date": str(count.dated.year), "expected": apart, "other": str(count.base.year)}
    return Hit(rule, count.window.span, values=values)


FEATURES = {
    "counts": lambda count: count.kind,
    "comparator": lambda count: count.told,
    "too-few": lambda count: count.base.year - count.dated.year > count.number,
    "years-missed": lambda count: count.missed,
    "share-missed": lambda count: count.missed / max(1, count.number),
    "words-between": lambda count: len(count.counter.between(count.dated.window)),
    "side-by-side": _is_side_by_side,
    "before-year": lambda count: frozenset(count.dated.window.before(2)),
    "days-off": lambda count: _days_off(count, count.others),
    "own-days-off": lambda count: _days_off(count, [replace(count.dated.time, year=None)]),
    "other-year": _names_other_year,
    "year-named": lambda count: any(time.grain is Grain.YEAR for time in count.others),
}
DETECTOR = Detector(propose, tell, FEATURES)
