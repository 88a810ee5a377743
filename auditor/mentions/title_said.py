"""How much of what the title says beside one of its names the text says, and in which sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence, Set

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.names import Name
from auditor.mentions.opposites import verb_term
from auditor.mentions.terms import term_of, weigh
from auditor.mentions.title_sentences import find_told_terms, telling_weights
from auditor.text.possessive import POSSESSIVES
from auditor.window import Window

NEAR_WORDS = 2
"""Telling words next to a name on either side: what the title says of it first of all."""
MIN_NEAR_WEIGHT = 1.0
"""What such a word tells at least: "wins" does, "two" does not."""


def find_written(document: Document, word: str) -> list[int]:
    """The tokens of the body that read `word` with its capital, whoever owns what."""
    tokens, folded = document.tokens, word.lower()
    found = tokens.at({folded, *(folded + ending for ending in POSSESSIVES)})
    return [at for at in found if tokens.starts[at] >= document.body_start and tokens.words[at][0].isupper()]


def sentences_at(document: Document, places: Sequence[int]) -> frozenset[Span]:
    """The sentences of these tokens."""
    starts = document.tokens.starts
    return frozenset(document.sentence_at(starts[place]) for place in places)


def said_beside(document: Document, name: Name, sentences: Collection[Span]) -> float:
    """The share of what the title's telling words say beside a name that one of `sentences` says."""
    weights = dict(telling_weights(document))
    for word in name.folded:
        weights.pop(term_of(word), None)
    told = document.layer(find_told_terms)
    return _greatest_share(weights, (told.get(one, frozenset()) for one in sentences))


def said_near(document: Document, name: Name, sentences: Collection[Span]) -> float:
    """The share of what the words next to a name say that one of `sentences` says."""
    weights = weigh(_near_terms(document, name))
    return _greatest_share(weights, (terms_of(document, one) for one in sentences))


def _greatest_share(weights: Mapping[str, float], told: Iterable[Set[str]]) -> float:
    """The largest share of the weights that one of several sets of terms has."""
    sums = [sum(map(weights.__getitem__, weights.keys() & terms)) for terms in told]
    return max([0.0, *sums]) / (sum(weights.values()) or 1.0)


def terms_of(document: Document, *sentences: Span) -> set[str]:
    """Those of the words of sentences, of verbs that of the plain form."""
    terms: set[str] = set()
    for sentence in sentences:
        first, end = (bisect_left(document.tokens.starts, place) for place in sentence)
        terms.update(map(verb_term, document.tokens.folded[first:end]))
    return terms


def _near_terms(document: Document, name: Name) -> set[str]:
    """The terms of the telling words of the title that stand nearest to the name."""
    start, end = name.span
    offset = document.title_offset
    window = Window.over(document, Span(offset + start, offset + end), "title")
    before, behind = map(_telling, (window.before(), window.after()))
    return {*before[-NEAR_WORDS:], *behind[:NEAR_WORDS]}


def _telling(folded: Sequence[str]) -> list[str]:
    """The terms of those words that tell something, in order."""
    terms = [verb_term(word) for word in folded if word.isalnum()]
    weights = weigh(terms)
    return [term for term in terms if weights[term] >= MIN_NEAR_WEIGHT]
