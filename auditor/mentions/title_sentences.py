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
    weights = {term: weight for term, weight in telling_weights(document).items() if weight >= MIN_WEIGHT}
    total = sum(weights.values())
    told: dict[Span, float] = {}
    for term, weight in weights.items():
        for sentence in _sentences_with(document, term):
            told[sentence] = told.get(sentence, 0.0) + weight / total
    return told


def telling_weights(document: Document) -> Mapping[str, float]:
    """What each word of the title tells, by its term."""
    return weigh(document.layer(find_title_terms).counts)


def _sentences_with(document: Document, term: str) -> set[Span]:
    tokens, words = document.tokens, document.layer(find_body_terms).words_of(term)
    starts = (tokens.starts[place] for place in (tokens.at(words) if words else ()))
    return {document.sentence_at(start) for start in starts if start >= document.body_start}
