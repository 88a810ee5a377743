"""Days told as still to come that were over when the article was published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from auditor.checks.dates.cited import has_stray_mark
from auditor.checks.dates.wording import spell_day, spell_interval
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.mentions.times import Dated, find_dated, find_document_date, find_fixed, interval_of, times_beside
from auditor.mentions.times.place import is_own
from auditor.mentions.times.promise import is_led, promise_of
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window


class Overdue(NamedTuple):
    """A time that is told as still to come, though it is over."""

    dated: Dated
    published: date
    promise: list[str]
    """The words from "will" or "is to" up to the time."""

    @property
    def window(self) -> Window:
        """Where it stands."""
        return self.dated.window


def propose(document: Document, rule: Rule) -> Iterator[Overdue]:
    """Each time before that of publication that "will", "is to" or the like leads to."""
    published = document.layer(find_document_date).published
    if published and not words("dates/promising").isdisjoint(document.tokens.counts):
        for dated in _find_over(document, published):
            promise = promise_of(dated)
            if promise:
                yield Overdue(dated, published, promise)


def _find_over(document: Document, published: date) -> Iterator[Dated]:
    """The times that are over, where what is to happen may lead to them."""
    named = (*document.layer(find_dated), *document.layer(find_fixed))
    return (dated for dated in named if dated.days.last < published and is_led(dated))


def _is_told_of_old(overdue: Overdue) -> bool:
    """Whether its sentence names an earlier time, in which it was still to come."""
    named = [interval_of(time, overdue.published) for time in times_beside(overdue.window)]
    return any(days.last < overdue.dated.days.first for days in filter(None, named))


def tell(overdue: Overdue, rule: Rule) -> Hit:
    """The days that are told, and the day of publication."""
    values = {"date": spell_interval(overdue.dated.days), "other": spell_day(overdue.published)}
    return Hit(rule, overdue.window.span, values=values)


FEATURES = {
    "grain": lambda overdue: overdue.dated.time.grain.name.lower(),
    "days-ago": lambda overdue: (overdue.published - overdue.dated.days.last).days,
    "promise": lambda overdue: frozenset(overdue.promise[:-1]),
    "words-between": lambda overdue: len(overdue.promise) - 1,
    "parted": lambda overdue: "," in overdue.promise[-2:],
    "event": lambda overdue: "".join(overdue.promise[-2:-1]),
    "stray-mark": lambda overdue: has_stray_mark(overdue.window),
    "told-of-old": _is_told_of_old,
    "own": lambda overdue: is_own(overdue.window),
}
DETECTOR = Detector(propose, tell, FEATURES)
