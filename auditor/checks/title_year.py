"""Kind `title-year`: a year of the title for what the text dates to another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, repeat
from typing import Any, NamedTuple

from marshmallow import Schema, fields, validate

from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.names import MAX_TOKENS
from auditor.mentions.number_words import load_number_words
from auditor.mentions.numbers import find_numbers
from auditor.mentions.terms import term_of
from auditor.mentions.times import Grain, Time, find_document_date, find_times, find_title_times
from auditor.mentions.title_pairs import places_in_body
from auditor.mentions.title_sentences import find_told
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


class Claim(NamedTuple):
    """A year of the title, and the times of the text that have another for the same."""

    window: Window
    year: int
    rivals: Sequence[Time]

    @property
    def others(self) -> frozenset[int | None]:
        """The years of the text for it."""
        return frozenset(rival.year for rival in self.rivals)


def propose_absent(document: Document, rule: Rule) -> Iterator[Claim]:
    """Years of the title that the text has nowhere, where its sentences on what the title says have others."""
    for titled, times in _years(document):
        if not _has_year_of(document, titled):
            yield from _claim(document, titled, list(filter(partial(_is_of_matter, document), times)))


def propose_events(document: Document, rule: Rule) -> Iterator[Claim]:
    """Years of the title for what a verb says, where the text dates what the verb says to others and never to it."""
    for titled, times in _years(document):
        window = Window(document, titled.first, titled.last, "title")
        events = _events(window) if _has_year_of(document, titled) else frozenset()
        dated = [time for time in times if events & _dated_events(document, time)] if events else []
        if all(time.year != titled.year for time in dated):
            yield from _claim(document, titled, dated)


def _years(document: Document) -> Iterator[tuple[Time, list[Time]]]:
    """Each time of the title that gives a year, with those of the text."""
    short = len(document.title_tokens) <= MAX_TOKENS
    titled = list(filter(_has_year, document.layer(find_title_times))) if short else []
    times = list(filter(_has_year, document.layer(find_times))) if titled else []
    body = times[bisect_left(times, document.body_start, key=lambda time: time.span.start) :]
    return zip(titled, repeat(body))


def _has_year(time: Time) -> bool:
    return time.year is not None


def _claim(document: Document, titled: Time, rivals: Sequence[Time]) -> Iterator[Claim]:
    if rivals and titled.year:
        yield Claim(Window(document, titled.first, titled.last, "title"), titled.year, rivals)


def _has_year_of(document: Document, titled: Time) -> bool:
    """Whether the text names the year of a time of the title."""
    return any(True for _ in places_in_body(document, str(titled.year)))


def _is_of_matter(document: Document, time: Time) -> bool:
    """Whether the sentence of a time tells of what the title tells."""
    return document.layer(find_told).get(document.sentence_at(time.span.start), 0.0) >= MIN_TOLD


def _events(window: Window) -> frozenset[str]:
    """The terms of the verbs before a year of the title that say what was done: "how they voted on aid in 2022"."""
    verbs = (word for word in window.before() if len(word) > MIN_EVENT and word.endswith("ed"))
    return frozenset(map(term_of, verbs)) if window.word_before in words("dates/in a year") else frozenset()


def _dated_events(document: Document, time: Time) -> frozenset[str]:
    """The terms of the words right before a time that it may date."""
    return frozenset(map(term_of, Window(document, time.first, time.last).before(EVENT_REACH)))


def _is_span(claim: Claim) -> bool:
    """Whether a number of the text is that of the years between the year and the article's own: "five years ago"."""
    day = claim.window.document.layer(find_document_date).day
    return day is not None and any(
        number.value == abs(day.year - claim.year) for number in claim.window.document.layer(find_numbers)
    )


def _is_of_one_noun(claim: Claim) -> bool:
    """Whether the noun behind the title's year stands beside another of the text: "2025 budget", "budget for 2026"."""
    noun = _terms(claim.window.after(1))
    return not noun.isdisjoint(chain.from_iterable(map(partial(_beside, claim.window.document), claim.rivals)))


def _beside(document: Document, time: Time) -> frozenset[str]:
    """The terms of the words beside a time of the text."""
    window = Window(document, time.first, time.last)
    return _terms([*window.before(NOUN_REACH), window.word_after])


def _terms(found: Iterable[str]) -> frozenset[str]:
    """The terms of words, small ones apart."""
    return frozenset(map(term_of, set(filter(str.isalpha, found)) - load_number_words().stops))


def _is_relative(claim: Claim) -> bool:
    """Whether the text speaks of "this year", "last year" or "next year"."""
    times = claim.window.document.layer(find_times)
    return any(time.grain is Grain.YEAR and time.year is None for time in times)


def _years_off(claim: Claim) -> int:
    """How far the year is from the article's own; 0 where that is not known."""
    day = claim.window.document.layer(find_document_date).day
    return abs(day.year - claim.year) if day else 0


def _times_told(claim: Claim) -> int:
    """How many times of the text are in the other year."""
    times = claim.window.document.layer(find_times)
    return sum(time.year in claim.others for time in times)


YEAR_FEATURES: Mapping[str, Feature] = {
    "of-one-noun": _is_of_one_noun,
    "relative": _is_relative,
    "span": _is_span,
    "years-off": _years_off,
    "others": lambda claim: len(claim.others),
    "times-told": _times_told,
}


def tell(claim: Claim, rule: Rule) -> Hit:
    """The year, with the first time of the text."""
    document, span = claim.window.document, claim.rivals[0].span
    other = document.text[slice(*span)]
    return Hit(
        rule, claim.window.span, document.title_field, {"other": other}, (Evidence("the text", "text", span, other),)
    )


DETECTORS: Mapping[str, Detector[Any]] = {
    "absent": Detector(propose_absent, tell, YEAR_FEATURES),
    "event": Detector(propose_events, tell, YEAR_FEATURES),
}
FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS)
