"""The terms of a title and of a text: stems of their words, and how much each tells."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from auditor.document import Document
from auditor.knowledge.words import load_words
from auditor.text.stems import stem
from auditor.text.tokens import Tokens

MOJIBAKE = ("Ã", "â€", "â‚¬", "Ëœ", "\ufffd")
"""What UTF-8 read in another encoding leaves in words; nothing can be said of them."""
UNKNOWN_PAGES = 1.5
"""The pages that a word outside the table counts for: the table begins at two."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a text in order, one for each of its words, and how often each stands."""

    order: list[str]
    counts: Counter[str]


def find_title_terms(document: Document) -> Terms:
    """The terms of the title, but for words that a wrong decoding has spoilt."""
    tokens = document.title_tokens
    whole = (f for w, f in zip(tokens.words, tokens.folded, strict=True) if not any(m in w for m in MOJIBAKE))
    return _terms(whole)


def find_body_terms(document: Document) -> Terms:
    """The terms of the text below its title."""
    return terms_between(document.tokens, document.body_start, len(document.text))


def terms_between(tokens: Tokens, start: int, end: int) -> Terms:
    """The terms of the tokens between two offsets."""
    return _terms(tokens.folded[bisect_left(tokens.starts, start) : bisect_left(tokens.starts, end)])


def _terms(folded: Iterable[str]) -> Terms:
    order = [term_of(word) for word in folded if word[0].isalnum()]
    return Terms(order, Counter(order))


def term_of(folded: str) -> str:
    """The term of one folded word; "u.s." and "us" are the same."""
    return stem(folded.replace(".", "") if folded[-1] == "." else folded)


def weigh(terms: Iterable[str]) -> dict[str, float]:
    """What the presence of each term tells: BM25's inverse page frequency, a natural logarithm."""
    pages, total = _pages_of_terms(), load_words().pages
    weights = {}
    for term in terms:
        count = pages.get(term, UNKNOWN_PAGES)
        weights[term] = math.log1p((total - count + 0.5) / (count + 0.5))
    return weights


@cache
def _pages_of_terms() -> Mapping[str, int]:
    """Pages by term: the sum of the pages of its words, at most all."""
    words = load_words()
    pages: Counter[str] = Counter()
    for word, count in words.counts.items():
        pages[stem(word)] += count.pages
    return {term: min(count, words.pages) for term, count in pages.items()}
