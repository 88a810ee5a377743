"""What the text tells against the day of publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from auditor.checks.dates.cited import is_in_title
from auditor.checks.dates.wording import spell_day, spell_interval
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.mentions.times import (
    Dated,
    Grain,
    Telling,
    Tense,
    find_dated,
    find_document_date,
    find_fixed,
    find_times,
    interval_of,
    telling_of,
)
from auditor.mentions.times.date_line import find_header
from auditor.mentions.times.fact import is_notice
from auditor.mentions.times.periods import is_of_period, is_running
from auditor.mentions.times.place import is_own
from auditor.mentions.times.tense import is_of_infinitive, is_of_other_clause, is_of_present, is_past_verb, is_planned
from auditor.rule import Rule
from auditor.window import Window

C = TypeVar("C")


class Told(NamedTuple):
    """A day or month that begins after the article was published or last revised."""

    dated: Dated
    published: date
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
    published = document.layer(find_document_date).published
    if published is None:
        return []
    bound = max(published, document.article.revised_on or published)
    named = (*document.layer(find_dated), *document.layer(find_fixed))
    exact = (each for each in named if each.time.grain <= Grain.MONTH and each.days.first > bound)
    return [Told(each, published, bound, telling_of(each.window)) for each in exact]


def count_told(document: Document) -> int:
    """How many days after publication the article tells as over."""
    return len({told.dated.days for told in document.layer(find_told) if told.telling.tense is Tense.PAST})


def count_yearless(document: Document) -> int:
    """How many more it may tell so without year and weekday: the nearest to publication comes after it."""
    published = document.layer(find_document_date).latest
    times = (time for time in document.layer(find_times) if (time.year, time.weekday) == (None, None))
    days = ((time, interval_of(time, published)) for time in times if time.day)
    windows = [time.window(document) for time, named in days if named and named.first > published]
    return sum(telling_of(window).tense is Tense.PAST for window in windows)


def _is_notice(told: Told) -> bool:
    """Whether it is the page's own date: in its date line, or right after "Updated on"."""
    return is_notice(told.window) or told.dated.time == told.window.document.layer(find_header)


def _is_led(told: Told) -> bool:
    """Whether "on", or a past verb alone, stands before it: "was closed on May 8", "ended May 8"."""
    return told.window.word_before == "on" or is_past_verb(told.window.word_before)


FEATURES = {
    "led": _is_led,
    "yearless-told": lambda told: told.window.document.layer(count_yearless),
    "days-after": lambda told: (told.dated.days.first - told.bound).days,
    "tense": lambda told: told.telling.tense.value,
    "sign": lambda told: told.telling.sign,
    "notice": _is_notice,
    "own": lambda told: is_own(told.window),
    "days-told": lambda told: told.window.document.layer(count_told),
    "grain": lambda told: told.dated.time.grain.name.lower(),
    "other-clause": lambda told: is_of_other_clause(told.window, told.telling),
    "present": lambda told: is_of_present(told.window, told.telling),
    "period": lambda told: is_of_period(told.window, told.published),
    "running": lambda told: is_running(told.window, told.published),
    "in-title": lambda told: is_in_title(told.window),
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
    values = {"date": spell_interval(told.dated.days), "other": spell_day(told.published)}
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
