"""How much a text says of what a title says: BM25 over the title's terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from auditor.document import Document
from auditor.mentions.terms import BodyTerms, Terms, find_body_terms, find_title_terms, term_of, weigh
from auditor.mentions.times.vocabulary import ANY_WEEKDAY, MONTHS
from auditor.text.possessive import bare

SATURATION = 1.2
LENGTH_SHARE = 0.75
TYPICAL_WORDS = 600
"""BM25's k1, b and average length; the usual values, and the length of the articles of the development data."""
LEAD_SHARE = 0.5
"""A title is made of its article's beginning: a term that stands there counts as much again as its frequency.
On FNC-1 (titles-dev) this brings the best accuracy from .966 to .969; short bodies, below, from there to .975."""
PRIOR_WEIGHT, PRIOR = 2.0, 0.6
"""A title of few telling terms is drawn towards a middling relation: it is too short to judge."""
SHORT_WORDS, SHORT_SHARE = 100, 0.2
"""A body of fewer words could not say much of the title: it is given this share of what is missing."""


def relation(terms: Terms, body: Terms | BodyTerms) -> float:
    """How much a body says of a title's terms: BM25 over its greatest value, 0 for nothing, 1 for a usual title."""
    weights = weigh(terms.counts)
    damping = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * body.length / TYPICAL_WORDS)
    said = PRIOR * PRIOR_WEIGHT
    for term, weight in weights.items():
        count = body.count(term)
        frequent = count * (SATURATION + 1) / (count + damping)
        said += weight * ((1 - LEAD_SHARE) * frequent + LEAD_SHARE * body.in_lead(term))
    short = SHORT_SHARE * min(1.0, SHORT_WORDS / max(body.length, 1))
    return said / (PRIOR_WEIGHT + sum(weights.values())) + short


def find_relation(document: Document) -> float:
    """The relation of the title and the text below it."""
    return relation(document.layer(find_telling_terms), document.layer(find_body_terms))


def find_telling_terms(document: Document) -> Terms:
    """The title's terms without figures, days, months and single letters: other checks ask which the text has.

    "May's" is somebody's, not of a month. Symbols of an exchange, alone in brackets, tell of nobody by name.
    """
    terms, words = document.layer(find_title_terms), document.title_tokens.folded
    owners = {term_of(word) for word in words if bare(word) != word}
    symbols = set(map(term_of, _symbols(document.title_tokens.words))) - owners
    telling = {term: n for term, n in terms.counts.items() if term in owners or (_tells(term) and term not in symbols)}
    return replace(terms, counts=Counter(telling))


def _symbols(written: Sequence[str]) -> Iterator[str]:
    """The words in capitals that stand in brackets with others in capitals alone, and commas and colons."""
    opened: list[str] | None = None
    for word in written:
        if word == "(":
            opened = []
        elif opened is not None and word == ")":
            yield from opened
            opened = None
        elif opened is not None and word not in {",", ":"}:
            opened = [*opened, word.lower()] if word.isupper() and word.isalpha() else None


def _tells(term: str) -> bool:
    return len(term) > 1 and not term[0].isdigit() and term not in _calendar()


@cache
def _calendar() -> frozenset[str]:
    return frozenset(term_of(word) for word in (*ANY_WEEKDAY, *MONTHS))
