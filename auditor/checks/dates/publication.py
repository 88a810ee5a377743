"""What the text tells against the day of publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from auditor.checks.dates.wording import spell_day, spell_interval
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.mentions.times import (
    Dated,
    Grain,
    Telling,
    Tense,
    Time,
    find_dated,
    find_document_date,
    find_fixed,
    find_times,
    interval_of,
    telling_of,
)
from auditor.mentions.times.date_line import find_header
from auditor.mentions.times.place import is_own
from auditor.mentions.times.tense import is_of_infinitive, is_of_other_clause, is_past_verb, is_planned
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

C = TypeVar("C")
NOTICE_REACH = 3
"""Tokens before a date in which "Updated on" stands."""


class Told(NamedTuple):
    """A day or month that begins after the article was published or last revised."""

    dated: Dated
    bound: date
    """The day of publication or of the last revision."""
    telling: Telling

    @property
    def window(self) -> Window:
        """Where it stands."""
        return self.dated.window


def propose_told(document: Document, rule: Rule) -> list[Told]:
    """Each day or month of a year that begins after the article was published or last revised."""
    return document.layer(find_told)


def find_told(document: Document) -> list[Told]:
    """The same, made once for both rules."""
    published = document.layer(find_document_date).published or date.max
    bound = max(published, document.article.revised_on or published)
    named = (*document.layer(find_dated), *document.layer(find_fixed))
    exact = (each for each in named if each.time.grain <= Grain.MONTH and each.days.first > bound)
    return [Told(each, bound, telling_of(each.window)) for each in exact]


def count_told(document: Document) -> int:
    """How many days after publication the article tells as over."""
    return len({told.dated.days for told in document.layer(find_told) if told.telling.tense is Tense.PAST})


def count_yearless(document: Document) -> int:
    """How many more it may tell so without a year: those that are still to come in the year of publication."""
    return sum(telling_of(window).tense is Tense.PAST for window in _yearless_to_come(document))


def _yearless_to_come(document: Document) -> Iterator[Window]:
    """The days without year and weekday of which the nearest to publication comes after it."""
    published = document.layer(find_document_date).published or date.max
    for time in filter(_is_yearless, document.layer(find_times)):
        days = interval_of(time, published)
        if days is not None and days.first > published:
            yield time.window(document)


def _is_yearless(time: Time) -> bool:
    """Whether it is a day of a month, and nothing else is said of it."""
    return time.day is not None and (time.year, time.weekday) == (None, None)


def _is_notice(told: Told) -> bool:
    """Whether it is the page's own date: in its date line, or right after "Updated on"."""
    marked = not words("dates/notices").isdisjoint(told.window.before(NOTICE_REACH))
    return (marked and told.telling.sign != "deadline") or told.dated.time == told.window.document.layer(find_header)


def _happened_on(told: Told) -> bool:
    """Whether a verb before it, and no notice of a change, says what happened on the one day: "was closed on May 8"."""
    before = told.window.word_before
    if told.telling.sign != "verb" or told.dated.time.grain is not Grain.DAY:
        return False
    noticed = told.window.has(words("dates/notices"))
    return (before == "on" or is_past_verb(before)) and not noticed and not told.window.document.layer(count_yearless)


FEATURES = {
    "happened-on": _happened_on,
    "days-after": lambda told: (told.dated.days.first - told.bound).days,
    "tense": lambda told: told.telling.tense.value,
    "sign": lambda told: told.telling.sign,
    "notice": _is_notice,
    "own": lambda told: is_own(told.window),
    "days-told": lambda told: told.window.document.layer(count_told),
    "grain": lambda told: told.dated.time.grain.name.lower(),
    "other-clause": lambda told: is_of_other_clause(told.window, told.telling),
    "infinitive": lambda told: is_of_infinitive(told.window, told.telling),
    "planned": lambda told: is_planned(told.window, told.telling),
}


def choose_first(candidates: Sequence[C]) -> Iterable[C]:
    """The first: one mistyped year is often copied, and one time without a day tells enough."""
    return candidates[:1]


def choose_latest(told: Sequence[Told]) -> Iterable[Told]:
    """The latest of the page's own dates, else of all."""
    return [max(told, key=lambda each: (_is_notice(each), each.dated.days))]


def tell(told: Told, rule: Rule) -> Hit:
    """The days that are told, and the day of publication."""
    published = told.window.document.article.published_on or told.bound
    values = {"date": spell_interval(told.dated.days), "other": spell_day(published)}
    return Hit(rule, told.window.span, values=values)


class Undated(NamedTuple):
    """A time that only the day of publication could explain."""

    window: Window
    dated_beside: bool
    """Whether its sentence names a day or month of a year."""


def propose_undated(document: Document, rule: Rule) -> Iterator[Undated]:
    """Each weekday, or day, week, month or year beside its own, of an article of no day ("today" is often
    "nowadays")."""
    if document.layer(find_document_date).known in ("", "text"):
        dated = {each.window.sentence for each in document.layer(find_dated) if each.time.month}
        windows = (time.window(document) for time in document.layer(find_times) if time.needs_document_date)
        yield from (Undated(window, window.sentence in dated) for window in windows)


def tell_undated(undated: Undated, rule: Rule) -> Hit:
    """The time alone."""
    return Hit(rule, undated.window.span)


UNDATED_FEATURES = {"dated-beside": lambda undated: undated.dated_beside}
AFTER_PUBLICATION = Detector(propose_told, tell, FEATURES, choose_first)
STALE = Detector(propose_told, tell, FEATURES, choose_latest)
RELATIVE_UNDATED = Detector(propose_undated, tell_undated, UNDATED_FEATURES, choose_first)
