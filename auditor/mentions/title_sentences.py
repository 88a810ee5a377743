"""How much of what a title says each sentence of the body says."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.terms import find_body_terms, find_title_terms, weigh

MIN_WEIGHT = 2.0
"""A word on every sixth page or more, as "new" or "says", stands in sentences of any matter."""


def find_told(document: Document) -> Mapping[Span, float]:
    """The sentences of the body that have telling words of the title: which share of what those words tell, 0 to 1."""
    weights = telling_weights(document)
    total = sum(weights.values())
    told = document.layer(find_told_terms)
    return {sentence: sum(map(weights.__getitem__, terms)) / total for sentence, terms in told.items()}


def find_told_terms(document: Document) -> Mapping[Span, frozenset[str]]:
    """The sentences of the body that have telling words of the title, each with their terms."""
    told: dict[Span, set[str]] = {}
    for term in telling_weights(document):
        for sentence in _sentences_with(document, term):
            told.setdefault(sentence, set()).add(term)
    return {sentence: frozenset(terms) for sentence, terms in told.items()}


def telling_weights(document: Document) -> Mapping[str, float]:
    """What each telling word of the title tells, by its term."""
    weights = weigh(document.layer(find_title_terms).counts)
    return {term: weight for term, weight in weights.items() if weight >= MIN_WEIGHT}


def _sentences_with(document: Document, term: str) -> set[Span]:
    tokens, words = document.tokens, document.layer(find_body_terms).words_of(term)
    starts = (tokens.starts[place] for place in (tokens.at(words) if words else ()))
    return {document.sentence_at(start) for start in starts if start >= document.body_start}
