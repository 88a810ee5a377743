"""The words of a text's blocks as numbers: their classes, and where else in the text they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat
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
    table = np.array([[0] * len(sections), *members.values()], dtype=np.uint8)
    return ClassTable(tuple(sections), table, {word: row for row, word in enumerate(members, 1)})


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
    shapes: Array
    """Per number of a word a number that words share which differ in their figures only."""

    @classmethod
    def of(cls, folded: str, characters: Characters) -> Words:
        """The words of a text; `folded` is its fold."""
        starts = characters.word_starts
        block = characters.owner[starts]
        written = folded.split()
        number_of = dict.fromkeys(written, 0)
        vocabulary: dict[str, int] = {}
        figured: list[int] = []
        for word in number_of:
            if word.isalpha():
                number_of[word] = vocabulary.setdefault(word, len(vocabulary))
            else:
                number_of[word] = number = vocabulary.setdefault(word.strip(EDGES), len(vocabulary))
                figured.append(number)
        ids = np.fromiter(map(number_of.__getitem__, written), np.int64, len(written))
        first = np.searchsorted(starts, characters.starts)
        upper = characters.classes[starts] == NUMBER["upper"]
        capital = upper.copy()
        capital[first] = False
        per_block = np.diff(np.append(first, len(starts)))
        classes = load_classes().rows_of(vocabulary)
        shapes = _shapes(tuple(vocabulary), figured)
        return cls(ids, block, capital, upper, vocabulary, per_block, first, classes, shapes)

    def counts(self) -> Array:
        """Per class of words and block the number of words."""
        members = load_classes().members[self.classes[self.ids]]
        return np.add.reduceat(members, self.first, axis=0, dtype=np.int64).T

    def block_shapes(self) -> Array:
        """Per block a number that blocks share which differ in their figures, marks and case only."""
        place = (np.arange(1, len(self.ids) + 1) - np.repeat(self.first, self.per_block)).astype(np.uint64)
        mixed = (self.shapes[self.ids].astype(np.uint64) + np.uint64(1)) * MIXERS[0]
        mixed ^= mixed >> np.uint64(29)
        mixed *= place * MIXERS[1] + np.uint64(1)
        mixed ^= mixed >> np.uint64(31)
        return np.add.reduceat(mixed, self.first)


def _shapes(words: Sequence[str], figured: Iterable[int]) -> Array:
    """For each of `words` its own number, or that of its like; `figured` are those that may hold figures."""
    shapes, numbers = np.arange(len(words)), dict[str, int]()
    for number in figured:
        if words[number].isalpha():
            continue
        shapes[number] = numbers.setdefault(_DIGITS.sub("#", words[number]), number)
    return shapes
