"""The words of a text's blocks as numbers: their classes, and where else in the text they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from auditor.text.blocks import Block

Array = np.ndarray[Any, np.dtype[Any]]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NAME = re.compile(r"[A-Z][^\W_]+")


@cache
def load_classes() -> tuple[tuple[str, ...], dict[str, int]]:
    """The names of the classes of data/words.txt, and for each word the set of its classes as bits."""
    names: list[str] = []
    bits: dict[str, int] = {}
    for line in (files("auditor.boilerplate") / "data" / "words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            names.append(line[1:-1])
        elif not line.startswith("#"):
            for word in line.split():
                bits[word] = bits.get(word, 0) | 1 << (len(names) - 1)
    return tuple(names), bits


ENDINGS = {"ed": 1 << 40, "ing": 1 << 41, "ly": 1 << 42}
"""Bits of words of no class that end so."""


def _ending(word: str) -> int:
    return ENDINGS.get("ed" if word.endswith("ed") else "ing" if word.endswith("ing") else "", 0)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of all blocks in order; parallel arrays, one entry a word."""

    ids: Array
    """The same number for the same word."""
    block: Array
    bits: Array
    """The word's classes."""
    per_block: Array
    """Words of each block."""
    first: Array
    """For each block the index of its first word; that of a neighbour's if it has none."""

    @classmethod
    def of(cls, folded: str, blocks: Sequence[Block]) -> Words:
        """The words of `blocks` of a text; `folded` is its fold."""
        ids: list[int] = []
        sizes: list[int] = []
        vocabulary: dict[str, int] = {}
        for block in blocks:
            found = _WORD.findall(folded, block.start, block.end)
            sizes.append(len(found))
            ids += [vocabulary.setdefault(word, len(vocabulary)) for word in found]
        classes = load_classes()[1]
        bits = np.array([classes.get(word) or _ending(word) for word in vocabulary] or [0], dtype=np.int64)
        numbers, per_block = np.array(ids, dtype=np.int64), np.array(sizes, dtype=np.int64)
        first = np.minimum(np.cumsum(per_block) - per_block, max(0, len(ids) - 1))
        block_of = np.repeat(np.arange(len(sizes)), per_block)
        return cls(numbers, block_of, bits[numbers], per_block, first)

    def count(self, name: str) -> Array:
        """Per block the number of words of a class."""
        bit = ENDINGS.get(name) or 1 << load_classes()[0].index(name)
        return np.bincount(self.block[(self.bits & bit) != 0], minlength=len(self.per_block))

    def first_is(self, name: str) -> Array:
        """Per block whether its first word is of a class."""
        if not len(self.ids):
            return np.zeros(len(self.per_block), dtype=bool)
        bit = 1 << load_classes()[0].index(name)
        return ((self.bits[self.first] & bit) != 0) & (self.per_block > 0)
