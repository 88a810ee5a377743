"""How much of what a title says each sentence of the body says."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.body import places_in_body
from auditor.mentions.terms import find_body_terms, find_title_terms, weigh

MIN_WEIGHT = 2.0
"""A word on every sixth page or more, as "new" or "says", stands in sentences of any matter."""


def find_told(document: Document) -> Mapping[Span, float]:
    """The sentences of the body that have telling words of the title: which share of what those words tell, 0 to 1."""
    total = sum(document.layer(find_telling_weights).values())
    return {sentence: sum(told.values()) / total for sentence, told in document.layer(find_told_terms).items()}


def told_share(document: Document, offset: int) -> float:
    """Of what the title's telling words tell, the share that the sentence tells in which a place of the text stands."""
    return document.layer(find_told).get(document.sentence_at(offset), 0.0)


def most_told(document: Document) -> float:
    """The largest share that one sentence tells."""
    return max(document.layer(find_told).values(), default=0.0)


def find_told_terms(document: Document) -> Mapping[Span, Mapping[str, float]]:
    """The sentences of the body that have telling words of the title: their terms, and what each tells."""
    told: dict[Span, dict[str, float]] = {}
    body, starts = document.layer(find_body_terms), document.tokens.starts
    for term, weight in document.layer(find_telling_weights).items():
        for place in places_in_body(document, body.words_of(term)):
            told.setdefault(document.sentence_at(starts[place]), {})[term] = weight
    return told


def find_telling_weights(document: Document) -> Mapping[str, float]:
    """What each telling word of the title tells, by its term."""
    weights = weigh(document.layer(find_title_terms).counts)
    return {term: weight for term, weight in weights.items() if weight >= MIN_WEIGHT}
