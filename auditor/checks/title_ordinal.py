"""Kind `title-ordinal`: a third term, title or anniversary in the title that is the second in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.names import MAX_TOKENS
from auditor.mentions.number_words import load_number_words
from auditor.mentions.numbers import Number, find_numbers, find_title_numbers, window_of
from auditor.mentions.terms import term_of, weigh
from auditor.mentions.times import find_document_date, find_times
from auditor.mentions.title_sentences import MIN_WEIGHT
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
NOUN_REACH = 3
"""Words behind an ordinal among which what it counts stands: "third four-year term"."""


class Params(Schema):
    """None."""


class Ordinal(NamedTuple):
    """An ordinal of the title or the text."""

    window: Window
    value: int

    @property
    def nouns(self) -> frozenset[str]:
        """The terms of the words behind it, up to where no noun lies beyond."""
        stops = load_number_words().stops
        behind = takewhile(lambda word: word not in stops, self.window.after(NOUN_REACH))
        return frozenset(term_of(word) for word in behind if word.isalpha())


class Claim(NamedTuple):
    """An ordinal of the title, and those that the text has for the same noun."""

    ordinal: Ordinal
    rivals: Sequence[Ordinal]

    @property
    def window(self) -> Window:
        """The title's."""
        return self.ordinal.window

    @property
    def told(self) -> Window:
        """The first of the text."""
        return self.rivals[0].window


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """Ordinals of the title that the text has nowhere, where it has others of the same."""
    short = len(document.title_tokens) <= MAX_TOKENS
    titled = _ordinals(document, document.layer(find_title_numbers), "title") if short else []
    found = _body_ordinals(document) if titled else []
    told = {ordinal.value for ordinal in found}
    for ordinal in titled:
        rivals = [other for other in found if not ordinal.nouns.isdisjoint(other.nouns)]
        if rivals and ordinal.value not in told:
            yield Claim(ordinal, rivals)


def _body_ordinals(document: Document) -> list[Ordinal]:
    """Those of the text below its title."""
    found = _ordinals(document, document.layer(find_numbers), "text")
    return found[bisect_left(found, document.body_start, key=lambda ordinal: ordinal.window.span.start) :]


def _ordinals(document: Document, numbers: Sequence[Number], field: str) -> list[Ordinal]:
    """Those of a field in order, with "a second", which is read as a time."""
    named = (number for number in numbers if number.kind == "ordinal")
    read = (Ordinal(window_of(document, number, field), int(number.value)) for number in named)
    return sorted([*read, *_seconds(document, field)], key=lambda ordinal: ordinal.window.first)


def _seconds(document: Document, field: str) -> Iterator[Ordinal]:
    tokens = document.tokens if field == "text" else document.title_tokens
    seconds = (Window(document, at, at + 1, field) for at in tokens.at({"second"}))
    return (Ordinal(window, 2) for window in seconds if window.word_before in words("grammar/articles"))


def _is_of_matter(claim: Claim) -> bool:
    """Whether the sentence with the text's ordinal has a telling word of the title beside what both count."""
    title, told = (frozenset(map(term_of, window.around())) for window in (claim.window, claim.told))
    shared = (title & told) - claim.ordinal.nouns
    return any(weight >= MIN_WEIGHT for weight in weigh(shared).values())


def _is_since(claim: Claim) -> bool:
    """Whether so many years lie between one that the text names and the article's own."""
    document = claim.window.document
    day = document.layer(find_document_date).day
    years = {time.year for time in document.layer(find_times)}
    return day is not None and day.year - claim.ordinal.value in years


def _leads(claim: Claim) -> bool:
    """Whether the text's ordinal stands in its first sentence, where the news is told."""
    document = claim.window.document
    return document.sentence_at(claim.told.span.start).start <= document.body_start


FEATURES: Mapping[str, Feature] = {
    "of-matter": _is_of_matter,
    "since": _is_since,
    "value": lambda claim: claim.ordinal.value,
    "values": lambda claim: len({rival.value for rival in claim.rivals}),
    "nouns": lambda claim: claim.ordinal.nouns,
    "leads": _leads,
    "more": lambda claim: float(claim.ordinal.value - claim.rivals[0].value),
    "told-around": lambda claim: frozenset(claim.told.around()),
}


def tell(claim: Claim, rule: Rule) -> Hit:
    """The ordinal, with the one of the text."""
    document, told = claim.window.document, claim.told
    other = document.text[slice(*told.span)]
    return Hit(
        rule,
        claim.window.span,
        document.title_field,
        {"other": other},
        (Evidence("the text", "text", told.span, other),),
    )


compile = Detector(propose, tell, FEATURES).compile
