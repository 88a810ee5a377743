"""How much of what the title says beside one of its names the text says, and in which sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.body import places_in_body
from auditor.mentions.capitals import is_capitalised
from auditor.mentions.names import Name
from auditor.mentions.opposites import verb_term
from auditor.mentions.terms import share_told, term_of, weigh
from auditor.mentions.title_sentences import find_telling_weights, find_told_terms
from auditor.text.possessive import POSSESSIVES
from auditor.window import Window

NEAR_WORDS = 2
"""Telling words next to a name on either side: what the title says of it first of all."""
MIN_NEAR_WEIGHT = 1.0
"""What such a word tells at least: "wins" does, "two" does not."""


def find_written(document: Document, word: str) -> list[int]:
    """The tokens of the body that read `word` with its capital, whoever owns what."""
    folded, written = word.lower(), document.tokens.words
    found = places_in_body(document, {folded, *(folded + ending for ending in POSSESSIVES)})
    return [at for at in found if is_capitalised(written[at])]


def sentences_at(document: Document, places: Iterable[int]) -> frozenset[Span]:
    """The sentences of these tokens."""
    starts = document.tokens.starts
    return frozenset(document.sentence_at(starts[place]) for place in places)


def said_beside(document: Document, name: Name, sentences: Collection[Span]) -> float:
    """The share of what the title's telling words say beside a name that one of `sentences` says."""
    own = set(map(term_of, name.folded))
    weights = {term: weight for term, weight in document.layer(find_telling_weights).items() if term not in own}
    told = document.layer(find_told_terms)
    return max((share_told(weights, told.get(one, ())) for one in sentences), default=0.0)


def said_near(document: Document, name: Name, sentences: Collection[Span]) -> float:
    """The share of what the words next to a name say that one of `sentences` says."""
    window = Window.of_title(document, name.span)
    weights = weigh([*_telling(window.before())[-NEAR_WORDS:], *_telling(window.after())[:NEAR_WORDS]])
    return max((share_told(weights, terms_of(document, one)) for one in sentences), default=0.0)


def terms_of(document: Document, *sentences: Span) -> set[str]:
    """Those of the words of sentences, of verbs that of the plain form."""
    return {verb_term(word) for sentence in sentences for word in Window.over(document, sentence).words}


def _telling(folded: Sequence[str]) -> list[str]:
    """The terms of those words that tell something, in order."""
    terms = [verb_term(word) for word in folded if word.isalnum()]
    weights = weigh(terms)
    return [term for term in terms if weights[term] >= MIN_NEAR_WEIGHT]
