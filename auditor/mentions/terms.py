"""The terms of a title and of a text: stems of their words, and how much each tells."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from auditor.document import Document
from auditor.knowledge.words import load_words
from auditor.text.stems import CACHED_WORDS, stem
from auditor.text.tokens import Tokens

MOJIBAKE = ("Ã", "â€", "â‚¬", "Ëœ", "\ufffd")
"""What UTF-8 read in another encoding leaves in words; nothing can be said of them."""
LEAD_WORDS = 120
"""The first paragraphs of a report."""
UNKNOWN_PAGES = 1.5
"""The pages that a word outside the table counts for: the table begins at two."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How often each term stands in a text, the number of its words, and the terms it begins with."""

    counts: Counter[str]
    length: int
    lead: frozenset[str]
    """The terms of its first `LEAD_WORDS` words."""


def find_title_terms(document: Document) -> Terms:
    """The terms of the title, but for words that a wrong decoding has spoilt."""
    tokens = document.title_tokens
    whole = [f for w, f in zip(tokens.words, tokens.folded, strict=True) if not any(m in w for m in MOJIBAKE)]
    return _terms(whole)


def find_body_terms(document: Document) -> Terms:
    """The terms of the text below its title."""
    if document.body_start:
        return terms_between(document.tokens, document.body_start, len(document.text))
    tokens = document.tokens
    counts: dict[str, int] = {}
    for word, times in tokens.counts.items():
        if word[0].isalnum():
            term = _TERMS[word]
            counts[term] = counts.get(term, 0) + times
    lead = islice((word for word in tokens.folded if word[0].isalnum()), LEAD_WORDS)
    return Terms(Counter(counts), sum(counts.values()), frozenset(map(_TERMS.__getitem__, lead)))


def terms_between(tokens: Tokens, start: int, end: int) -> Terms:
    """The terms of the tokens between two offsets."""
    return _terms(tokens.folded[bisect_left(tokens.starts, start) : bisect_left(tokens.starts, end)])


def _terms(folded: list[str]) -> Terms:
    terms = [_TERMS[word] for word in folded if word[0].isalnum()]
    return Terms(Counter(terms), len(terms), frozenset(terms[:LEAD_WORDS]))


class _KnownTerms(dict[str, str]):
    """Terms by folded word, made when first asked for; a plain look-up takes a third of what `lru_cache` does."""

    def __missing__(self, folded: str) -> str:
        if len(self) >= CACHED_WORDS:
            self.clear()
        self[folded] = term = stem(folded.replace(".", "") if folded[-1] == "." else folded)
        return term


_TERMS = _KnownTerms()


def term_of(folded: str) -> str:
    """The term of one folded word; "u.s." and "us" are the same."""
    return _TERMS[folded]


def weigh(terms: Iterable[str]) -> dict[str, float]:
    """What the presence of each term tells: BM25's inverse page frequency, a natural logarithm."""
    table = _weights()
    rarest = table[""]
    return {term: table.get(term, rarest) for term in terms}


@cache
def _weights() -> Mapping[str, float]:
    """Weights by term; the empty one stands for terms that are not in the table."""
    words = load_words()
    pages: dict[str, float] = {"": UNKNOWN_PAGES}
    for word, count in words.counts.items():
        pages[stem(word)] = pages.get(stem(word), 0) + count.pages
    return {term: _weight(min(count, words.pages), words.pages) for term, count in pages.items()}


def _weight(pages: float, total: int) -> float:
    return math.log1p((total - pages + 0.5) / (pages + 0.5))
