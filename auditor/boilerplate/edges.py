"""How blocks begin and end: what stands before a first colon, in a last bracket, after the last sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from auditor.boilerplate.characters import NUMBER, Characters
from auditor.boilerplate.words import Words

Array = np.ndarray[Any, np.dtype[Any]]
Columns = dict[str, Array]

MAX_EDGE_WORDS = 12
"""Longer beginnings and ends are no labels, credits or names."""
MAX_LIKE = 6


def find_edges(characters: Characters, words: Words, breaks: Array) -> Columns:
    """What the edges of each block show; `breaks` are the offsets at which a sentence ends within a block."""
    starts, ends, word_starts = characters.starts, characters.ends, characters.word_starts
    word_ends = words.first + words.per_block
    colon = _first(marks(characters, "colon"), starts, ends)
    opened = _last(marks(characters, "bracket"), starts, ends - 1)
    broken = _last(breaks, starts, ends)
    head, bracket, tail = word_starts.searchsorted(np.stack((colon, opened, broken + 1)))
    capitals = np.concatenate(((0,), words.upper.cumsum()))
    tail_from = np.minimum(tail, word_ends)
    closed = characters.classes.take(ends - 1) == NUMBER["bracket"]
    return {
        "head": np.where(colon < ends, np.minimum(head - words.first, MAX_EDGE_WORDS), 0),
        "bracket": np.where(closed & (opened >= starts), np.minimum(word_ends - bracket, MAX_EDGE_WORDS), 0),
        "tail": np.where(broken >= starts, np.minimum(word_ends - tail, MAX_EDGE_WORDS), 0),
        "tail_capital": (capitals.take(word_ends) - capitals.take(tail_from)) / np.maximum(1, word_ends - tail_from),
    }


def marks(characters: Characters, name: str) -> Array:
    """The offsets of the characters of a class."""
    result: Array = (characters.classes == NUMBER[name]).nonzero()[0]
    return result


def _first(offsets: Array, starts: Array, ends: Array) -> Array:
    """Per block the first of `offsets` in it, or its end."""
    index = offsets.searchsorted(starts)
    result: Array = np.minimum(np.concatenate((offsets, ends[-1:])).take(index), ends)
    return result


def _last(offsets: Array, starts: Array, ends: Array) -> Array:
    """Per block the last of `offsets` before its end, or less than its start."""
    index = offsets.searchsorted(ends)
    return np.concatenate(((-1,), offsets)).take(index)


def find_likeness(words: Words) -> Columns:
    """How far a block's words stand in the same order elsewhere, and how many blocks end in the same two words."""
    ids, size = words.ids, len(words.first)
    span = len(words.vocabulary) + 1
    pairs = ids[:-1] * span
    pairs += ids[1:]
    triples = pairs[:-1] * span
    triples += ids[2:]
    whole = words.block[2:] == words.block[:-2]
    shared = np.bincount(words.block[2:][_again(triples, whole)], minlength=size)
    last = words.first + words.per_block - 1
    closing = np.where(words.per_block > 2, ids.take(last - 1) * span + ids.take(last), -1 - np.arange(size))
    return {
        "like": shared / np.maximum(1, words.per_block - 2),
        "closing": np.minimum(count_like(closing.tolist()), MAX_LIKE),
    }


def _again(numbers: Array, counted: Array) -> Array:
    """Which of `numbers` are `counted` and stand there more than once."""
    ordered = numbers[counted]
    ordered.sort()
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    if not len(twice):
        return np.zeros(len(numbers), dtype=bool)
    result: Array = (twice.take(twice.searchsorted(numbers), mode="clip") == numbers) & counted
    return result


def count_like(keys: Sequence[int]) -> Array:
    """For each of the keys how many are like it, itself among them."""
    if len(set(keys)) == len(keys):
        return np.ones(len(keys), dtype=np.int64)
    counts = Counter(keys)
    return np.array([counts[key] for key in keys])
