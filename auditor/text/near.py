"""Which known words are a letter or two off another, at the cost of a few look-ups."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from rapidfuzz.distance import OSA

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
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
        remains = self._remains
        found = dict.fromkeys(chain.from_iterable([remains[one] for one in _remains(word) if one in remains]))
        return [known for known in found if known != word and OSA.distance(word, known, score_cutoff=1) == 1]


def _remains(word: str) -> Iterable[str]:
    """`word`, and what is left of it without each of its letters."""
    if len(word) > MAX_LETTERS:
        return (word,)
    return dict.fromkeys([word, *[word[:at] + word[at + 1 :] for at in range(len(word))]])


def kept_ends(word: str) -> tuple[str, str, str]:
    """What one slip behind the first letter leaves of a word, but of the shortest: the first two letters with the last,
    or the first with the last two; the first two alone where the last may be off."""
    return word[:2] + word[-1], word[0] + word[-2:], word[:2]


def respellings(word: str) -> set[str]:
    """`word` with a letter put in, left out, changed or swapped behind its first one, and with two doublings off.

    For a look-up of few words in a table that is too large for `Near`.
    """
    if not 1 < len(word) <= MAX_LETTERS:
        return set()
    parts = [(word[:at], word[at:]) for at in range(1, len(word) + 1)]
    dropped = {head + tail[1:] for head, tail in parts}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in parts if len(tail) > 1}
    changed = {head + letter + tail[1:] for head, tail in parts for letter in ALPHABET}
    added = {head + letter + tail for head, tail in parts for letter in ALPHABET}
    doubled = {twice for once in _doublings(word) for twice in _doublings(once)}
    return (dropped | swapped | changed | added | doubled) - {word}


def _doublings(word: str) -> set[str]:
    """`word` with one letter doubled, or one of two that are alike left out."""
    more = {word[:at] + word[at - 1 :] for at in range(2, len(word) + 1)}
    return more | {word[:at] + word[at + 1 :] for at in range(1, len(word)) if word[at] == word[at - 1]}
