"""The words of a text's blocks as numbers: their classes, and where else in the text they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from auditor.boilerplate.characters import NUMBER, Characters

Array = np.ndarray[Any, np.dtype[Any]]

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
    vocabulary: dict[str, int]
    """Each word's number."""
    per_block: Array
    """Words of each block, at least one."""
    first: Array
    """For each block the index of its first word."""
    classes: Array
    """Per number of a word its row in the table of classes."""

    @classmethod
    def of(cls, folded: str, characters: Characters) -> Words:
        """The words of a text; `folded` is its fold."""
        starts = characters.word_starts
        block = characters.owner[starts]
        written = folded.split()
        number_of = dict.fromkeys(written, 0)
        vocabulary: dict[str, int] = {}
        for word in number_of:
            bare = word if word.isalpha() else word.strip(EDGES)
            number_of[word] = vocabulary.setdefault(bare, len(vocabulary))
        ids = np.fromiter(map(number_of.__getitem__, written), np.int64, len(written))
        first = np.searchsorted(starts, characters.starts)
        capital = characters.classes[starts] == NUMBER["upper"]
        capital[first] = False
        per_block = np.diff(np.append(first, len(starts)))
        classes = load_classes().rows_of(vocabulary)
        return cls(ids, block, capital, vocabulary, per_block, first, classes)

    def counts(self) -> Array:
        """Per class of words and block the number of words."""
        members = load_classes().members[self.classes[self.ids]]
        return np.add.reduceat(members, self.first, axis=0, dtype=np.int64).T
