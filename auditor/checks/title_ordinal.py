"""Kind `title-ordinal`: a third term, title or anniversary in the title that is the second in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.contrast import Contrast, find_contrasts, tell
from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.document import Document
from auditor.finding import Scope
from auditor.mentions.body import find_body_numbers, find_years_since, opens_body, places_in_body
from auditor.mentions.number_words import load_number_words
from auditor.mentions.numbers import Number, find_title_numbers, window_of
from auditor.mentions.terms import term_of, weigh
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


def propose(document: Document, rule: Rule) -> Iterator[Contrast[Ordinal]]:
    """Ordinals of the title that the text has nowhere, where it has others of the same."""
    titled = _ordinals(document, document.layer(find_title_numbers), "title")
    found = _ordinals(document, document.layer(find_body_numbers), "text") if titled else []
    return find_contrasts(titled, found, lambda one, other: not one.nouns.isdisjoint(other.nouns))


def _ordinals(document: Document, numbers: Sequence[Number], field: str) -> list[Ordinal]:
    """Those of a field in order, with "a second", which is read as a time."""
    named = (number for number in numbers if number.kind == "ordinal")
    read = (Ordinal(window_of(document, number, field), int(number.value)) for number in named)
    return sorted([*read, *_seconds(document, field)], key=lambda ordinal: ordinal.window.first)


def _seconds(document: Document, field: str) -> Iterator[Ordinal]:
    places = places_in_body(document, {"second"}) if field == "text" else document.title_tokens.at({"second"})
    seconds = (Window(document, at, at + 1, field) for at in places)
    return (Ordinal(window, 2) for window in seconds if window.word_before in words("grammar/articles"))


def _is_of_matter(claim: Contrast[Ordinal]) -> bool:
    """Whether the sentence with the text's ordinal has a telling word of the title beside what both count."""
    title, told = (frozenset(map(term_of, window.around())) for window in (claim.window, claim.told))
    shared = (title & told) - claim.titled.nouns
    return any(weight >= MIN_WEIGHT for weight in weigh(shared).values())


FEATURES: Mapping[str, Feature] = {
    "of-matter": _is_of_matter,
    "since": lambda claim: claim.titled.value in claim.window.document.layer(find_years_since),
    "value": lambda claim: claim.titled.value,
    "values": lambda claim: len(claim.values),
    "nouns": lambda claim: claim.titled.nouns,
    "leads": lambda claim: opens_body(claim.window.document, claim.told.span.start),
    "more": lambda claim: float(claim.titled.value - claim.rivals[0].value),
    "told-around": lambda claim: frozenset(claim.told.around()),
}


compile = Detector(propose, tell, FEATURES).compile
