"""The words of a text's blocks as numbers: their classes, and where else in the text they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import count, filterfalse, repeat
from typing import Any, NamedTuple

import numpy as np

from auditor.boilerplate.characters import NUMBER, Characters

Array = np.ndarray[Any, np.dtype[Any]]

_DIGITS = re.compile(r"\d+")
MIXERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9))
"""Odd numbers that spread the bits of others."""
EDGES = ".,;:!?…\"'()[]{}*|<>«»-–—/•"
"""Marks that are no part of a word at its edges."""


class ClassTable(NamedTuple):
    """The classes of words that data/words.txt lists."""

    names: tuple[str, ...]
    members: Array
    """A row for each set of classes that words have together; row 0 is for words of none."""
    rows: dict[str, int]
    """For each listed word its row."""

    def column(self, name: str) -> Array:
        """Which rows hold a class."""
        result: Array = self.members[:, self.names.index(name)].astype(bool)
        return result

    def words_of(self, *names: str) -> frozenset[str]:
        """The words of some classes."""
        rows = set(np.flatnonzero(np.any([self.column(name) for name in names], axis=0)).tolist())
        return frozenset(word for word, row in self.rows.items() if row in rows)

    def rows_of(self, words: Iterable[str]) -> Array:
        """The rows of `words`."""
        return np.fromiter(map(self.rows.get, words, repeat(0)), np.int64)


@cache
def load_classes() -> ClassTable:
    """The table of classes, read once."""
    sections: dict[str, list[str]] = {}
    section: list[str] = []
    for line in (files("auditor.boilerplate") / "data" / "words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line[1:-1], [])
        elif not line.startswith("#"):
            section += line.split()
    members: dict[str, list[int]] = {}
    for number, words in enumerate(sections.values()):
        for word in words:
            members.setdefault(word, [0] * len(sections))[number] = 1
    sets = {(0,) * len(sections): 0}
    rows = {word: sets.setdefault(tuple(held), len(sets)) for word, held in members.items()}
    return ClassTable(tuple(sections), np.array(list(sets), dtype=np.float64), rows)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of all blocks in order; parallel arrays, one entry a word."""

    ids: Array
    """The same number for the same word, marks at its edges and case aside."""
    block: Array
    capital: Array
    """Whether the word begins with a capital and is not its block's first."""
    upper: Array
    """Whether the word begins with a capital."""
    vocabulary: dict[str, int]
    """Each word's number."""
    per_block: Array
    """Words of each block, at least one."""
    first: Array
    """For each block the index of its first word."""
    classes: Array
    """Per number of a word its row in the table of classes."""
    forms: Sequence[str]
    """Per number of a word the word, its figures put as #."""
    shapes: Array
    """Per number of a word a number that words of one form share."""

    @classmethod
    def of(cls, written: Sequence[str], characters: Characters) -> Words:
        """The words of a text; `written` are they, folded, with the marks at their edges."""
        starts = characters.word_starts
        first = starts.searchsorted(characters.starts)
        bounds = np.concatenate((first, (len(starts),)))
        per_block = bounds[1:] - bounds[:-1]
        upper = characters.classes.take(starts) == NUMBER["upper"]
        capital = upper.copy()
        capital[first] = False
        number_of, vocabulary, plain = _numbered(written)
        ids = np.fromiter(map(number_of.__getitem__, written), np.int64, len(written))
        block = np.arange(len(first)).repeat(per_block)
        classes = load_classes().rows_of(vocabulary)
        forms = _forms(tuple(vocabulary), plain)
        shapes = _shapes(forms, plain)
        return cls(ids, block, capital, upper, vocabulary, per_block, first, classes, forms, shapes)

    def counts(self) -> Array:
        """Per class of words and block the number of words."""
        members, size = load_classes().members, len(self.first)
        keys = self.classes.take(self.ids)
        keys += self.block * len(members)
        counts = np.bincount(keys, minlength=size * len(members)).reshape(size, -1)
        result: Array = (counts @ members).T
        return result

    def block_shapes(self) -> Array:
        """Per block a number that blocks share which differ in their figures, marks and case only."""
        place = np.arange(1, len(self.ids) + 1)
        place -= self.first.repeat(self.per_block)
        mixed = self.shapes.take(self.ids).view(np.uint64) + np.uint64(1)
        mixed *= MIXERS[0]
        mixed ^= mixed >> np.uint64(29)
        mixed *= place.view(np.uint64) * MIXERS[1] + np.uint64(1)
        mixed ^= mixed >> np.uint64(31)
        return np.add.reduceat(mixed, self.first)


def _numbered(written: Sequence[str]) -> tuple[dict[str, int], dict[str, int], int]:
    """The number of each word as it is written, of each without the marks at its edges, and how many have none.

    Those come first.
    """
    distinct = dict.fromkeys(written)
    plain = list(filter(str.isalpha, distinct))
    vocabulary = dict(zip(plain, range(len(plain)), strict=True))
    number_of = vocabulary.copy()
    for word in filterfalse(str.isalpha, distinct):
        number_of[word] = vocabulary.setdefault(word.strip(EDGES), len(vocabulary))
    return number_of, vocabulary, len(plain)


def _forms(words: Sequence[str], plain: int) -> Sequence[str]:
    """`words` with their figures put as #; those up to `plain` hold none."""
    if plain == len(words):
        return words
    return (*words[:plain], *_DIGITS.sub("#", "\n".join(words[plain:])).split("\n"))


def _shapes(forms: Sequence[str], plain: int) -> Array:
    """For each of `forms` its own number, or that of its like; those up to `plain` have none."""
    shapes, numbers = np.arange(len(forms)), dict[str, int]()
    shapes[plain:] = list(map(numbers.setdefault, forms[plain:], count(plain)))
    return shapes
