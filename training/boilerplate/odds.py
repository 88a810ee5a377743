"""What single words say for or against a foreign block: a linear model of them, which the trees see as one number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from mix import UNSURE, Row, read_cut
from recipe import FOLDS, MIN_DOMAINS, NEWS_WEIGHT, ODDS
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from auditor.boilerplate.features import block_forms

Array = np.ndarray[Any, np.dtype[Any]]
Odds = Mapping[str, float]


class Corpus:
    """Which words the labelled blocks of whole pages have; a block that a site repeats counts once."""

    def __init__(self, pages: Sequence[Row], news: Array) -> None:
        self._news = news
        owners, labels, blocks = zip(*_blocks(pages), strict=True)
        self._pages, self._labels = np.array(owners), np.array(labels)
        sites = {
            (pages[page]["source_domain"], word) for page, words in zip(owners, blocks, strict=True) for word in words
        }
        spread = Counter(word for _, word in sites)
        self._words = sorted(word for word, count in spread.items() if word and count >= MIN_DOMAINS)
        place = {word: number for number, word in enumerate(self._words)}
        known = [[place[word] for word in sorted(words) if word in place] for words in blocks]
        sizes = list(map(len, known))
        parts = np.repeat(1 / np.sqrt(list(map(len, blocks))), sizes)
        table = parts, np.concatenate(known).astype(np.int64), np.cumsum([0, *sizes])
        self._table = csr_matrix(table, shape=(len(blocks), len(self._words)))

    def fit(self, pages: Array) -> Odds:
        """What words say by the blocks of the marked `pages`: natural logarithms of odds, in hundredths."""
        used = pages[self._pages]
        weights = np.where(self._news[self._pages[used]], NEWS_WEIGHT, 1.0)
        model = LogisticRegression(**ODDS).fit(self._table[used], self._labels[used], weights)
        said = np.round(model.coef_[0], 2).tolist()
        return {word: odds for word, odds in zip(self._words, said, strict=True) if odds}

    def cross_fit(self, pages: Array, fold: Array) -> Callable[[int], Odds]:
        """For each page odds that it has no part in: of the marked `pages`, less its own fold if it is one of them."""
        whole = self.fit(pages)
        parts = [self.fit(pages & (fold != number)) for number in range(FOLDS)]
        return lambda page: parts[fold[page]] if pages[page] else whole


def _blocks(pages: Sequence[Row]) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Number of the page, label and words of each labelled block, once for each domain."""
    seen = set[tuple[str, frozenset[str]]]()
    for number, page in enumerate(pages):
        document, labels = read_cut(page, page["blocks"])
        for label, words in zip(labels.tolist(), block_forms(document), strict=True):
            key = page["source_domain"], words
            if label != UNSURE and key not in seen:
                seen.add(key)
                yield number, label, words


def write_odds(odds: Odds) -> str:
    """data/odds.txt: on each line odds and the words that have them."""
    groups: dict[float, list[str]] = {}
    for word, value in odds.items():
        groups.setdefault(value, []).append(word)
    return "".join(f"{value:+.2f} {' '.join(words)}\n" for value, words in sorted(groups.items()))
