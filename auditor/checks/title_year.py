"""Kind `title-year`: a year of the title for what the text dates to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from marshmallow import Schema, fields, validate

from auditor.checks.contrast import Contrast, tell
from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.guards import Feature
from auditor.document import Document
from auditor.finding import Scope
from auditor.mentions.body import find_body_times, places_in_body
from auditor.mentions.number_words import load_number_words
from auditor.mentions.numbers import find_numbers
from auditor.mentions.terms import term_of
from auditor.mentions.times import Grain, Time, find_document_date, find_title_times
from auditor.mentions.title_sentences import told_share
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
EVENT_REACH = 5
"""Words before a time among which stands what it dates: "the vote on January 18, 2023"."""
MIN_TOLD = 0.2
"""Of what the title tells, the share that a sentence tells if it is of the same matter."""
NOUN_REACH = 2
"""Words before a year of the text among which its noun is looked for."""
MIN_EVENT = 4
"""Letters of a verb that says what happened."""


class Params(Schema):
    """`finds`: a year that the text has not, or one that it has for something else."""

    finds = fields.Str(validate=validate.OneOf(["absent", "event"]), required=True)


class Year(NamedTuple):
    """A time that gives a year."""

    window: Window
    value: int


def propose_absent(document: Document, rule: Rule) -> Iterator[Contrast[Year]]:
    """Years of the title that the text has nowhere, where its sentences on what the title says have others."""
    for year in _titled(document, named=False):
        found = document.layer(_find_years)
        rivals = [other for other in found if told_share(document, other.window.span.start) >= MIN_TOLD]
        yield from [Contrast(year, rivals)] if rivals else ()


def propose_events(document: Document, rule: Rule) -> Iterator[Contrast[Year]]:
    """Years of the title for what a verb says, where the text dates what the verb says to others and never to it."""
    for year in _titled(document, named=True):
        events = _events(year.window)
        rivals = [other for other in document.layer(_find_years) if events & _terms(other.window.before(EVENT_REACH))]
        if rivals and all(other.value != year.value for other in rivals):
            yield Contrast(year, rivals)


def _titled(document: Document, *, named: bool) -> list[Year]:
    """The years of the title that the text names, or those that it does not."""
    years = _years(document, document.layer(find_title_times), "title")
    return [year for year in years if bool(places_in_body(document, {str(year.value)})) is named]


def _find_years(document: Document) -> list[Year]:
    """Those of the text below its title."""
    return _years(document, document.layer(find_body_times), "text")


def _years(document: Document, times: Iterable[Time], field: str) -> list[Year]:
    return [Year(Window(document, time.first, time.last, field), time.year) for time in times if time.year]


def _events(window: Window) -> frozenset[str]:
    """The terms of the verbs before a year of the title that say what was done: "how they voted on aid in 2022"."""
    verbs = (word for word in window.before() if len(word) > MIN_EVENT and word.endswith("ed"))
    return frozenset(map(term_of, verbs)) if window.word_before in words("dates/in a year") else frozenset()


def _is_span(claim: Contrast[Year]) -> bool:
    """Whether a number of the text is that of the years between the year and the article's own: "five years ago"."""
    return any(number.value == _years_off(claim) for number in claim.window.document.layer(find_numbers))


def _is_of_one_noun(claim: Contrast[Year]) -> bool:
    """Whether the noun behind the title's year stands beside another of the text: "2025 budget", "budget for 2026"."""
    windows = [rival.window for rival in claim.rivals]
    beside = _terms(word for window in windows for word in (*window.before(NOUN_REACH), window.word_after))
    return not beside.isdisjoint(_terms(claim.window.after(1)))


def _terms(found: Iterable[str]) -> frozenset[str]:
    """The terms of words, small ones apart."""
    return frozenset(map(term_of, set(filter(str.isalpha, found)) - load_number_words().stops))


def _is_relative(claim: Contrast[Year]) -> bool:
    """Whether the text speaks of "this year", "last year" or "next year"."""
    times = claim.window.document.layer(find_body_times)
    return any(time.grain is Grain.YEAR and time.year is None for time in times)


def _years_off(claim: Contrast[Year]) -> int:
    """How far the year is from the article's own; 0 where that is not known."""
    day = claim.window.document.layer(find_document_date).day
    return abs(day.year - claim.titled.value) if day else 0


def _times_told(claim: Contrast[Year]) -> int:
    """How many times of the text are in the other year."""
    times = claim.window.document.layer(find_body_times)
    return sum(time.year in claim.values for time in times)


YEAR_FEATURES: Mapping[str, Feature] = {
    "of-one-noun": _is_of_one_noun,
    "relative": _is_relative,
    "span": _is_span,
    "years-off": _years_off,
    "others": lambda claim: len(claim.values),
    "times-told": _times_told,
}


DETECTORS: Mapping[str, Detector[Any]] = {
    "absent": Detector(propose_absent, tell, YEAR_FEATURES),
    "event": Detector(propose_events, tell, YEAR_FEATURES),
}
FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS)
