"""The terms of a title and of a text: stems of their words, and how much each tells."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain, filterfalse, islice

from auditor.document import Document
from auditor.knowledge.words import WordCount, load_words
from auditor.text.stems import CACHED_WORDS, MIN_STEM, stem

MOJIBAKE = ("Ã", "â€", "â‚¬", "Ëœ", "\ufffd")
"""What UTF-8 read in another encoding leaves in words; nothing can be said of them."""
LEAD_WORDS = 120
"""The first paragraphs of a report."""
UNKNOWN_PAGES = 1.5
"""The pages that a word outside the table counts for: the table begins at two."""
NOWHERE = WordCount(0, 0)


@dataclass(frozen=True, slots=True)
class Terms:
    """How often each term stands in a text, the number of its words, and the terms it begins with."""

    counts: Counter[str]
    length: int
    lead: frozenset[str]
    """The terms of its first `LEAD_WORDS` words."""

    def count(self, term: str) -> int:
        """How often `term` stands in the text."""
        return self.counts.get(term, 0)

    def in_lead(self, term: str) -> bool:
        """Whether the text begins with `term`."""
        return term in self.lead


class BodyTerms:
    """The same of a whole article, which is asked for few terms: only words that begin like one are stemmed."""

    def __init__(self, folded: list[str], counts: Mapping[str, int], likely: Iterable[str] = ()) -> None:
        """`likely` are the terms that will be asked for first; their words are looked up in one pass."""
        self._folded, self._counts = folded, counts
        self._found: dict[str, frozenset[str]] = {}
        self._by_start: dict[str, list[str]] = {term[:MIN_STEM]: [] for term in likely}
        for word in counts:
            if word[:MIN_STEM] in self._by_start:
                self._by_start[word[:MIN_STEM]].append(word)

    @cached_property
    def length(self) -> int:
        """The number of words."""
        others = filterfalse(str.isalnum, self._counts)  # few words hold a mark: it is faster to take away what is none
        return len(self._folded) - sum(self._counts[other] for other in others if not other[0].isalnum())

    @cached_property
    def _lead(self) -> frozenset[str]:
        return frozenset(islice((word for word in self._folded if word[0].isalnum()), LEAD_WORDS))

    @cached_property
    def _dotted(self) -> list[str]:
        return [word for word in self._counts if word[-1] == "." and word[0].isalnum()]

    def words_of(self, term: str) -> frozenset[str]:
        """The different words of `term` in the article."""
        found = self._found.get(term)
        if found is None:
            found = self._found[term] = frozenset(word for word in self._alike(term) if term_of(word) == term)
        return found

    def _alike(self, term: str) -> Iterable[str]:
        """Words that may be of `term`: no stem loses the letters that it is looked for by, but those of "u.s."."""
        start = term[:MIN_STEM]
        if start not in self._by_start:
            self._by_start[start] = [word for word in self._counts if word[:MIN_STEM] == start]
        return chain(self._by_start[start], self._dotted)

    def count(self, term: str) -> int:
        """How often `term` stands in the article."""
        return sum(self._counts[word] for word in self.words_of(term))

    def in_lead(self, term: str) -> bool:
        """Whether the article begins with `term`."""
        return not self._lead.isdisjoint(self.words_of(term))


def find_title_terms(document: Document) -> Terms:
    """The terms of the title, but for words that a wrong decoding has spoilt."""
    tokens = document.title_tokens
    whole = [f for w, f in zip(tokens.words, tokens.folded, strict=True) if not any(m in w for m in MOJIBAKE)]
    return _terms(whole)


def find_body_terms(document: Document) -> BodyTerms:
    """The terms of the text below its title."""
    tokens, likely = document.tokens, document.layer(find_title_terms).counts
    if not document.body_start:
        return BodyTerms(tokens.folded, tokens.counts, likely)
    folded = tokens.folded[bisect_left(tokens.starts, document.body_start) :]
    return BodyTerms(folded, Counter(folded), likely)


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
    return {term: _weight(term) for term in terms}


def share_told(weights: Mapping[str, float], told: Container[str]) -> float:
    """The share of what terms tell that those among `told` tell; 0 where they tell nothing."""
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in told) / total if total else 0.0


@lru_cache(CACHED_WORDS)
def _weight(term: str) -> float:
    total = load_words().pages
    pages = min(counted_pages(term).pages or UNKNOWN_PAGES, total)
    return math.log1p((total - pages + 0.5) / (pages + 0.5))


def counted_pages(term: str) -> WordCount:
    """The sums of the pages on which the words of one stem stand; none of a stem that is not in the table."""
    start = term[:MIN_STEM]
    return _counts_by_stem(start).get(term, NOWHERE) if start in _words_by_start() else NOWHERE


@cache
def _counts_by_stem(start: str) -> Mapping[str, WordCount]:
    """The counts of the stems that begin with `start`: those of the whole table take 0.1 s, too long for one text."""
    counts, sums = load_words().counts, dict[str, WordCount]()
    for word in _words_by_start()[start]:
        pages, lower = sums.get(term := stem(word), NOWHERE)
        sums[term] = WordCount(pages + counts[word].pages, lower + counts[word].lower)
    return sums


@cache
def _words_by_start() -> Mapping[str, Sequence[str]]:
    """The words of the table by the letters that no stem loses."""
    by_start: defaultdict[str, list[str]] = defaultdict(list)
    for word in load_words().counts:
        by_start[word[:MIN_STEM]].append(word)
    return by_start
