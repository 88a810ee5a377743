"""Well-known places and peoples by the letters of their names: which of them a word nearly spells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain
from operator import eq
from typing import NamedTuple

from rapidfuzz.distance import OSA

from auditor.knowledge.gazetteer import load_gazetteer
from auditor.knowledge.table import read_cells
from auditor.text.fold import without_accents
from auditor.text.near import kept_ends

ENGLISH_COUNTRIES = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})
"""Where a city has one spelling in English; elsewhere it has as many as there are ways to write its language."""
MIN_LETTERS = 6
"""Shorter words are near to too many others."""
MIN_LETTERS_OF_PART = 4
"""Of a word in a name of several: the others stand beside it."""
MAX_SLIPS, MIN_LETTERS_OF_TWO = 2, 9
"""Two slips are of one word where they only double letters or do not, or where it is as long as this."""
MAX_KEPT = 4096
"""Words whose neighbours are kept: the same surnames turn up in many articles."""
PERSON = "person"
"""What a word that is near to a name may be itself: one that only persons bear,"""
OWN = "own"
"""a place or a word of the language,"""
OTHER = "other"
"""another spelling of the name, or what is never meant for it."""
_DOUBLED = re.compile(r"(.)\1+")


class NearName(NamedTuple):
    """A name of the gazetteer, one word of which another word nearly spells."""

    words: tuple[str, ...]
    at: int
    """Which of them."""

    @property
    def key(self) -> str:
        """The name as the gazetteer has it."""
        return " ".join(self.words)

    @property
    def others(self) -> tuple[str, ...]:
        """Its other words."""
        return (*self.words[: self.at], *self.words[self.at + 1 :])

    def is_spelled(self, written: str, *, to_the_end: bool = True) -> bool:
        """Whether folded `written` begins like the word, ends like it if asked `to_the_end`, and is slightly off."""
        letters = letters_of(self.words[self.at])
        ends = written[:1] == letters[:1] and (written[-1:] == letters[-1:] or not to_the_end)
        two = len(letters) >= MIN_LETTERS_OF_TWO or squeeze(written) == squeeze(letters)
        return ends and 0 < OSA.distance(written, letters) <= (MAX_SLIPS if two else 1)


class NearPlaces:
    """Names of places and peoples by words one letter off, letters doubled by mistake not counted.

    A slip leaves the first two letters of a word as they are, or its first and its last two: words are looked for among
    those that share either. With thousands of names that is quicker to make than `Near`, and to ask.
    """

    def __init__(self, names: Iterable[str], lookalikes: Mapping[str, str]) -> None:
        self._names: dict[str, list[NearName]] = defaultdict(list)
        for words in (tuple(name.split()) for name in names):
            least = MIN_LETTERS if len(words) == 1 else MIN_LETTERS_OF_PART
            for at in (at for at, word in enumerate(words) if len(word) >= least and word.isalpha()):
                self._names[squeeze(letters_of(words[at]))].append(NearName(words, at))
        self._by_ends: dict[str, list[str]] = defaultdict(list)
        for letters, found in self._names.items():
            is_part = any(len(name.words) > 1 for name in found)
            for ends in kept_ends(letters)[: 3 if is_part else 2]:
                self._by_ends[ends].append(letters)
        self.lookalikes = lookalikes
        """What words are that are near to a name and not it, folded."""
        self.near = lru_cache(MAX_KEPT)(self._find_near)
        """The names that a folded word nearly spells; at its end only a word before another may be off."""

    def _find_near(self, folded: str) -> list[NearName]:
        squeezed, own = squeeze(folded), folded in self.lookalikes
        alike = dict.fromkeys(chain.from_iterable(self._by_ends.get(ends, ()) for ends in kept_ends(squeezed)))
        known = [letters for letters in alike if OSA.distance(squeezed, letters, score_cutoff=1) <= 1]
        names = (each for letters in known for each in self._names[letters])
        return [each for each in names if each.is_spelled(folded, to_the_end=own or each.at == len(each.words) - 1)]


def letters_of(word: str) -> str:
    """`word` in lower case, without accents."""
    return without_accents(word).lower()


def squeeze(letters: str) -> str:
    """`letters` with doubled ones once."""
    return _DOUBLED.sub(r"\1", letters) if any(map(eq, letters, letters[1:])) else letters  # the pattern is slower


@cache
def load_near_places() -> NearPlaces:
    """The well-known places of the package, and the peoples of all countries. SOURCES-places.md names the sources."""
    names = (name for (name,) in read_cells("well-known-places.txt"))
    return NearPlaces([*names, *load_gazetteer().demonyms], dict(_read_lookalikes()))


def _read_lookalikes() -> Iterator[tuple[str, str]]:
    return ((word, kind) for kind, listed in read_cells("lookalikes.tsv") for word in listed.split())
