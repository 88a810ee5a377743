"""Which known words are a letter or two off another, at the cost of a few look-ups."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from rapidfuzz.distance import OSA

MAX_LETTERS = 30
"""Longer strings are no names; each of their letters would cost a look-up."""


class Near:
    """Known words by what is left of them when a letter is taken out.

    Two words that differ by a letter put in, left out, changed or swapped with its neighbour share such a remainder or
    are the remainder of each other, so that a scan over all known words is never needed.
    Source: W. Garbe's symmetric delete, at distance 1.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._remains: dict[str, list[str]] = {}
        for word in words:
            for remain in _remains(word):
                self._remains.setdefault(remain, []).append(word)

    def near(self, word: str) -> list[str]:
        """The known words, other than `word` itself, that differ from it by one letter; always in the same order."""
        found = dict.fromkeys(chain.from_iterable(self._remains.get(remain, ()) for remain in _remains(word)))
        return [known for known in found if known != word and OSA.distance(word, known, score_cutoff=1) == 1]


def _remains(word: str) -> Iterable[str]:
    """`word`, and what is left of it without each of its letters."""
    if len(word) > MAX_LETTERS:
        return (word,)
    return dict.fromkeys((word, *(word[:at] + word[at + 1 :] for at in range(len(word)))))
